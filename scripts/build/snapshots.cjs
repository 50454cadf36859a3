// What becomes of the database with its stack: kept where tables are kept, else its last state as a snapshot.
module.exports = { Retain: "Retain", Delete: "Snapshot" };

// Whether a table refuses to be deleted: where tables are kept, also from a slip of the hand.
module.exports = { Retain: true, Delete: false };

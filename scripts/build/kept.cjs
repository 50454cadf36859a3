// What becomes of data with its stack. What a failed deployment made is never kept: the next one would find its names taken.
module.exports = { Retain: "RetainExceptOnCreate", Delete: "Delete" };

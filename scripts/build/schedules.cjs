// A rule's state in words: `schedules: true` in a stage's parameters means its rules fire.
module.exports = { true: "ENABLED", false: "DISABLED" };

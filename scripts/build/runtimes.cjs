// The emulator and `invoke local` run functions with the interpreter of the virtual environment; say so.
const { readFileSync } = require("node:fs");
const path = require("node:path");

module.exports = () => {
  const configuration = readFileSync(path.resolve(__dirname, "..", "..", ".venv", "pyvenv.cfg"), "utf8");
  const [, version] = configuration.match(/^version(?:_info)? = (\d+\.\d+)/m);
  return { local: `python${version}` };
};

// `sls ... --stage local` talks to the laptop's AWS, without anything to export first.
const { existsSync, readFileSync } = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..", "..");
const folder = process.env.SIGNAL9_LOCAL_DIR || path.join(root, ".local");

module.exports = class LocalStage {
  constructor(serverless, options) {
    if (options.stage !== "local") return;
    // `invoke local` runs handlers with the first python of the runtime's name on the path.
    process.env.PATH = `${path.join(root, ".venv", "bin")}${path.delimiter}${process.env.PATH}`;
    const facts = path.join(folder, "stack.json");
    if (process.env.AWS_ENDPOINT_URL || !existsSync(facts)) return;
    const { port } = JSON.parse(readFileSync(facts, "utf8")).servers.emulator;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
    });
    delete process.env.AWS_PROFILE;
    delete process.env.AWS_SESSION_TOKEN;
  }
};

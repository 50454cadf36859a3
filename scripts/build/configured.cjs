// Nothing is deployed into an account that is not prepared (scripts/delivery/account.py), and production not over placeholders
// (scripts/delivery/provider_keys.py).
const { spawnSync } = require("node:child_process");
const path = require("node:path");

const root = path.resolve(__dirname, "..", "..");
const python = process.env.SIGNAL9_PYTHON || path.join(root, ".venv", "bin", "python");

module.exports = class Configured {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.log = log;
    this.hooks = {
      "before:deploy:deploy": () => this.check(),
      "after:deploy:deploy": () => this.fill(),
    };
  }

  check() {
    if (this.stage() === "local") return;
    this.run("account", ["check"]);
    if (this.stage() !== "prod") return;
    const issuer = this.serverless.service.resources.Resources.IdentityParameter.Properties.Value;
    this.keys = this.run("provider_keys", ["check", this.stage(), issuer]);
  }

  fill() {
    if (!this.keys) return;
    const filled = this.run("provider_keys", ["fill", this.stage()], this.keys).trim();
    if (filled) this.log.notice(`Filled in ${filled.split("\n").join(", ")}`);
  }

  // Keys pass through standard input and output, which nobody logs.
  run(program, asked, input = "") {
    const region = this.serverless.getProvider("aws").getRegion();
    const done = spawnSync(python, ["-W", "ignore", "-m", `scripts.delivery.${program}`, ...asked], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, AWS_DEFAULT_REGION: region },
      input,
    });
    if (done.status !== 0) {
      throw new this.serverless.classes.Error((done.error ? done.error.message : done.stderr).trim(), "NOT_CONFIGURED");
    }
    return done.stdout;
  }

  stage() {
    return this.serverless.getProvider("aws").getStage();
  }
};

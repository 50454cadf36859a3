// Runs the Python build when serverless.yml asks for a built part, so that `sls deploy` alone is enough.
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..", "..");
const python = process.env.SIGNAL9_PYTHON || path.join(root, ".venv", "bin", "python");
const built = new Map();

// The layer's bytecode must not depend on file times, which the packer rewrites.
process.env.SOURCE_DATE_EPOCH = process.env.SOURCE_DATE_EPOCH || "315532800";

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable("sls:stage");
  const runtime = await resolveVariable("param:runtime");
  const architecture = await resolveVariable("param:architecture");
  const origins = await resolveVariable("param:allowed_origins");
  // Asked only after the last await: all of the service's variables are resolved at once, and one build serves them.
  if (!built.has(stage)) {
    if (!existsSync(python)) {
      throw new Error(`${python} is missing: run \`make setup\` first, or set SIGNAL9_PYTHON`);
    }
    const out = execFileSync(python, ["-W", "ignore", "-m", "scripts.build.build", stage, runtime, architecture, origins], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    built.set(stage, JSON.parse(out));
  }
  return built.get(stage);
};

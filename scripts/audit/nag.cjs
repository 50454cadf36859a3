// `node scripts/audit/nag.cjs TEMPLATE FOLDER` prints what the rules of AwsSolutions object to in a template, as JSON lines.
const { createRequire } = require("node:module");
const path = require("node:path");

const installed = createRequire(path.resolve(__dirname, "..", "..", ".venv-audit", "package.json"));
const { App, Aspects, Stack } = installed("aws-cdk-lib");
const { CfnInclude } = installed("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks } = installed("cdk-nag");

const [templateFile, outdir] = process.argv.slice(2);
const said = [];
const quiet = () => {};
const objections = {
  onCompliance: quiet,
  onSuppressed: quiet,
  onNotApplicable: quiet,
  onSuppressedError: quiet,
  onNonCompliance: ({ nagPackName, ruleId, findingId, resource, ruleLevel }) => {
    said.push({ rule: ruleId, finding: findingId, resource: resource.node.id, level: ruleLevel, pack: nagPackName });
  },
  onError: ({ ruleId, resource, errorMessage }) => {
    said.push({ rule: "CdkNagValidationFailure", finding: `${ruleId}: ${errorMessage}`, resource: resource.node.id, level: "Error" });
  },
};

const app = new App({ outdir });
new CfnInclude(new Stack(app, "signal9"), "template", { templateFile });
Aspects.of(app).add(new AwsSolutionsChecks({ reports: false, additionalLoggers: [objections] }));
app.synth();
process.stdout.write(said.map((each) => `${JSON.stringify(each)}\n`).join(""));

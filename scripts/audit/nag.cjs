// `node scripts/audit/nag.cjs TEMPLATE FOLDER` prints what the rules of AwsSolutions object to in a template, as JSON lines.
const { App, Aspects, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks } = require("cdk-nag");

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

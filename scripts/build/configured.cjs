// Production is deployed with real keys or, the first time, with a list of those to fill in: the stack makes the secrets.
const PLACEHOLDER = /"REPLACE_[^"]*"/;
const MISSING = new Set(["ResourceNotFoundException", "ParameterNotFound"]);

const wanted = (stage) => [
  { name: `signal9-alphavantage-credentials-${stage}`, service: "SecretsManager" },
  { name: `signal9-alpaca-credentials-${stage}`, service: "SecretsManager" },
  { name: `/signal9/${stage}/identity`, service: "SSM" },
];

const text = async (aws, { name, service }) => {
  if (service === "SSM") return (await aws.request("SSM", "getParameter", { Name: name })).Parameter.Value;
  return (await aws.request("SecretsManager", "getSecretValue", { SecretId: name })).SecretString;
};

module.exports = class Configured {
  constructor(serverless, options, { log } = {}) {
    this.serverless = serverless;
    this.log = log;
    this.hooks = { "before:deploy:deploy": () => this.refusePlaceholders() };
  }

  async refusePlaceholders() {
    const aws = this.serverless.getProvider("aws");
    const stage = aws.getStage();
    if (stage !== "prod") return;
    const placeholders = [];
    const toFillIn = [];
    for (const one of wanted(stage)) {
      try {
        if (PLACEHOLDER.test(await text(aws, one))) placeholders.push(one.name);
      } catch (error) {
        const code = error.code || (error.providerError && error.providerError.code) || error.providerErrorCodeExtension;
        const known = [...MISSING].some((name) => [code, error.message].join(" ").replace(/_/g, "").toLowerCase().includes(name.toLowerCase()));
        if (!known) throw error;
        toFillIn.push(one.name);
      }
    }
    if (placeholders.length) {
      const told = `NotConfigured: ${placeholders.join(", ")} still hold placeholders; put real values there before deploying prod (docs/runbooks/secrets.md)`;
      throw new this.serverless.classes.Error(told, "NOT_CONFIGURED");
    }
    if (toFillIn.length && this.log) this.log.warning(`First deployment: fill in ${toFillIn.join(", ")} afterwards (docs/runbooks/secrets.md)`);
  }
};

// Production is deployed with real keys: those it has, or those of this shell, which are put where the template left placeholders.
const PLACEHOLDER = "REPLACE_";
const MISSING = new Set(["ResourceNotFoundException", "ParameterNotFound"]);
const KEYS = {
  AlphaVantageSecret: { apiKey: "ALPHAVANTAGE_API_KEY" },
  AlpacaSecret: { apiKey: "ALPACA_API_KEY", secretKey: "ALPACA_SECRET_KEY" },
};
const IDENTITY = "IdentityParameter";

const isPlaceholder = (value) => String(value).startsWith(PLACEHOLDER);

const isMissing = (error) => {
  const code = error.code || (error.providerError && error.providerError.code) || error.providerErrorCodeExtension;
  const told = [code, error.message].join(" ").replace(/_/g, "").toLowerCase();
  return [...MISSING].some((name) => told.includes(name.toLowerCase()));
};

module.exports = class Configured {
  constructor(serverless, options, { log } = {}) {
    this.serverless = serverless;
    this.log = log;
    this.known = {}; // by secret, the values that replace its placeholders
    this.hooks = {
      "before:deploy:deploy": () => this.refusePlaceholders(),
      "after:deploy:deploy": () => this.fillIn(),
    };
  }

  async refusePlaceholders() {
    if (this.stage() !== "prod") return;
    const unknown = [];
    for (const [resource, fields] of Object.entries(KEYS)) {
      const held = (await this.secret(resource)) || {};
      const values = Object.entries(fields).map(([field, variable]) => {
        const value = isPlaceholder(held[field] ?? PLACEHOLDER) ? process.env[variable] : held[field];
        if (!value) unknown.push(`${field} of ${this.template(resource).Name} (${variable})`);
        return [field, value];
      });
      this.known[resource] = Object.fromEntries(values);
    }
    if (await this.hasNoIssuer()) unknown.push(`issuer of ${this.template(IDENTITY).Name} (identity in resources/stages.yml)`);
    if (unknown.length) {
      const told = `NotConfigured: prod would run on placeholders. Missing: ${unknown.join(", ")}. Set them in this shell, or in the account (docs/runbooks/secrets.md)`;
      throw new this.serverless.classes.Error(told, "NOT_CONFIGURED");
    }
  }

  // A new secret, or one whose template changed, holds what the template says.
  async fillIn() {
    for (const [resource, values] of Object.entries(this.known)) {
      const now = await this.secret(resource);
      const left = Object.keys(values).filter((field) => isPlaceholder(now[field]));
      if (!left.length) continue;
      for (const field of left) now[field] = values[field];
      const SecretId = this.template(resource).Name;
      await this.aws().request("SecretsManager", "putSecretValue", { SecretId, SecretString: JSON.stringify(now) });
      if (this.log) this.log.notice(`Filled in ${left.join(", ")} of ${SecretId}`);
    }
  }

  // The template's is deployed where it changed; one that a person set in the account stays.
  async hasNoIssuer() {
    const { Name, Value } = this.template(IDENTITY);
    const held = await this.read("SSM", "getParameter", { Name });
    return [held ? held.Parameter.Value : Value, Value].every((text) => isPlaceholder(JSON.parse(text).issuer));
  }

  async secret(resource) {
    const held = await this.read("SecretsManager", "getSecretValue", { SecretId: this.template(resource).Name });
    return held && JSON.parse(held.SecretString);
  }

  async read(service, operation, asked) {
    try {
      return await this.aws().request(service, operation, asked);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  template(resource) {
    return this.serverless.service.provider.compiledCloudFormationTemplate.Resources[resource].Properties;
  }

  stage() {
    return this.aws().getStage();
  }

  aws() {
    return this.serverless.getProvider("aws");
  }
};

// The laptop's template goes without the parts whose condition is false there. CloudFormation would not make them
// either, but counts them among its 500 resources, and the laptop has ten that no other stage has.
const holds = (condition, named) => {
  const [[kind, given]] = Object.entries(condition);
  const all = (parts) => parts.map((part) => holds(part, named));
  switch (kind) {
    case "Condition": return holds(named[given], named);
    case "Fn::Equals": return given[0] === given[1];
    case "Fn::Not": return !all(given)[0];
    case "Fn::And": return all(given).every(Boolean);
    case "Fn::Or": return all(given).some(Boolean);
    default: throw new Error(`a condition is ${kind}, expected a name, Fn::Equals, Fn::Not, Fn::And or Fn::Or`);
  }
};

module.exports = class StandingParts {
  constructor(serverless, options) {
    if (options.stage !== "local") return;
    this.hooks = {
      "after:aws:package:finalize:mergeCustomProviderResources": () => {
        const template = serverless.service.provider.compiledCloudFormationTemplate;
        for (const parts of [template.Resources, template.Outputs ?? {}]) {
          for (const [id, { Condition: name }] of Object.entries(parts)) {
            if (name && !holds({ Condition: name }, template.Conditions)) delete parts[id];
          }
        }
        for (const part of Object.values(template.Resources)) {
          if (!part.DependsOn) continue;
          part.DependsOn = [part.DependsOn].flat().filter((id) => id in template.Resources);
        }
      },
    };
  }
};

// Every function has a role of its own, so the service-wide one would be assumed by nobody: it is left out.
// The functions' DependsOn on their role says again what their Role property says, and cfn-lint objects.
module.exports = class OwnRoles {
  constructor(serverless) {
    this.hooks = {
      "before:package:finalize": () => {
        const resources = serverless.service.provider.compiledCloudFormationTemplate.Resources;
        const shared = serverless.getProvider("aws").naming.getRoleLogicalId();
        const functions = Object.values(resources).filter(({ Type }) => Type === "AWS::Lambda::Function");
        for (const { DependsOn, Properties } of functions) {
          const role = Properties.Role["Fn::GetAtt"][0];
          if (role === shared) return; // a function without permissions of its own still needs it
          DependsOn.splice(0, DependsOn.length, ...DependsOn.filter((id) => id !== role));
        }
        delete resources[shared];
      },
    };
  }
};

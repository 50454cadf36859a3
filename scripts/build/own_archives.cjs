// A function's archive holds its own context, and what is below all of them: runtime and research.
module.exports = class OwnArchives {
  constructor(serverless) {
    this.hooks = {
      "before:package:initialize": () => {
        const { service } = serverless;
        const stage = serverless.getProvider("aws").getStage();
        for (const name of service.getAllFunctions()) {
          const described = service.getFunction(name);
          const context = described.handler.split("/")[1];
          described.package = { artifact: `build/functions-${stage}-${context}.zip` };
        }
      },
    };
  }
};

// A function's archive holds its own context, and what is below all of them: runtime and research.
module.exports = class OwnArchives {
  constructor(serverless) {
    this.hooks = {
      "before:package:initialize": () => {
        const { service } = serverless;
        const stage = serverless.getProvider("aws").getStage();
        const archive = (context) => `build/functions-${stage}-${context}.zip`;
        service.package.artifact = archive("research"); // without one the deployment looks for an archive of everything
        for (const name of service.getAllFunctions()) {
          const described = service.getFunction(name);
          described.package = { artifact: archive(described.handler.split("/")[1]) };
        }
      },
    };
  }
};

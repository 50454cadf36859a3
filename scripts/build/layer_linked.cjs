// serverless-python-requirements 6.1.2 links the cached layer into .serverless and does not wait for the link: about
// one packaging in a hundred then ends with ENOENT. This one waits.
const { existsSync } = require("node:fs");
const path = require("node:path");
const { setTimeout } = require("node:timers/promises");

const LONGEST_MS = 5000;
const PAUSE_MS = 10;

module.exports = class LayerLinked {
  constructor(serverless) {
    const layer = path.join(serverless.serviceDir, ".serverless", "pythonRequirements.zip");
    this.hooks = {
      "after:package:createDeploymentArtifacts": async () => {
        for (let waited = 0; !existsSync(layer) && waited < LONGEST_MS; waited += PAUSE_MS) await setTimeout(PAUSE_MS);
      },
    };
  }
};

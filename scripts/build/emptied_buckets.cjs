// `sls remove` of a stage that deletes its data: CloudFormation deletes empty buckets only, so these are emptied first, old
// versions too. What a stage keeps stays untouched.
const { CloudFormationClient, paginateListStackResources } = require("@aws-sdk/client-cloudformation");
const { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } = require("@aws-sdk/client-s3");

module.exports = class EmptiedBuckets {
  constructor(serverless) {
    const provider = serverless.getProvider("aws");
    this.hooks = {
      "before:remove:remove": async () => {
        const config = await provider.getAwsSdkV3Config();
        const s3 = new S3Client(config);
        for (const bucket of await deleted(serverless, new CloudFormationClient(config), provider.naming.getStackName())) {
          await empty(s3, bucket);
        }
      },
    };
  }
};

async function deleted(serverless, stacks, StackName) {
  const described = serverless.service.resources.Resources;
  const names = [];
  for await (const page of paginateListStackResources({ client: stacks }, { StackName })) {
    for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of page.StackResourceSummaries ?? []) {
      const isDeleted = described[LogicalResourceId]?.DeletionPolicy === "Delete";
      if (ResourceType === "AWS::S3::Bucket" && PhysicalResourceId && isDeleted) names.push(PhysicalResourceId);
    }
  }
  return names;
}

async function empty(s3, Bucket) {
  try {
    for (;;) {
      const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
      const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
      if (!Objects.length) return;
      const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      if (Errors.length) throw new Error(`${Bucket}: ${Errors[0].Key} could not be deleted: ${Errors[0].Message}`);
    }
  } catch (fault) {
    if (fault.name !== "NoSuchBucket") throw fault; // removed by hand, or by a removal that did not end
  }
}

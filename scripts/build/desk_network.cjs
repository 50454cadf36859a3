// How the desk's functions reach their database. In the cloud they are in its network and show an IAM token; on the
// laptop it listens on the loopback and wants a password from a secret; a stage without one has its functions nowhere.
const arn = (service, resource) => ({ "Fn::Sub": "arn:aws:" + service + ":${AWS::Region}:${AWS::AccountId}:" + resource });

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable("sls:stage");
  if (stage === "local") {
    return {
      vpc: null,
      database_action: "secretsmanager:GetSecretValue",
      database_resource: arn("secretsmanager", "secret:signal9-database-local*"),
      owner_secret: "signal9-database-owner-local",
    };
  }
  const isOn = String(await resolveVariable("param:database")) === "true";
  return {
    vpc: !isOn ? null : {
      securityGroupIds: [{ "Fn::GetAtt": ["DeskFunctionsGroup", "GroupId"] }],
      subnetIds: [{ Ref: "PrivateSubnetA" }, { Ref: "PrivateSubnetB" }],
    },
    database_action: "rds-db:connect",
    database_resource: arn("rds-db", isOn ? "dbuser:${DatabaseCluster.DBClusterResourceId}/desk" : "dbuser:none/desk"),
    owner_secret: "rds!cluster-",
  };
};

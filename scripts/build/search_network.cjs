// Where the search engine is, and the functions that ask it: in private subnets where the stage has one, else nowhere.
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable("sls:stage");
  const nodes = Number(await resolveVariable("param:search_nodes"));
  const subnets = [{ Ref: "PrivateSubnetA" }, { Ref: "PrivateSubnetB" }];
  const isOn = stage !== "local" && nodes > 0;
  return {
    standing: isOn ? "on" : "off",
    vpc: isOn ? { securityGroupIds: [{ "Fn::GetAtt": ["SearchFunctionsGroup", "GroupId"] }], subnetIds: subnets } : null,
    zone_awareness: nodes > 1,
    domain_subnets: nodes > 1 ? subnets : subnets.slice(0, 1),
  };
};

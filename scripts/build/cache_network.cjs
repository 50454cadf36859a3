// Whether the stage has a cache, which functions reach it and as whom: they are in its network where there is one.
const inNetwork = (...groups) => ({
  securityGroupIds: groups.map((group) => ({ "Fn::GetAtt": [group, "GroupId"] })),
  subnetIds: [{ Ref: "PrivateSubnetA" }, { Ref: "PrivateSubnetB" }],
});

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable("sls:stage");
  const nodes = Number(await resolveVariable("param:cache_nodes"));
  const isCloud = stage !== "local";
  const isOn = isCloud && nodes > 0;
  const searches = isCloud && Number(await resolveVariable("param:search_nodes")) > 0;
  const groups = [...(searches ? ["SearchFunctionsGroup"] : []), ...(isOn ? ["CacheFunctionsGroup"] : [])];
  return {
    standing: isOn ? "on" : "off",
    vpc: isOn ? inNetwork("CacheFunctionsGroup") : null,
    health_vpc: groups.length ? inNetwork(...groups) : null,
    parameter: isOn || !isCloud ? `/signal9/${stage}/cache` : "off",
    // The secret is there where the cache is; a role may name one that is not.
    secret: isOn
      ? { Ref: "CacheSecret" }
      : { "Fn::Sub": "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:signal9-cache-" + stage + "-??????" },
    replicates: nodes > 1,
  };
};

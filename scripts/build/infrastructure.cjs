// Which optional parts a stage has, as "on" and "off" for the template's conditions, from its parameters. Combinations
// that deploy and then do not work are refused here.
const listed = (text) => String(text).split(",").map((each) => each.trim()).filter(Boolean);
const isOn = (value) => String(value) === "true";
const standing = (value) => (value ? "on" : "off");

module.exports = async ({ resolveVariable }) => {
  const asked = async (name) => resolveVariable(`param:${name}`);
  const isCloud = (await resolveVariable("sls:stage")) !== "local";
  const gateways = Number(await asked("nat_gateways"));
  const hasSearch = Number(await asked("search_nodes")) > 0;
  const hasCache = Number(await asked("cache_nodes")) > 0;
  const hasDatabase = isOn(await asked("database"));
  const hasEndpoints = isOn(await asked("interface_endpoints"));
  const hasEdge = isOn(await asked("edge"));
  const domain = String(await asked("domain"));
  const zone = String(await asked("hosted_zone"));
  const blocked = listed(await asked("firewall_blocked_countries"));
  const hasNetwork = hasDatabase || hasSearch || hasCache;

  if (![0, 1, 2].includes(gateways)) {
    throw new Error(`nat_gateways: got ${gateways}, expected 0, 1 or 2; there are two zones`);
  }
  if (isCloud && hasNetwork && gateways === 0 && !hasEndpoints) {
    throw new Error(
      "nat_gateways is 0 and interface_endpoints is false: functions in the network would reach no AWS service; " +
        "set one of them, or search_nodes and cache_nodes to 0 and database to false",
    );
  }
  if (domain && !hasEdge) {
    throw new Error(`domain: got ${domain} for a stage without edge; set edge to true or leave the domain out`);
  }
  return {
    network: standing(hasNetwork),
    database: standing(hasDatabase || !isCloud), // the laptop runs a PostgreSQL of its own
    nat: standing(hasNetwork && gateways > 0),
    second_nat: standing(hasNetwork && gateways > 1),
    interface_endpoints: standing(hasNetwork && hasEndpoints),
    firewall: standing(isOn(await asked("firewall"))),
    allowed_addresses: listed(await asked("firewall_allowed")),
    blocked_addresses: listed(await asked("firewall_blocked")),
    blocked_countries: blocked.length ? blocked : ["AQ"], // the rule is left out then, but must be valid
    country_block: standing(blocked.length > 0),
    edge: standing(hasEdge),
    domain: domain || "unset.invalid", // the same
    domain_standing: standing(domain),
    own_zone: standing(domain && !zone),
    hosted_zone: zone || "Z00000000000000000000",
    backups: standing(isOn(await asked("backups"))),
    dashboards: standing(isOn(await asked("dashboards"))),
    trail: standing(isOn(await asked("trail"))),
  };
};

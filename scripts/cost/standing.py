"""What a month of a template costs before anybody uses it.

Every resource type is here, so that one that costs by the hour cannot be added without its price.
"""

from collections.abc import Callable, Mapping
from typing import Any

from scripts.audit.deployed import as_deployed
from scripts.cost.prices import prices

HOURS = 730.0  # of a month
# Of a database that may pause: two hours of trading, and six minutes for each of twelve looks at the books.
AWAKE_HOURS_A_DAY = 3.2
DAYS = 30.4
SMALLEST_AWAKE_CAPACITY = 0.5

Properties = Mapping[str, Any]

# Cost by use, or nothing by themselves.
BY_USE = (
    "AWS::ApiGateway::", "AWS::Budgets::", "AWS::Backup::", "AWS::CertificateManager::",
    "AWS::CloudFront::", "AWS::CloudTrail::", "AWS::DynamoDB::", "AWS::Events::", "AWS::IAM::",
    "AWS::Lambda::", "AWS::Logs::", "AWS::S3::", "AWS::SNS::", "AWS::SQS::", "AWS::SSM::",
    "AWS::StepFunctions::", "AWS::Scheduler::", "Custom::", "AWS::KMS::Alias",
    "AWS::Route53::RecordSet", "AWS::WAFv2::IPSet", "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACLAssociation", "AWS::ElastiCache::SubnetGroup",
    "AWS::ElastiCache::ParameterGroup", "AWS::ElastiCache::User", "AWS::RDS::DBSubnetGroup",
    "AWS::RDS::DBClusterParameterGroup", "AWS::RDS::DBInstance",
    "AWS::SecretsManager::SecretTargetAttachment", "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::RotationSchedule", "AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::Route",
    "AWS::EC2::InternetGateway", "AWS::EC2::SecurityGroup", "AWS::EC2::NetworkAcl", "AWS::EC2::FlowLog",
    "AWS::CloudWatch::CompositeAlarm",
)  # fmt: skip


class UnpricedType(ValueError):
    def __init__(self, kind: str) -> None:
        super().__init__(
            f"UnpricedType: got {kind}, expected a type with a price in scripts/cost/standing.py; add what it"
            " costs by the month there, or that it costs by use"
        )


def standing(template: Mapping[str, Any]) -> dict[str, float]:
    """USD a month by resource type, of those that cost anything. Raises UnpricedType."""
    found: dict[str, float] = {}
    for resource in as_deployed(template)["Resources"].values():
        kind = resource["Type"]
        usd = monthly(kind, resource.get("Properties", {}))
        if usd:
            found[kind] = found.get(kind, 0.0) + usd
    return found


def monthly(kind: str, properties: Properties) -> float:
    if kind in _PRICED:
        return _PRICED[kind](properties)
    if kind.startswith(BY_USE):
        return 0.0
    raise UnpricedType(kind)


def _endpoint(properties: Properties) -> float:
    if properties.get("VpcEndpointType", "Gateway") == "Gateway":
        return 0.0
    return prices().hour["interface_endpoint"] * HOURS * len(properties.get("SubnetIds", [None]))


def _cluster(properties: Properties) -> float:
    least = float(properties["ServerlessV2ScalingConfiguration"]["MinCapacity"])
    unit = prices().hour["aurora_capacity_unit"]
    if least:
        return least * unit * HOURS
    return SMALLEST_AWAKE_CAPACITY * unit * AWAKE_HOURS_A_DAY * DAYS


def _search(properties: Properties) -> float:
    cluster = properties["ClusterConfig"]
    nodes = int(cluster.get("InstanceCount", 1))
    gigabytes = float(properties.get("EBSOptions", {}).get("VolumeSize", 0))
    hourly = prices().hour[cluster["InstanceType"]] * HOURS
    return nodes * (hourly + gigabytes * prices().month["search_gb"])


def _replicas(properties: Properties) -> float:
    nodes = int(properties.get("NumCacheClusters", properties.get("NumNodeGroups", 1)))
    return nodes * prices().hour[properties["CacheNodeType"]] * HOURS


def _cache_cluster(properties: Properties) -> float:
    return int(properties.get("NumCacheNodes", 1)) * prices().hour[properties["CacheNodeType"]] * HOURS


def _web_acl(properties: Properties) -> float:
    rules = len(properties.get("Rules", ()))
    return prices().month["web_acl"] + rules * prices().month["web_acl_rule"]


def _alarm(properties: Properties) -> float:
    """Billed by the metrics it looks at."""
    looked_at = [m for m in properties.get("Metrics", ()) if "MetricStat" in m]
    return prices().month["alarm"] * max(1, len(looked_at))


def _each(part: str, name: str) -> Callable[[Properties], float]:
    def usd(_: Properties) -> float:
        return prices().month[name] if part == "month" else prices().hour[name] * HOURS

    return usd


_PRICED: Mapping[str, Callable[[Properties], float]] = {
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::CloudWatch::Dashboard": _each("month", "dashboard"),
    "AWS::EC2::EIP": _each("hour", "public_address"),
    "AWS::EC2::NatGateway": _each("hour", "nat_gateway"),
    "AWS::EC2::VPCEndpoint": _endpoint,
    "AWS::ElastiCache::CacheCluster": _cache_cluster,
    "AWS::ElastiCache::ReplicationGroup": _replicas,
    "AWS::ElastiCache::ServerlessCache": _each("hour", "cache_data_gb"),
    "AWS::KMS::Key": _each("month", "key"),
    "AWS::OpenSearchService::Domain": _search,
    "AWS::RDS::DBCluster": _cluster,
    "AWS::Route53::HealthCheck": _each("month", "health_check"),
    "AWS::Route53::HostedZone": _each("month", "hosted_zone"),
    "AWS::SecretsManager::Secret": _each("month", "secret"),
    "AWS::WAFv2::WebACL": _web_acl,
}

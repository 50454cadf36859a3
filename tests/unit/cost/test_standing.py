"""What a template costs while nobody uses it."""

import pytest

from scripts.cost.prices import prices
from scripts.cost.standing import HOURS, UnpricedType, monthly, standing


def cluster(least):
    return {"ServerlessV2ScalingConfiguration": {"MinCapacity": least, "MaxCapacity": 4}}


def test_resources_that_cost_by_use_cost_nothing_by_themselves():
    template = {"Resources": {"T": {"Type": "AWS::DynamoDB::Table"}, "R": {"Type": "AWS::IAM::Role"}}}

    assert standing(template) == {}


def test_resources_of_a_type_are_added_up():
    template = {"Resources": {name: {"Type": "AWS::SecretsManager::Secret"} for name in "abc"}}

    assert standing(template) == {"AWS::SecretsManager::Secret": pytest.approx(1.20)}


def test_a_type_nobody_priced_is_refused_by_name():
    with pytest.raises(UnpricedType, match=r"AWS::EC2::Instance.*standing\.py"):
        standing({"Resources": {"I": {"Type": "AWS::EC2::Instance"}}})


def test_a_nat_gateway_costs_by_the_hour():
    assert monthly("AWS::EC2::NatGateway", {}) == pytest.approx(0.045 * 730)


@pytest.mark.parametrize(
    ("properties", "zones"),
    [
        ({"VpcEndpointType": "Gateway"}, 0),
        ({}, 0),
        ({"VpcEndpointType": "Interface", "SubnetIds": ["a", "b"]}, 2),
    ],
)
def test_an_endpoint_costs_by_its_zones_and_a_gateways_nothing(properties, zones):
    assert monthly("AWS::EC2::VPCEndpoint", properties) == pytest.approx(0.01 * 730 * zones)


def test_a_database_that_never_pauses_costs_its_least_capacity():
    assert monthly("AWS::RDS::DBCluster", cluster(0.5)) == pytest.approx(43.8)


def test_a_database_that_pauses_costs_the_hours_it_is_awake():
    assert monthly("AWS::RDS::DBCluster", cluster(0)) == pytest.approx(0.5 * 0.12 * 3.2 * 30.4)


def test_a_search_domain_costs_its_nodes_and_their_disks():
    domain = {
        "ClusterConfig": {"InstanceType": "t3.small.search", "InstanceCount": 2},
        "EBSOptions": {"VolumeSize": 10},
    }

    assert monthly("AWS::OpenSearchService::Domain", domain) == pytest.approx(
        2 * (0.036 * HOURS + 10 * 0.122)
    )


@pytest.mark.parametrize(
    ("kind", "properties", "nodes"),
    [
        (
            "AWS::ElastiCache::ReplicationGroup",
            {"NumCacheClusters": 2, "CacheNodeType": "cache.t4g.micro"},
            2,
        ),
        ("AWS::ElastiCache::CacheCluster", {"NumCacheNodes": 1, "CacheNodeType": "cache.t4g.micro"}, 1),
    ],
)
def test_a_cache_costs_its_nodes(kind, properties, nodes):
    assert monthly(kind, properties) == pytest.approx(nodes * 0.016 * HOURS)


def test_a_firewall_costs_its_list_and_its_rules():
    assert monthly("AWS::WAFv2::WebACL", {"Rules": [{}, {}, {}]}) == pytest.approx(8)


def test_an_alarm_costs_the_metrics_it_looks_at():
    assert monthly("AWS::CloudWatch::Alarm", {}) == pytest.approx(0.10)
    looked_at = [{"MetricStat": {}}, {"MetricStat": {}}, {"Expression": "a/b"}]
    assert monthly("AWS::CloudWatch::Alarm", {"Metrics": looked_at}) == pytest.approx(0.20)


def test_every_price_is_more_than_nothing():
    listed = prices()

    assert min([*listed.use.values(), *listed.month.values(), *listed.hour.values()]) > 0

"""The network: planned blocks, one way out of each kind of subnet, and what guards them."""

from ipaddress import ip_network
from itertools import combinations

import pytest

ZONES = ({"Fn::Select": [0, {"Fn::GetAZs": ""}]}, {"Fn::Select": [1, {"Fn::GetAZs": ""}]})
BLOCKS = {
    "PublicSubnetA": "10.0.1.0/24",
    "PublicSubnetB": "10.0.2.0/24",
    "PrivateSubnetA": "10.0.101.0/24",
    "PrivateSubnetB": "10.0.102.0/24",
    "IsolatedSubnetA": "10.0.201.0/24",
    "IsolatedSubnetB": "10.0.202.0/24",
}
PRIVATE_RULES = {
    ("in", 100, "10.0.0.0/16", 443, 443),
    ("in", 110, "0.0.0.0/0", 1024, 65535),
    ("out", 100, "0.0.0.0/0", 443, 443),
    ("out", 110, "0.0.0.0/0", 80, 80),
    ("out", 120, "0.0.0.0/0", 1024, 65535),
}
ISOLATED_RULES = {
    ("in", 100, "10.0.100.0/22", 5432, 5432),
    ("in", 110, "10.0.100.0/22", 6379, 6379),
    ("in", 120, "10.0.200.0/22", 1024, 65535),
    ("out", 100, "10.0.0.0/16", 1024, 65535),
}
# Through a gateway endpoint; by the token that the function signs itself; by Lambda's own network.
REACHED_OTHERWISE = {"dynamodb", "s3", "rds-db", "xray", "logs", "es", "ec2"}


def named(reference):
    return reference.get("Ref") or reference["Fn::GetAtt"][0]


def default_route(prod, subnet):
    """Where a subnet's packets to the internet go; None where there is no way."""
    [table] = [
        named(each["RouteTableId"])
        for each in prod.of_type("AWS::EC2::SubnetRouteTableAssociation").values()
        if named(each["SubnetId"]) == subnet
    ]
    for route in prod.of_type("AWS::EC2::Route").values():
        if named(route["RouteTableId"]) == table and route["DestinationCidrBlock"] == "0.0.0.0/0":
            return route
    return None


def rules_of(prod, acl):
    return {
        (
            "out" if each["Egress"] else "in",
            each["RuleNumber"],
            each["CidrBlock"],
            each["PortRange"]["From"],
            each["PortRange"]["To"],
        )
        for each in prod.of_type("AWS::EC2::NetworkAclEntry").values()
        if named(each["NetworkAclId"]) == acl
    }


@pytest.mark.acceptance(23)
def test_subnets_have_the_planned_blocks_in_two_zones(prod):
    [network] = prod.of_type("AWS::EC2::VPC").values()
    subnets = prod.of_type("AWS::EC2::Subnet")

    assert network["CidrBlock"] == "10.0.0.0/16"
    assert (network["EnableDnsSupport"], network["EnableDnsHostnames"]) == (True, True)
    assert {name: subnet["CidrBlock"] for name, subnet in subnets.items()} == BLOCKS
    for name, subnet in subnets.items():
        assert subnet["AvailabilityZone"] == ZONES[name.endswith("B")], name
        assert not subnet.get("MapPublicIpOnLaunch"), name


@pytest.mark.acceptance(23)
def test_no_two_subnets_overlap():
    blocks = [ip_network(block) for block in BLOCKS.values()]

    assert not any(one.overlaps(other) for one, other in combinations(blocks, 2))
    assert all(block.subnet_of(ip_network("10.0.0.0/16")) for block in blocks)


@pytest.mark.acceptance(24)
@pytest.mark.parametrize("zone", "AB")
def test_public_subnets_reach_the_internet_through_its_gateway(prod, zone):
    assert named(default_route(prod, f"PublicSubnet{zone}")["GatewayId"]) == "Gateway"


@pytest.mark.acceptance(25)
@pytest.mark.parametrize("zone", "AB")
def test_private_subnets_reach_it_through_the_nat_gateway_of_their_zone_only(whole, zone):
    route = default_route(whole, f"PrivateSubnet{zone}")

    assert "GatewayId" not in route
    assert named(route["NatGatewayId"]) == f"Nat{zone}"
    assert named(whole.of_type("AWS::EC2::NatGateway")[f"Nat{zone}"]["SubnetId"]) == f"PublicSubnet{zone}"


@pytest.mark.acceptance(25)
def test_a_stage_with_one_nat_gateway_sends_both_private_subnets_through_it(stages):
    routes = [stages["dev"]["resources"]["Resources"][f"PrivateRoute{zone}"]["Properties"] for zone in "AB"]

    first, second = (route["NatGatewayId"] for route in routes)
    assert named(first) == "NatA"
    assert second == {"Fn::If": ["HasSecondNat", {"Ref": "NatB"}, {"Ref": "NatA"}]}


@pytest.mark.acceptance(25, 131)
@pytest.mark.parametrize("zone", "AB")
def test_isolated_subnets_have_no_way_out(prod, zone):
    assert default_route(prod, f"IsolatedSubnet{zone}") is None


@pytest.mark.acceptance(59)
@pytest.mark.parametrize(
    ("kind", "rules"), [("Private", PRIVATE_RULES), ("Isolated", ISOLATED_RULES)], ids=["private", "isolated"]
)
def test_subnets_let_through_the_planned_ports_and_no_others(prod, kind, rules):
    guarded = {
        named(each["SubnetId"])
        for each in prod.of_type("AWS::EC2::SubnetNetworkAclAssociation").values()
        if named(each["NetworkAclId"]) == f"{kind}List"
    }
    entries = prod.of_type("AWS::EC2::NetworkAclEntry").values()

    assert rules_of(prod, f"{kind}List") == rules
    assert guarded == {f"{kind}SubnetA", f"{kind}SubnetB"}
    assert {(each["Protocol"], each["RuleAction"]) for each in entries} == {(6, "allow")}


@pytest.mark.acceptance(59)
@pytest.mark.parametrize(("blocks", "kind"), [("10.0.100.0/22", "Private"), ("10.0.200.0/22", "Isolated")])
def test_a_block_in_a_list_holds_the_subnets_it_is_meant_for_and_no_others(blocks, kind):
    inside = {name for name, block in BLOCKS.items() if ip_network(block).subnet_of(ip_network(blocks))}

    assert inside == {f"{kind}SubnetA", f"{kind}SubnetB"}


@pytest.mark.acceptance(57)
def test_groups_are_entered_from_groups_and_never_from_addresses(prod):
    for name, group in prod.of_type("AWS::EC2::SecurityGroup").items():
        for rule in group.get("SecurityGroupIngress", []):
            for one in rule["Fn::If"][1:2] if "Fn::If" in rule else [rule]:
                assert "SourceSecurityGroupId" in one, name
                assert not {"CidrIp", "CidrIpv6"} & one.keys(), name
                assert one["FromPort"] == one["ToPort"], name


@pytest.mark.acceptance(57)
def test_what_is_entered_does_not_call_out(prod):
    for name in ("DatabaseGroup", "EndpointsGroup"):
        egress = prod.of_type("AWS::EC2::SecurityGroup")[name]["SecurityGroupEgress"]
        assert [rule["CidrIp"] for rule in egress] == ["255.255.255.255/32"], name


@pytest.mark.acceptance(58)
def test_tables_and_objects_are_reached_from_every_private_subnet_without_the_nat_gateway(prod):
    gateways = [
        each
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
        if each["VpcEndpointType"] == "Gateway"
    ]

    services = {each["ServiceName"]["Fn::Sub"].rpartition(".")[2] for each in gateways}
    assert services == {"dynamodb", "s3"}
    for each in gateways:
        assert {named(table) for table in each["RouteTableIds"]} == {"PrivateRoutesA", "PrivateRoutesB"}


@pytest.mark.acceptance(58, 121)
def test_every_service_that_functions_in_the_network_call_has_a_door_in_it(prod):
    roles = prod.of_type("AWS::IAM::Role")
    called = set()
    for function in prod.of_type("AWS::Lambda::Function").values():
        if function.get("VpcConfig"):
            policies = roles[named(function["Role"])]["Policies"]
            statements = [s for policy in policies for s in policy["PolicyDocument"]["Statement"]]
            for statement in statements:
                actions = statement["Action"]
                called |= {a.partition(":")[0] for a in (actions if isinstance(actions, list) else [actions])}
    doors = {
        each["ServiceName"]["Fn::Sub"].rpartition(".")[2]
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
        if each["VpcEndpointType"] == "Interface"
    }

    assert doors == called - REACHED_OTHERWISE
    assert {
        each["PrivateDnsEnabled"]
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
        if each["VpcEndpointType"] == "Interface"
    } == {True}


@pytest.mark.acceptance(26)
def test_all_traffic_is_recorded_for_a_week(prod):
    [record] = prod.of_type("AWS::EC2::FlowLog").values()
    group = prod.of_type("AWS::Logs::LogGroup")[named(record["LogGroupName"])]

    assert (record["ResourceType"], named(record["ResourceId"])) == ("VPC", "Network")
    assert record["TrafficType"] == "ALL"
    assert (group["LogGroupName"], group["RetentionInDays"]) == ("/aws/vpc/flowlogs/prod", 7)

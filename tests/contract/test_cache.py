"""The cache of a stage: encrypted, reached by its functions only, and left out where nobody wants it."""

import pytest

READERS = {"ReadAssets", "ReadAnalyses", "ReadFinancials", "ReadSectors", "ForgetOutdated", "CheckHealth"}
CACHE_GROUP = {"Fn::GetAtt": ["CacheFunctionsGroup", "GroupId"]}
SEARCH_GROUP = {"Fn::GetAtt": ["SearchFunctionsGroup", "GroupId"]}


@pytest.fixture(scope="module")
def servers(prod):
    [servers] = prod.of_type("AWS::ElastiCache::ReplicationGroup").values()
    return servers


def groups_of(function):
    return (function.get("VpcConfig") or {}).get("SecurityGroupIds", [])


@pytest.mark.acceptance(142)
def test_it_is_encrypted_on_the_way_and_where_it_lies_and_wants_a_password(servers):
    assert servers["TransitEncryptionEnabled"] is True
    assert servers["AtRestEncryptionEnabled"] is True
    assert servers["AuthToken"] == {"Fn::Sub": "{{resolve:secretsmanager:${CacheSecret}}}"}


def test_its_settings_are_attached_and_let_the_least_asked_go(prod, servers):
    assert servers["CacheParameterGroupName"] == {"Ref": "CacheSettings"}
    settings = prod.resources["CacheSettings"]["Properties"]
    assert settings["CacheParameterGroupFamily"] == "redis7"
    assert settings["Properties"]["maxmemory-policy"] == "allkeys-lru"


def test_production_has_a_second_server_that_takes_over(servers):
    assert servers["NumCacheClusters"] == 2
    assert servers["AutomaticFailoverEnabled"] is servers["MultiAZEnabled"] is True


@pytest.mark.acceptance(142)
def test_only_its_functions_reach_it(prod, servers):
    assert servers["SecurityGroupIds"] == [{"Fn::GetAtt": ["CacheGroup", "GroupId"]}]
    [rule] = prod.resources["CacheGroup"]["Properties"]["SecurityGroupIngress"]
    assert rule["SourceSecurityGroupId"] == CACHE_GROUP
    assert (rule["FromPort"], rule["ToPort"]) == (6379, 6379)
    assert "CidrIp" not in rule


@pytest.mark.acceptance(121)
def test_functions_that_do_not_read_through_it_are_not_in_its_group(prod):
    functions = prod.of_type("AWS::Lambda::Function")
    inside = {
        name.removesuffix("LambdaFunction") for name, f in functions.items() if CACHE_GROUP in groups_of(f)
    }

    assert inside == READERS
    assert SEARCH_GROUP in groups_of(functions["CheckHealthLambdaFunction"]), "it asks both"


@pytest.mark.parametrize("stage", ["dev", "local"])
def test_a_stage_without_one_keeps_its_readers_out_of_the_network(stages, stage):
    functions = stages[stage]["functions"]

    assert [name for name in READERS if functions[name].get("vpc")] == []


@pytest.mark.parametrize(
    ("stage", "parameter"),
    [("dev", "off"), ("local", "/signal9/local/cache"), ("staging", "/signal9/staging/cache")],
)
def test_readers_look_for_it_where_the_stage_may_have_one(stages, stage, parameter):
    functions = stages[stage]["functions"]

    assert {functions[name]["environment"]["CACHE_PARAMETER"] for name in READERS} == {parameter}


def test_one_server_has_nobody_to_take_over(stages):
    servers = stages["staging"]["resources"]["Resources"]["CacheServers"]["Properties"]

    assert servers["NumCacheClusters"] == 1
    assert servers["AutomaticFailoverEnabled"] is servers["MultiAZEnabled"] is False

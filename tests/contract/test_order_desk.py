"""The order desk in the template: its database's network, its queue, its migration."""

import pytest


def named(reference):
    return reference.get("Ref") or reference["Fn::GetAtt"][0]


@pytest.fixture(scope="module")
def cluster(prod):
    [cluster] = prod.of_type("AWS::RDS::DBCluster").values()
    return cluster


@pytest.mark.acceptance(131, 140)
def test_the_database_is_encrypted_backed_up_and_entered_by_token(cluster):
    assert cluster["StorageEncrypted"] is True
    assert cluster["EnableIAMDatabaseAuthentication"] is True
    assert cluster["BackupRetentionPeriod"] >= 35
    assert cluster["DeletionProtection"] is True
    assert "MasterUserPassword" not in cluster


@pytest.mark.acceptance(131)
def test_no_way_leads_from_the_databases_subnets_out_of_the_network(prod):
    [group] = prod.of_type("AWS::RDS::DBSubnetGroup").values()
    subnets = {named(subnet) for subnet in group["SubnetIds"]}
    tables = {
        named(each["RouteTableId"])
        for each in prod.of_type("AWS::EC2::SubnetRouteTableAssociation").values()
        if named(each["SubnetId"]) in subnets
    }
    routed = {named(route["RouteTableId"]) for route in prod.of_type("AWS::EC2::Route").values()}

    assert tables
    assert tables & routed == set()


@pytest.mark.acceptance(131)
def test_only_functions_of_the_desk_reach_the_database(prod, cluster):
    [group] = [named(each) for each in cluster["VpcSecurityGroupIds"]]
    [rule] = prod.of_type("AWS::EC2::SecurityGroup")[group]["SecurityGroupIngress"]

    assert (rule["FromPort"], rule["ToPort"]) == (5432, 5432)
    assert named(rule["SourceSecurityGroupId"]) == "DeskFunctionsGroup"
    for name, instance in prod.of_type("AWS::RDS::DBInstance").items():
        assert instance["PubliclyAccessible"] is False, name


@pytest.mark.acceptance(42)
def test_a_function_is_in_the_network_when_it_may_connect_to_the_database(prod):
    inside = {name for name, each in prod.of_type("AWS::Lambda::Function").items() if each.get("VpcConfig")}
    connecting = {
        role.removesuffix("IamRoleLambdaExecution") + "LambdaFunction"
        for role, each in prod.of_type("AWS::IAM::Role").items()
        if "rds-db:connect" in str(each)
    }

    assert connecting
    assert connecting <= inside


@pytest.mark.acceptance(133)
def test_a_message_is_hidden_for_longer_than_its_worker_lives(prod):
    queue = prod.of_type("AWS::SQS::Queue")["OrderQueue"]
    worker = prod.of_type("AWS::Lambda::Function")["ProcessTradeOrdersLambdaFunction"]
    mapping = prod.of_type("AWS::Lambda::EventSourceMapping")["OrderQueueMapping"]

    assert queue["VisibilityTimeout"] >= 6 * worker["Timeout"]
    assert mapping["BatchSize"] == 10
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.acceptance(1, 131)
@pytest.mark.parametrize("made_by_a_function", ["DatabaseMigration", "SearchIndices"])
def test_a_function_in_the_network_has_its_ways_before_it_is_asked_and_until_it_has_answered(
    prod, made_by_a_function
):
    waited_for = set(prod.resources[made_by_a_function]["DependsOn"])

    assert {"PrivateRouteA", "PrivateRouteB", "ObjectsEndpoint", "ParametersEndpoint"} <= waited_for
    if made_by_a_function == "DatabaseMigration":
        assert {"DatabaseInstance", "DatabaseAccessParameter", "FunctionsReachDatabase"} <= waited_for


@pytest.mark.acceptance(131)
def test_no_order_is_processed_before_its_tables_are_there(prod):
    assert prod.resources["OrderQueueMapping"]["DependsOn"] == ["DatabaseMigration"]


@pytest.mark.acceptance(132)
def test_sessions_end_by_themselves_and_can_be_restored(prod):
    table = prod.of_type("AWS::DynamoDB::Table")["SessionsTable"]

    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}

"""The rendered template: names, tags, encryption, transport, retention, logs."""

import json
import re

import pytest

# Where CloudFormation takes a physical name from; kinds that have none are below.
NAMED_BY = {
    "AWS::ApiGateway::RestApi": "Name",
    "AWS::ApiGateway::Stage": "StageName",
    "AWS::Budgets::Budget": "Budget",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::CompositeAlarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::Archive": "ArchiveName",
    "AWS::Events::EventBus": "Name",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::Role": "RoleName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Lambda::LayerVersion": "LayerName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::Logs::QueryDefinition": "Name",
    "AWS::OpenSearchService::Domain": "DomainName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SSM::Parameter": "Name",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
}
NAMELESS = {
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::GatewayResponse",
    "AWS::EC2::EIP",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway",
    "AWS::EC2::Route",
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::Subnet",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::KMS::Key",
    "AWS::Lambda::EventSourceMapping",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBClusterParameterGroup",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBSubnetGroup",
    "Custom::DatabaseMigration",
    "Custom::SearchIndices",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Permission",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
}
# Needed before there is a stack to name it after.
NAMED_BY_CLOUDFORMATION = "ServerlessDeploymentBucket"
TAGS = {"Project": "signal9", "Environment": "prod", "Service": "signal9", "ManagedBy": "serverless"}
MOST_RESOURCES = 500


def key_values(tags):
    return {tag["Key"]: tag["Value"] for tag in tags}


@pytest.mark.acceptance(138)
def test_every_physical_name_carries_the_stage(prod):
    unnamed, without_stage = [], []
    for logical_id, resource in prod.resources.items():
        if resource["Type"] in NAMELESS or logical_id == NAMED_BY_CLOUDFORMATION:
            continue
        name = json.dumps(resource.get("Properties", {}).get(NAMED_BY[resource["Type"]]))
        if name == "null":
            unnamed.append(logical_id)
        elif not re.search(r"[-/\"]prod[-./\"]", name):
            without_stage.append(f"{logical_id}: {name}")

    assert (unnamed, without_stage) == ([], [])


@pytest.mark.acceptance(27, 31, 47, 142)
def test_cloudformation_tags_everything_in_the_stack(prod):
    assert prod.stack_tags == TAGS


@pytest.mark.acceptance(27, 31, 142)
def test_functions_and_tables_are_tagged_in_the_template_too(prod):
    for properties in prod.of_type("AWS::Lambda::Function").values():
        assert key_values(properties["Tags"]) == TAGS
    for name, properties in prod.of_type("AWS::DynamoDB::Table").items():
        assert key_values(properties["Tags"])["TableType"] in {
            "research",
            "operations",
            "trading",
            "advisor",
        }, name


@pytest.mark.acceptance(2, 30, 82, 83, 140, 141)
def test_tables_are_encrypted_backed_up_and_billed_by_use(prod):
    tables = prod.of_type("AWS::DynamoDB::Table")

    assert len(tables) == 22
    for name, properties in tables.items():
        assert properties["SSESpecification"] == {"SSEEnabled": True}, name
        assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}, name
        assert properties["BillingMode"] == "PAY_PER_REQUEST", name


@pytest.mark.acceptance(6, 33, 140)
def test_buckets_are_encrypted_and_closed_to_the_public(prod):
    for name, properties in prod.of_type("AWS::S3::Bucket").items():
        [rule] = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] in {"AES256", "aws:kms"}, name
        assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}, name


@pytest.mark.acceptance(34, 141)
def test_raw_payloads_are_versioned_and_move_to_cheaper_storage(prod):
    bucket = prod.of_type("AWS::S3::Bucket")["RawPayloadsBucket"]
    rules = bucket["LifecycleConfiguration"]["Rules"]

    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert {rule["Id"] for rule in rules} == {"copies", "archive"}
    assert not any("ExpirationInDays" in rule for rule in rules), "a payload a rating was made from must stay"


@pytest.mark.acceptance(140)
def test_queues_and_topics_are_encrypted(prod):
    for name, properties in prod.of_type("AWS::SQS::Queue").items():
        assert properties["SqsManagedSseEnabled"] is True, name
    for name, properties in prod.of_type("AWS::SNS::Topic").items():
        assert properties["KmsMasterKeyId"], name


@pytest.mark.acceptance(33, 140)
def test_everything_with_a_resource_policy_refuses_plain_http(prod):
    guarded = {"Bucket": "AWS::S3::Bucket", "Queues": "AWS::SQS::Queue", "Topics": "AWS::SNS::Topic"}
    for where, kind in guarded.items():
        closed = set()
        for properties in prod.of_type(f"{kind}Policy").values():
            if any(map(_denies_plain_http, properties["PolicyDocument"]["Statement"])):
                targets = properties[where] if isinstance(properties[where], list) else [properties[where]]
                closed |= {target["Ref"] for target in targets}
        assert closed == set(prod.of_type(kind)), kind


def _denies_plain_http(statement):
    condition = statement.get("Condition", {}).get("Bool", {})
    is_everyone = statement["Effect"] == "Deny" and statement["Principal"] == "*"
    return is_everyone and str(condition.get("aws:SecureTransport")).lower() == "false"


@pytest.mark.acceptance(89, 141)
def test_dead_letters_are_kept_a_fortnight(prod):
    queues = prod.of_type("AWS::SQS::Queue")

    assert {properties["MessageRetentionPeriod"] for properties in queues.values()} == {14 * 24 * 3600}


@pytest.mark.acceptance(51, 89, 120)
def test_an_event_whose_function_failed_is_kept(prod):
    """Rules invoke asynchronously: what a function fails on is dropped unless it has a place to go."""
    functions = prod.of_type("AWS::Lambda::Function")
    targets = [t["Arn"] for rule in prod.of_type("AWS::Events::Rule").values() for t in rule["Targets"]]
    heard_by = {
        arn["Fn::GetAtt"][0] for arn in targets if "Fn::GetAtt" in arn and arn["Fn::GetAtt"][0] in functions
    }
    kept = {
        config["FunctionName"]["Ref"]: config["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][
            0
        ]
        for config in prod.of_type("AWS::Lambda::EventInvokeConfig").values()
    }

    assert set(kept) == heard_by
    queues = set(prod.of_type("AWS::SQS::Queue"))
    # Those are fed by queues, by streams, and by rules whose target is no function.
    others = {"OrderQueue", "OrderDeadLetters", "IndexChangesDeadLetters"}
    others |= {"ReconciliationDeadLetters", "AnalysisNotificationsDeadLetters"}
    others |= {"NotificationQueue", "NotificationDeadLetters"}
    assert set(kept.values()) == queues - others


@pytest.mark.acceptance(4, 41, 69)
def test_functions_run_on_the_documented_runtime_with_tracing(prod):
    for name, properties in prod.of_type("AWS::Lambda::Function").items():
        assert properties["Runtime"] == "python3.13", name
        assert properties["Architectures"] == ["arm64"], name
        assert properties["TracingConfig"] == {"Mode": "Active"}, name
        assert properties["Layers"] == [{"Ref": "PythonRequirementsLambdaLayer"}], name


@pytest.mark.acceptance(52, 100, 104)
def test_every_function_has_the_log_group_it_writes_to(prod):
    groups = {g["LogGroupName"]: g["RetentionInDays"] for g in prod.of_type("AWS::Logs::LogGroup").values()}
    written = {f"/aws/lambda/{f['FunctionName']}" for f in prod.of_type("AWS::Lambda::Function").values()}

    assert written <= set(groups)
    assert set(groups.values()) == {90}
    others = ("/aws/vendedlogs/states/", "/aws/apigateway/")
    assert [name for name in set(groups) - written if not name.startswith(others)] == []


@pytest.mark.acceptance(75)
def test_the_stack_keeps_room_below_the_limit_on_resources(prod):
    assert len(prod.resources) < MOST_RESOURCES * 0.9


@pytest.mark.acceptance(8, 71, 95, 98)
def test_secrets_hold_placeholders_until_a_person_sets_them(prod):
    secrets = prod.of_type("AWS::SecretsManager::Secret")

    keys = {
        name: "generated"
        if "GenerateSecretString" in s
        else {
            field: value for field, value in json.loads(s.get("SecretString", "{}")).items() if "ey" in field
        }
        for name, s in secrets.items()
    }
    assert keys.pop("PageTokenSecret") == "generated"
    assert keys == {
        "AlphaVantageSecret": {"apiKey": "REPLACE_ME"},
        "AlpacaSecret": {"apiKey": "REPLACE_ME", "secretKey": "REPLACE_ME"},
    }


@pytest.mark.acceptance(1, 22)
def test_the_template_has_no_error_and_no_warning(lint):
    assert lint.returncode == 0, lint.stdout + lint.stderr

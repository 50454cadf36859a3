"""The rendered template: names, tags, encryption, transport, retention, logs."""

import json
import re

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

# Where CloudFormation takes a physical name from; kinds that have none are below.
NAMED_BY = {
    "AWS::ApiGateway::RestApi": "Name",
    "AWS::Backup::BackupVault": "BackupVaultName",
    "AWS::CloudFront::Function": "Name",
    "AWS::CloudTrail::Trail": "TrailName",
    "AWS::ApiGateway::Stage": "StageName",
    "AWS::Budgets::Budget": "Budget",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::CompositeAlarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::ElastiCache::ReplicationGroup": "ReplicationGroupId",
    "AWS::ElastiCache::SubnetGroup": "CacheSubnetGroupName",
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
    "AWS::Scheduler::Schedule": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
    "AWS::WAFv2::IPSet": "Name",
    "AWS::WAFv2::WebACL": "Name",
}
NAMELESS = {
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::GatewayResponse",
    "AWS::CertificateManager::Certificate",
    "AWS::CloudFront::Distribution",
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway",
    "AWS::EC2::NetworkAcl",
    "AWS::EC2::NetworkAclEntry",
    "AWS::EC2::Route",
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::Subnet",
    "AWS::EC2::SubnetNetworkAclAssociation",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::ElastiCache::ParameterGroup",
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
    "AWS::Route53::HealthCheck",
    "AWS::Route53::HostedZone",
    "AWS::Route53::RecordSet",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACLAssociation",
}
# Their names stand one level deeper.
NAMED_WITHIN = {
    "AWS::Backup::BackupPlan": ("BackupPlan", "BackupPlanName"),
    "AWS::Backup::BackupSelection": ("BackupSelection", "SelectionName"),
    "AWS::CloudFront::OriginAccessControl": ("OriginAccessControlConfig", "Name"),
    "AWS::CloudFront::ResponseHeadersPolicy": ("ResponseHeadersPolicyConfig", "Name"),
}
# Needed before there is a stack to name it after.
NAMED_BY_CLOUDFORMATION = "ServerlessDeploymentBucket"
TAGS = {"Project": "signal9", "Environment": "prod", "Service": "signal9", "ManagedBy": "serverless"}
MOST_RESOURCES = 500
MOST_BYTES = 1_000_000


def key_values(tags):
    return {tag["Key"]: tag["Value"] for tag in tags}


def physical_name(resource):
    kind, properties = resource["Type"], resource.get("Properties", {})
    if kind in NAMED_WITHIN:
        outer, inner = NAMED_WITHIN[kind]
        return properties[outer][inner]
    return properties.get(NAMED_BY[kind])


@pytest.mark.acceptance(138)
def test_every_physical_name_carries_the_stage(prod):
    unnamed, without_stage = [], []
    for logical_id, resource in prod.resources.items():
        if resource["Type"] in NAMELESS or logical_id == NAMED_BY_CLOUDFORMATION:
            continue
        name = json.dumps(physical_name(resource))
        if name == "null":
            unnamed.append(logical_id)
        elif not re.search(r"[-/\"]prod[-./\"]", name):
            without_stage.append(f"{logical_id}: {name}")

    assert (unnamed, without_stage) == ([], [])


@pytest.mark.acceptance(27, 31, 47, 142)
def test_cloudformation_tags_everything_in_the_stack(prod):
    assert prod.stack_tags == TAGS


@pytest.mark.acceptance(27, 47, 142)
def test_the_stacks_tags_reach_every_resource_that_can_carry_tags(prod):
    """By CloudFormation's own schemas; kinds it does not tag when creating them carry the tags themselves."""
    for name, resource in prod.resources.items():
        if resource["Type"].startswith("Custom::"):
            continue
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource["Type"]).schema
        tagging = schema.get("tagging", {"taggable": False})
        if tagging["taggable"] and not tagging["tagOnCreate"]:
            own = resource["Properties"][tagging["tagProperty"].rpartition("/")[2]]
            assert key_values(own) == TAGS, name


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
        assert properties["DeletionProtectionEnabled"] is True, name


@pytest.mark.acceptance(6, 33, 140)
def test_buckets_are_encrypted_and_closed_to_the_public(prod):
    for name, properties in prod.of_type("AWS::S3::Bucket").items():
        [rule] = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] in {"AES256", "aws:kms"}, name
        assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}, name


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
    heard_by -= {"FinishErasuresLambdaFunction"}  # the next hour finds what one left; an alarm watches it
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
    others |= {"NotificationQueue", "NotificationDeadLetters", "FinishErasuresDeadLetters"}
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
    others = ("/aws/vendedlogs/states/", "/aws/apigateway/")
    kept = {name: days for name, days in groups.items() if name in written or name.startswith(others)}
    assert set(kept.values()) == {90}
    assert {name: days for name, days in groups.items() if name not in kept} == {
        "/aws/vpc/flowlogs/prod": 7,
        "/aws/cloudtrail/signal9-prod": 30,
        "aws-waf-logs-signal9-prod": 30,
    }


@pytest.mark.acceptance(75)
def test_the_stack_stays_below_cloudformations_limits(prod):
    uploaded = json.dumps(prod.template, separators=(",", ":")).encode()

    print(f"{len(prod.resources)} resources, {len(uploaded):,} bytes")  # noqa: T201  pytest -rP shows it
    assert len(prod.resources) < MOST_RESOURCES
    assert len(uploaded) < MOST_BYTES * 0.9


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
    generated = [keys.pop(name) for name in ("PageTokenSecret", "CacheSecret", "EdgeSecret")]
    assert generated == ["generated"] * 3
    assert keys == {
        "AlphaVantageSecret": {"apiKey": "REPLACE_ME"},
        "AlpacaSecret": {"apiKey": "REPLACE_ME", "secretKey": "REPLACE_ME"},
    }


@pytest.mark.timeout(300)
@pytest.mark.acceptance(1, 22)
def test_the_template_has_no_error_and_no_warning(lint):
    assert lint.returncode == 0, lint.stdout + lint.stderr

"""What the deploying role may do, against what CloudFormation says that our resource types take."""

import json
from fnmatch import fnmatch

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

from tests.support.fragments import fragment

ACCOUNT, REGION = "111122223333", "us-east-1"
DOCUMENT = fragment("docs/deployment-role.yml")["Resources"]
POLICY_CHARACTERS = 6_144  # of a managed policy, without white space
# CloudFormation lists what any use of a type may take; these uses are not ours.
NOT_OURS = {
    "no table is replicated, imported, streamed to Kinesis or shared": [
        "dynamodb:*Replica", "dynamodb:ImportTable", "dynamodb:*KinesisStreamingDestination",
        "dynamodb:*Item", "dynamodb:Query", "dynamodb:Scan", "dynamodb:*ContributorInsights",
        "dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy", "kinesis:*",
    ],
    "logs are not encrypted with a key of our own": ["logs:*KmsKey"],
    "buckets use no replication, website, inventory, analytics, metadata tables, locks or access lists": [
        "s3:*Replication*", "s3:*Website*", "s3:Put*Inventory*", "s3:Put*Analytics*", "s3:*Metadata*",
        "s3:*ObjectLock*", "s3:*Acl", "s3:Put*Accelerate*", "s3:PutIntelligent*", "s3:PutMetrics*",
        "s3:*Abac", "s3tables:*", "s3files:*", "s3:REST.PUT.OBJECT", "s3:DeleteBucketAnalytics*",
        "s3:DeleteBucketMetrics*", "s3:DeleteBucketCors", "s3:DeleteBucketEncryption",
        "s3:DeleteBucketLifecycle",
    ],
    "functions use no aliases, code signing, file systems, capacity providers or runtime pins": [
        "lambda:*CodeSigning*", "lambda:*RuntimeManagement*", "lambda:AssociateRuntimeAlias",
        "lambda:*Recursion*", "lambda:*Scaling*", "lambda:PassCapacityProvider",
        "lambda:PublishVersion", "elasticfilesystem:*",
    ],
    "the database is not restored, copied, promoted, or given roles by a deployment": [
        "rds:Restore*", "rds:*Role*", "rds:PromoteReadReplica", "rds:CreateDBInstanceReadReplica",
        "rds:*HttpEndpoint", "rds:*GlobalCluster", "rds:*AutomatedBackupsReplication",
        "rds:CreateDBSnapshot",
    ],
    "networks have no private gateways, VPN, lattice or encryption controls": [
        "ec2:*PrivateNat*", "ec2:*NatGatewayAddress", "ec2:*VpnGateway*", "ec2:AcceptAddressTransfer",
        "ec2:*SubnetCidrBlock", "ec2:*VpcEncryptionControl*", "ec2:ModifyVpcTenancy", "vpc-lattice:*",
        "vpce:*",
    ],
    "roles carry no boundary and are found by name": [
        "iam:*PermissionsBoundary", "iam:ListRoles",
    ],
    "log groups and topics have no data protection, indexes or streams of their own": [
        "logs:*DataProtectionPolicy", "logs:*IndexPolic*", "logs:*Bearer*", "logs:*DeletionProtection",
        "logs:PutLogEvents", "logs:CreateLogStream", "logs:DeleteResourcePolicy",
        "sns:PutDataProtectionPolicy", "firehose:*",
    ],
    "the firewall guards a gateway, and no other kind of service": [
        "amplify:*", "apprunner:*", "appsync:*", "bedrock-agentcore:*", "cognito-idp:*",
        "elasticloadbalancing:*",
        "ec2:*VerifiedAccess*", "wafv2:*PermissionPolicy", "payments:*",
    ],
    "the account is asked nothing about its organization": ["organizations:*", "iam:DescribeOrganization"],
    "trails, zones, certificates and backups use no paid extras": [
        "CloudTrail:*Insight*", "CloudTrail:*EventConfiguration", "route53:*VPC*",
        "route53:*QueryLoggingConfig",
        "route53:UpdateHostedZoneFeatures", "route53-recovery-control-config:*", "acm-pca:*", "autoscaling:*",
        "backup-storage:Mount", "billing:*",
    ],
    "secrets are in one region": ["secretsmanager:*Region*"],
}  # fmt: skip


def filled(value, stage):
    for name, text in {"Stage": stage, "AWS::Region": REGION, "AWS::AccountId": ACCOUNT}.items():
        value = value.replace("${" + name + "}", text)
    return value


def policies_of(stage):
    return [
        json.loads(filled(json.dumps(one["Properties"]["PolicyDocument"]), stage))
        for one in DOCUMENT.values()
        if one["Type"] == "AWS::IAM::ManagedPolicy"
    ]


@pytest.fixture(scope="module")
def policies():
    return policies_of("prod")


def may(policies, action, resource, **context):
    asked = EvalContext("arn:aws:iam::1:role/x", "AssumedRole", ACCOUNT, action, resource, REGION, **context)
    return evaluate(asked, [parse_policy_document(policy) for policy in policies]).decision == "Allow"


def taken_by(kind):
    handlers = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema.get("handlers", {})
    return {a for name, one in handlers.items() if name != "list" for a in one.get("permissions", ())}


def named(policies):
    """Every action pattern that some statement allows."""
    for policy in policies:
        for statement in policy["Statement"]:
            if statement["Effect"] == "Allow":
                given = statement["Action"]
                yield from given if isinstance(given, list) else [given]


@pytest.mark.acceptance(10, 106)
def test_the_role_can_make_change_and_remove_every_type_of_the_template(prod, policies):
    patterns = list(named(policies))
    unused = [pattern for uses in NOT_OURS.values() for pattern in uses]
    kinds = {r["Type"] for r in prod.resources.values() if not r["Type"].startswith("Custom::")}

    missing = {
        f"{kind}: {action}"
        for kind in kinds
        for action in taken_by(kind)
        if not any(fnmatch(action.lower(), pattern.lower()) for pattern in (*patterns, *unused))
        # Nothing but the topics is encrypted with a key of our own.
        and (kind == "AWS::KMS::Key" or not action.startswith("kms:"))
    }

    assert sorted(missing) == []


@pytest.mark.acceptance(10, 127)
@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("dynamodb:DeleteTable", "arn:aws:dynamodb:us-east-1:111122223333:table/payroll"),
        ("dynamodb:DeleteTable", "arn:aws:dynamodb:us-east-1:111122223333:table/signal9-assets-dev"),
        ("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/signal9-users-prod"),
        ("s3:DeleteBucket", "arn:aws:s3:::payroll"),
        ("s3:GetObject", "arn:aws:s3:::signal9-raw-payloads-prod-111122223333/raw/x"),
        (
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:signal9-x-prod-a",
        ),
        ("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/signal9-deployer-prod"),
        ("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/admin"),
        ("iam:CreateUser", "arn:aws:iam::111122223333:user/mallory"),
        ("iam:AttachRolePolicy", "arn:aws:iam::111122223333:role/signal9-prod-x"),
        ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:signal9-prod-OpenAccount"),
        ("ec2:RunInstances", "*"),
        ("cloudformation:DeleteStack", "arn:aws:cloudformation:us-east-1:111122223333:stack/signal9-dev/x"),
    ],
)
def test_the_role_leaves_alone_what_is_not_the_stages_own(policies, action, resource):
    assert not may(policies, action, resource)


HERE = f"{REGION}:{ACCOUNT}"
ROLES = f"arn:aws:iam::{ACCOUNT}:role"
SECRETS = f"arn:aws:secretsmanager:{HERE}:secret"
BACKUPS = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"


def passed_to(service):
    return {"iam:passedtoservice": f"{service}.amazonaws.com"}


@pytest.mark.acceptance(10, 106)
@pytest.mark.parametrize(
    ("action", "resource", "context"),
    [
        ("logs:CreateLogGroup", f"arn:aws:logs:{HERE}:log-group:/aws/vpc/flowlogs/prod", {}),
        ("logs:CreateLogGroup", f"arn:aws:logs:{HERE}:log-group:aws-waf-logs-signal9-prod", {}),
        ("rds:CreateDBCluster", f"arn:aws:rds:{HERE}:cluster:signal9-prod", {}),
        # A cluster is made with its account's default option group, an instance with a parameter group.
        ("rds:CreateDBCluster", f"arn:aws:rds:{HERE}:og:default:aurora-postgresql-17", {}),
        ("rds:CreateDBInstance", f"arn:aws:rds:{HERE}:pg:default.aurora-postgresql17", {}),
        # What a template resolves is read in the name of whoever deploys it.
        ("secretsmanager:GetSecretValue", f"{SECRETS}:signal9-cache-prod-aB3dE6", {}),
        ("secretsmanager:GetSecretValue", f"{SECRETS}:signal9-edge-prod-aB3dE6", {}),
        ("iam:PassRole", f"{ROLES}/signal9-export-prod", passed_to("scheduler")),
        ("iam:PassRole", f"{ROLES}/signal9-trail-prod", passed_to("cloudtrail")),
        ("iam:AttachRolePolicy", f"{ROLES}/signal9-backup-prod", {"iam:policyarn": BACKUPS}),
        ("s3:PutBucketAcl", f"arn:aws:s3:::signal9-access-logs-prod-{ACCOUNT}", {}),
        ("route53:AssociateVPCWithHostedZone", "*", {}),
        # These know no resource.
        ("cloudfront:CreateOriginAccessControl", "*", {}),
        ("cloudtrail:DescribeTrails", "*", {}),
        ("elasticache:DescribeEngineDefaultParameters", "*", {}),
    ],
)  # fmt: skip
def test_the_role_may_do_what_aws_asks_beside_the_types_own_lists(policies, action, resource, context):
    assert may(policies, action, resource, service_context=context)


def test_the_role_hands_nobody_but_aws_policies_of_backup_to_the_backup_role(policies):
    administrator = {"iam:policyarn": "arn:aws:iam::aws:policy/AdministratorAccess"}

    role = f"{ROLES}/signal9-backup-prod"
    assert not may(policies, "iam:AttachRolePolicy", role, service_context=administrator)


def test_the_role_may_do_its_work(policies):
    table = "arn:aws:dynamodb:us-east-1:111122223333:table/signal9-assets-prod"

    assert may(policies, "dynamodb:CreateTable", table)
    for secret in ("signal9-alpaca-credentials-prod", "signal9-alpaca-credentials-prod-aB3dE6"):
        arn = f"arn:aws:secretsmanager:us-east-1:111122223333:secret:{secret}"
        assert may(policies, "secretsmanager:GetSecretValue", arn)
        assert may(policies, "secretsmanager:PutSecretValue", arn)
    assert may(
        policies, "iam:PutRolePolicy", "arn:aws:iam::111122223333:role/signal9-Pollenation-machine-prod"
    )


@pytest.mark.parametrize("stage", ["prod", "a-stage-of-16-ch"])
def test_every_policy_fits_iams_limit(stage):
    sizes = [len(json.dumps(policy, separators=(",", ":"))) for policy in policies_of(stage)]

    assert [size for size in sizes if size > POLICY_CHARACTERS] == []


@pytest.mark.acceptance(44)
def test_only_jobs_of_one_environment_of_one_repository_may_assume_it():
    [trust] = DOCUMENT["Deployer"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    claims = trust["Condition"]["StringEquals"]

    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert claims["token.actions.githubusercontent.com:sub"] == "repo:${Repository}:environment:${Stage}"
    assert claims["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"

"""`sls remove` of a stage that does not keep its data."""

import subprocess

import pytest

from tests.support.fragments import ROOT

pytestmark = [pytest.mark.integration, pytest.mark.timeout(180)]
# Of the processes beside the stack: they announce where they are, whether or not it is deployed.
OF_THE_LAPTOP = {
    "signal9-database-local",
    "signal9-database-owner-local",
    "/signal9/local/search",
    "/signal9/local/cache",
    "/trading-platform/local/db/access",
}


@pytest.fixture
def laptop(deployed, tmp_path):
    laptop = deployed.copy_to(tmp_path / "aws")
    try:
        laptop.start()
        yield laptop
    finally:
        laptop.delete()


def left(laptop):
    """Names of everything that costs or collides, by service."""
    parameters = laptop.client("ssm").get_paginator("describe_parameters").paginate()
    roles = laptop.client("iam").get_paginator("list_roles").paginate()
    groups = laptop.client("logs").get_paginator("describe_log_groups").paginate()
    functions = laptop.client("lambda").get_paginator("list_functions").paginate()
    return {
        "tables": laptop.client("dynamodb").list_tables()["TableNames"],
        "buckets": [each["Name"] for each in laptop.client("s3").list_buckets()["Buckets"]],
        "queues": laptop.client("sqs").list_queues().get("QueueUrls", []),
        "topics": laptop.client("sns").list_topics()["Topics"],
        "functions": [f["FunctionName"] for page in functions for f in page["Functions"]],
        "machines": laptop.client("stepfunctions").list_state_machines()["stateMachines"],
        "apis": laptop.client("apigateway").get_rest_apis()["items"],
        "rules": laptop.client("events").list_rules()["Rules"],
        "alarms": laptop.client("cloudwatch").describe_alarms()["MetricAlarms"],
        "roles": [role["RoleName"] for page in roles for role in page["Roles"]],
        "log groups": [group["logGroupName"] for page in groups for group in page["logGroups"]],
        "parameters": [each["Name"] for page in parameters for each in page["Parameters"]],
        "secrets": [each["Name"] for each in laptop.client("secretsmanager").list_secrets()["SecretList"]],
    }


@pytest.mark.acceptance(142)
def test_removing_a_stage_leaves_nothing_behind_even_where_buckets_hold_versions(laptop):
    objects = laptop.client("s3")
    [bucket] = [name for name in left(laptop)["buckets"] if name.startswith("signal9-desk-")]
    for body in (b"first", b"second"):
        objects.put_object(Bucket=bucket, Key="audit/2026/11/20/one.json", Body=body)
    objects.delete_object(Bucket=bucket, Key="audit/2026/11/20/one.json")

    done = subprocess.run(
        ["npx", "--no-install", "sls", "remove", "--stage", "local"],
        cwd=ROOT,
        env=laptop.stack.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    remaining = {name for names in left(laptop).values() for name in map(str, names)}
    assert remaining - OF_THE_LAPTOP == set()

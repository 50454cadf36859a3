"""Every function under its own role: a market day, the whole API, what operators start; and refusals."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from functions.runtime.contract import operations
from tests.support.api import LiveApi
from tests.support.fragments import ROOT, fragment
from tests.support.rights import acting_as

DAY = "2026-05-27"
FUNCTIONS = {
    name for path in ROOT.glob("functions/*/functions.yml") for name in fragment(path.relative_to(ROOT))
}
# Of a path's parameters; anything else is an id that nobody gave.
KNOWN = {"asset_id": "AAPL", "symbol": "AAPL", "sector": "TECHNOLOGY"}
NOBODYS = "00000000-0000-4000-8000-000000000000"

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def day(deployed, tmp_path_factory):
    laptop = deployed.copy_to(tmp_path_factory.mktemp("rights") / "aws")
    laptop.start()
    try:
        laptop.run("--day", DAY)
        yield laptop
    finally:
        laptop.delete()


@pytest.fixture(scope="module")
def everything(day):
    """The day, and then whatever the day had no reason to do."""
    api = LiveApi(day)
    api.process_queue(processed=True)
    ask_every_operation(api)
    command(day, "replay", "--as-of", DAY, "--as-state-machine")
    states = day.client("stepfunctions")
    machines = {m["name"]: m["stateMachineArn"] for m in states.list_state_machines()["stateMachines"]}
    states.start_execution(stateMachineArn=machines["signal9-Reconciliation-local"], input="{}")
    for name in sorted(FUNCTIONS - invoked(day)):
        day.client("lambda").invoke(FunctionName=f"signal9-local-{name}", Payload=b"{}")
    time.sleep(1)
    return day


def ask_every_operation(api):
    ann = api.person("ann", "anns-account").in_session()
    for operation in operations().values():
        path = re.sub(r"\{(\w+)\}", lambda found: KNOWN.get(found[1], NOBODYS), operation.path)
        headers = {"Signal9-Session": ann.session, "Idempotency-Key": operation.name}
        content = {} if operation.method in ("GET", "DELETE") else {"json": {}}
        answer = ann.ask(operation.method, path.removeprefix("/api/v1"), headers=headers, **content)
        assert answer.status_code < 500, f"{operation.name}: {answer.text}"


def command(laptop, *arguments):
    subprocess.run(
        [Path(sys.executable).parent / "signal9", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": str(Path.home()), "SIGNAL9_LOCAL_DIR": str(laptop.folder)},
        capture_output=True,
        timeout=60,
        check=True,
    )


def lines(laptop):
    """What functions logged, by function."""
    logs = laptop.client("logs")
    found = {}
    for group in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/signal9"):
        for one in group["logGroups"]:
            pages = logs.get_paginator("filter_log_events").paginate(logGroupName=one["logGroupName"])
            messages = [event["message"] for page in pages for event in page["events"]]
            found[one["logGroupName"].rpartition("-")[2]] = messages
    return found


def invoked(laptop):
    return {name for name, messages in lines(laptop).items() if messages}


@pytest.mark.acceptance(10, 14, 16, 87, 96, 107)
def test_no_function_is_refused_what_it_needs(everything):
    refused = {
        name: message
        for name, messages in lines(everything).items()
        for message in messages
        if "AccessDenied" in message or "not authorized" in message
    }

    assert refused == {}
    assert invoked(everything) >= FUNCTIONS


@pytest.mark.acceptance(10, 127)
@pytest.mark.parametrize(
    ("function", "service", "operation", "parameters"),
    [
        ("PollenateAsset", "dynamodb", "delete_table", {"TableName": "signal9-assets-local"}),
        (
            "PollenateAsset",
            "secretsmanager",
            "get_secret_value",
            {"SecretId": "signal9-alpaca-credentials-local"},
        ),
        ("SyncAssets", "dynamodb", "scan", {"TableName": "signal9-sessions-local"}),
        (
            "ReadAssets",
            "dynamodb",
            "delete_item",
            {"TableName": "signal9-assets-local", "Key": {"symbol": {"S": "AAPL"}}},
        ),
        ("ServeContract", "dynamodb", "scan", {"TableName": "signal9-users-local"}),
        ("OpenSession", "dynamodb", "scan", {"TableName": "signal9-sessions-local"}),
        ("GetSession", "sqs", "receive_message", {"QueueUrl": "signal9-trade-orders-local.fifo"}),
        ("CompleteRun", "lambda", "invoke", {"FunctionName": "signal9-local-OpenAccount"}),
        ("AuthorizeRequest", "iam", "create_user", {"UserName": "mallory"}),
        ("StartWorkflow", "stepfunctions", "stop_execution", {"executionArn": "any"}),
    ],
)
def test_a_function_is_refused_what_it_must_not_do(day, function, service, operation, parameters):
    client = acting_as(day, function, service)
    if "QueueUrl" in parameters:
        parameters = {
            "QueueUrl": day.client("sqs").get_queue_url(QueueName=parameters["QueueUrl"])["QueueUrl"]
        }

    with pytest.raises(ClientError) as refused:
        getattr(client, operation)(**parameters)

    assert refused.value.response["Error"]["Code"].startswith("AccessDenied"), json.dumps(
        refused.value.response
    )


def test_the_same_role_is_granted_what_it_is_for(day):
    found = acting_as(day, "SyncAssets", "dynamodb").scan(TableName="signal9-assets-local")

    assert found["Count"] > 0

"""A dependency is away, a message is given up, operators are told, and what was given up is done once."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import cloudwatch
from tests.support.cloudwatch import Mailbox

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]

SIGNAL9 = Path(sys.executable).with_name("signal9")
STARTS = "signal9-local-StartWorkflow"
ALARM = "signal9-dead-letters-local"
EVENT_ID = "0123456789abcdef0123456789abcdef"
NAME = f"analysisNeeded-2026-11-20-{EVENT_ID}"
EVENT = {
    "schemaVersion": 1,
    "eventId": EVENT_ID,
    "correlationId": "request-1",
    "occurredAt": "2026-11-20T07:00:00Z",
    "assetIds": ["AAPL"],
    "symbols": ["AAPL"],
    "batchSize": 8,
    "analysisType": "rule_based",
    "priority": "high",
}


@pytest.fixture(scope="module")
def signal9(api):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment |= {"SIGNAL9_LOCAL_DIR": str(api.laptop.folder), "COLUMNS": "160"}

    def run(*arguments):
        done = subprocess.run(
            [SIGNAL9, *arguments, "--json"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="module")
def machines_are_away(api):
    """StartWorkflow looks for them where there are none; answers how to bring them back."""
    functions = api.laptop.client("lambda")
    before = functions.get_function_configuration(FunctionName=STARTS)["Environment"]["Variables"]

    def look_in(stage):
        variables = {"Variables": before | {"STAGE": stage}}
        functions.update_function_configuration(FunctionName=STARTS, Environment=variables)

    look_in("nowhere")
    yield lambda: look_in("local")
    look_in("local")


def delivered(api):
    """As its rule hands it over.

    The laptop's AWS reads no invoke configuration from a template, whose own is asserted there, and a rule's
    invocation is not repeated by it: so the configuration is put here, and the function is invoked here.
    """
    sqs, functions = api.laptop.client("sqs"), api.laptop.client("lambda")
    queue = sqs.get_queue_url(QueueName="signal9-start-workflow-dlq-local")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    functions.put_function_event_invoke_config(
        FunctionName=STARTS, MaximumRetryAttempts=2, DestinationConfig={"OnFailure": {"Destination": arn}}
    )
    event = {"source": "signal9.advisor", "detail-type": "analysisNeeded", "detail": EVENT}
    functions.invoke(FunctionName=STARTS, InvocationType="Event", Payload=json.dumps(event).encode())


def started(api):
    """Executions of the event."""
    states = api.laptop.client("stepfunctions")
    [arn] = [
        machine["stateMachineArn"]
        for machine in states.list_state_machines()["stateMachines"]
        if machine["name"] == "signal9-Analysis-local"
    ]
    found = states.list_executions(stateMachineArn=arn)["executions"]
    return [each for each in found if EVENT_ID in each["name"]]


def measured(api):
    return cloudwatch.embedded(api.laptop, "ProcessDeadLetters", "dead_letters_measured")


def tell_cloudwatch(api):
    cloudwatch.publish(api.laptop, measured(api))


def waiting_for(ask, wanted, *, seconds=60):
    ends = time.monotonic() + seconds
    while not wanted(answer := ask()):
        assert time.monotonic() < ends, answer
        time.sleep(0.5)
    return answer


@pytest.mark.acceptance(51, 54, 89, 107, 120, 136)
def test_what_was_given_up_is_seen_told_given_again_and_done_once(api, signal9, machines_are_away):
    alerts = Mailbox(api.laptop, "signal9-alerts-local", "operators-alerts")
    letters = Mailbox(api.laptop, "signal9-dead-letters-local", "operators-letters")
    assert signal9("dead-letters", "list") == []
    tell_cloudwatch(api)
    assert json.loads(alerts.wait_for(ALARM))["NewStateValue"] == "OK"
    delivered(api)

    [letter] = waiting_for(lambda: signal9("dead-letters", "list"), lambda found: found)
    assert letter["consumer"] == "start-workflow"
    assert json.loads(letter["body"])["requestPayload"]["detail"] == EVENT
    assert letter["id"] in letters.wait_for("start-workflow")
    tell_cloudwatch(api)
    assert json.loads(alerts.wait_for(ALARM))["NewStateValue"] == "ALARM"

    machines_are_away()
    for _ in range(2):
        signal9("dead-letters", "redrive", "--source", "start-workflow")
    waiting_for(lambda: started(api), lambda found: found)
    time.sleep(3)  # for a second start, if there were one

    assert [each["name"] for each in started(api)] == [NAME]
    assert signal9("dead-letters", "list") == []
    assert measured(api)["OpenDeadLetters"] == 0

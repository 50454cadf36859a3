"""Given again: each letter once, whoever asks, and whatever ends in the middle."""

import json

import pytest

from scripts.signal9 import dead_letters as commands
from scripts.signal9.connection import connect
from tests.support import dead_letters, tables
from tests.support.aws_calls import Killed
from tests.support.dead_letters import died, letters, of_function, sweep
from tests.support.stage import signal9

JOB = {"job": "asset-sync", "as_of": "2026-11-20T04:00:00Z"}
ORDERS = "signal9-trade-orders-{stage}.fifo"
AFTER_THE_LEASE = "2099-01-01T00:00:00Z"


def invoked(calls):
    """Payloads by function."""
    made = [call.params for call in calls.made if call.operation == "Invoke"]
    return [(each["FunctionName"], json.loads(each["Payload"])) for each in made]


def queued(stage):
    """Bodies of the orders' queue."""
    queue = dead_letters.url(ORDERS, stage)
    answer = tables.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return sorted(message["Body"] for message in answer.get("Messages", []))


def test_a_letter_goes_from_the_list_to_its_function_again(stage, calls):
    died("start-workflow", stage, of_function(JOB))
    [listed] = signal9("dead-letters", "list", "--json").document

    answer = signal9("dead-letters", "redrive", listed["id"], "--json")

    assert answer.document == {"given_again": [listed["id"]], "left": [], "failed": {}}
    assert invoked(calls) == [(f"signal9-{stage}-StartWorkflow", JOB)]
    assert signal9("dead-letters", "list", "--json").document == []
    [done] = signal9("dead-letters", "list", "--all", "--json").document
    assert done["status"] == "redriven"


def test_a_second_redrive_of_the_same_letter_gives_nothing(stage, calls):
    died("start-workflow", stage, of_function(JOB))
    [listed] = signal9("dead-letters", "list", "--json").document

    for _ in range(2):
        signal9("dead-letters", "redrive", listed["id"])

    assert len(invoked(calls)) == 1


def test_letters_are_chosen_by_source_error_and_time(stage):
    died("start-workflow", stage, of_function(JOB, "ThrottlingException", "too fast"), of_function(JOB))
    died("evaluate-alerts", stage, of_function({}, "ThrottlingException", "too fast"))

    def chosen(*query):
        return len(signal9("dead-letters", "list", *query, "--json").document)

    assert chosen() == 3
    assert chosen("--source", "start-workflow") == 2
    assert chosen("--error", "throttling") == 2
    assert chosen("--source", "start-workflow", "--error", "too fast") == 1
    assert chosen("--since", "2020") == 3
    assert chosen("--since", "2099") == 0


def test_an_unknown_consumer_is_told_with_those_that_there_are(stage):
    answer = signal9("dead-letters", "list", "--source", "orders")

    assert answer.exit_code == 4
    assert "NoConsumer: got 'orders'" in answer.error
    assert "trade-orders" in answer.error


def test_a_redrive_of_nothing_in_particular_is_refused(stage):
    assert signal9("dead-letters", "redrive").exit_code == 2


def test_what_a_rule_could_not_deliver_reaches_its_target_as_the_rule_would_have_said_it(stage, calls):
    events = tables.client("events")
    rule = events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")["RuleArn"]
    target = f"arn:aws:lambda:{tables.REGION}:{tables.ACCOUNT}:function:signal9-{stage}-StartWorkflow"
    paths, template = {"time": "$.time"}, '{"job": "asset-sync", "as_of": <time>}'
    transformer = {"InputPathsMap": paths, "InputTemplate": template}
    events.put_targets(Rule="nightly", Targets=[{"Id": "1", "Arn": target, "InputTransformer": transformer}])
    event = {"detail-type": "Scheduled Event", "time": JOB["as_of"], "detail": {}}
    told = {"RULE_ARN": rule, "TARGET_ARN": target, "ERROR_CODE": "THROTTLED", "ERROR_MESSAGE": "busy"}
    died("start-workflow", stage, json.dumps(event), **told)

    signal9("dead-letters", "redrive", "--all")

    assert invoked(calls) == [(f"signal9-{stage}-StartWorkflow", JOB)]


def test_lost_search_changes_fill_the_indices_once(stage, calls):
    tables.client("lambda").create_function(
        FunctionName=f"signal9-{stage}-PrepareSearch",
        Runtime="python3.13",
        Role=f"arn:aws:iam::{tables.ACCOUNT}:role/signal9",
        Handler="nothing.handler",
        Code={"ZipFile": b"nothing"},
    )
    died("index-changes", stage, '{"DDBStreamBatchInfo": 1}', '{"DDBStreamBatchInfo": 2}')

    signal9("dead-letters", "redrive", "--source", "index-changes")

    assert invoked(calls) == [(f"signal9-{stage}-PrepareSearch", {"rebuild": True})]
    assert {letter.status for letter in letters("index-changes")} == {"redriven"}


@pytest.mark.parametrize("writes", range(6))
def test_a_redrive_killed_between_any_two_steps_is_finished_by_the_next(stage, calls, monkeypatch, writes):
    died("trade-orders", stage, "order one", "order two")
    sweep()

    with calls.dying_after(writes), pytest.raises(Killed):
        commands.redrive(connect(stage), commands.log(), letters("trade-orders"))
    monkeypatch.setattr(commands, "now", lambda: AFTER_THE_LEASE)
    commands.redrive(connect(stage), commands.log(), letters("trade-orders"))

    assert queued(stage) == ["order one", "order two"], "a FIFO queue takes what is given twice once"
    assert {letter.status for letter in letters("trade-orders")} == {"redriven"}


@pytest.mark.parametrize("at", range(1, 6))
def test_two_operators_at_once_give_each_letter_once(stage, calls, at):
    """The second comes in before each write of the first."""
    died("start-workflow", stage, of_function(JOB), of_function(JOB | {"job": "track-record"}))
    sweep()
    second, writes = connect(stage), []

    def interfere():
        writes.append(1)
        if len(writes) == at:
            commands.redrive(second, commands.log(), letters("start-workflow"))

    with calls.before_each_write(interfere):
        commands.redrive(connect(stage), commands.log(), letters("start-workflow"))

    assert sorted(payload["job"] for _, payload in invoked(calls)) == ["asset-sync", "track-record"]
    assert {letter.status for letter in letters("start-workflow")} == {"redriven"}


def test_a_letter_whose_consumer_is_away_stays_open(stage):
    died("reconciliation", stage, "{}")  # this stage has no such machine

    answer = signal9("dead-letters", "redrive", "--all", "--json")

    assert answer.exit_code == 1
    assert "StateMachineDoesNotExist" in next(iter(answer.document["failed"].values()))
    assert [letter.status for letter in letters("reconciliation")] == ["open"]


def test_a_letter_is_shown_with_its_body_and_reason(stage):
    died("start-workflow", stage, of_function(JOB))
    [listed] = signal9("dead-letters", "list", "--json").document

    shown = signal9("dead-letters", "show", listed["id"], columns=160).out

    assert "no such job" in shown
    assert "asset-sync" in shown
    assert "no such job" in signal9("dead-letters", "list", columns=200).out
    assert signal9("dead-letters", "show", "start-workflow:none").exit_code == 4

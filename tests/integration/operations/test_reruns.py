"""Failed executions start again once each, whoever asks, and whatever ends in the middle."""

import json

import pytest

from functions.research.adapters.executions import next_attempt
from scripts.signal9 import reruns
from scripts.signal9.connection import connect
from tests.support import tables
from tests.support.aws_calls import Killed
from tests.support.stage import execute, signal9

CAUSE = '{"errorType": "ProviderUnavailable", "errorMessage": "connection reset"}'
ANALYSES = ("analysisNeeded-2026-11-20-1a", "analysisNeeded-2026-11-20-2b")


@pytest.fixture
def failed(stage):
    for name in ANALYSES:
        execute("Analysis", name, cause=CAUSE, symbols=["ACME"])
    return stage


def executions(machine="Analysis"):
    states = tables.client("stepfunctions")
    arn = f"arn:aws:states:{tables.REGION}:{tables.ACCOUNT}:stateMachine:signal9-{machine}-dev"
    found = states.list_executions(stateMachineArn=arn)["executions"]
    return {
        each["name"]: json.loads(states.describe_execution(executionArn=each["executionArn"])["input"])
        for each in found
    }


def rerun(stage, who="ann"):
    claims = reruns.Claims(reruns.claims()._table, who)  # noqa: SLF001
    wanted = {"state": "FAILED", "error": "ProviderUnavailable", "since": "2020"}
    # What the reruns themselves leave behind is not asked for.
    matching = (run for run in reruns.failed_runs(connect(stage), **wanted) if run.name in ANALYSES)
    return reruns.rerun(connect(stage), claims, matching)


def test_a_failed_execution_starts_again_with_what_it_was_given(failed):
    answer = signal9("runs", "rerun", "--error", "ProviderUnavailable", "--since", "2020-01-01", "--json")

    assert sorted(answer.document["started"]) == [f"{name}-attempt-2" for name in ANALYSES]
    after = executions()
    assert set(after) == {*ANALYSES, *(f"{name}-attempt-2" for name in ANALYSES)}
    again = {"correlation_id": ANALYSES[0], **after[ANALYSES[0]]}
    assert after[f"{ANALYSES[0]}-attempt-2"] == again


def test_reruns_are_chosen_by_error_state_and_time(failed):
    def matching(*query):
        return len(signal9("runs", "rerun", *query, "--dry-run", "--json").document)

    assert matching("--error", "connection reset") == 2
    assert matching("--error", "StepFailed") == 2
    assert matching("--error", "something else") == 0
    assert matching("--since", "2099") == 0
    assert matching("--since", "2020", "--state", "TIMED_OUT") == 0
    assert len(executions()) == 2, "a dry run starts nothing"


def test_a_rerun_of_everything_is_refused(failed):
    assert signal9("runs", "rerun").exit_code == 2


def test_a_second_rerun_starts_nothing_for_what_was_started(failed):
    assert len(rerun(failed).started) == 2

    again = rerun(failed, who="bob")

    assert (again.started, sorted(again.already)) == ([], sorted(ANALYSES))
    assert len(executions()) == 4


def test_what_the_day_started_again_itself_is_not_started_a_second_time(failed):
    execute("Analysis", f"{ANALYSES[0]}-attempt-2", symbols=["ACME"])

    done = rerun(failed)

    assert done.already == [ANALYSES[0]]
    assert done.started == [f"{ANALYSES[1]}-attempt-2"]


@pytest.mark.parametrize("writes", range(6))
def test_a_rerun_killed_between_any_two_steps_is_finished_by_the_next(failed, calls, writes):
    with calls.dying_after(writes), pytest.raises(Killed):
        rerun(failed)
    expire_claims()
    rerun(failed, who="bob")

    assert sorted(executions()) == sorted([*ANALYSES, *(next_attempt(name) for name in ANALYSES)])


def expire_claims():
    table = reruns.claims()._table  # noqa: SLF001
    for item in table.scan()["Items"]:
        if item["pk"].startswith("RERUN#") and item["status"] == "claimed":
            table.put_item(Item=item | {"claim_ends": "2020-01-01T00:00:00Z"})


@pytest.mark.parametrize("at", range(1, 7))
def test_two_operators_at_once_start_each_execution_once(failed, calls, at):
    """The second comes in before each write of the first."""
    writes = []

    def interfere():
        writes.append(1)
        if len(writes) == at:
            rerun(failed, who="bob")

    with calls.before_each_write(interfere):
        rerun(failed)

    assert sorted(executions()) == sorted([*ANALYSES, *(next_attempt(name) for name in ANALYSES)])


@pytest.mark.parametrize(
    ("name", "successor"),
    [
        ("asset-sync-2026-11-20", "asset-sync-2026-11-20-attempt-2"),
        ("asset-sync-2026-11-20-attempt-2", "asset-sync-2026-11-20-attempt-3"),
        ("asset-sync-2026-11-20-attempt-9", "asset-sync-2026-11-20-attempt-10"),
    ],
)
def test_each_attempt_has_one_successor(name, successor):
    assert next_attempt(name) == successor

"""Rules and events start machines under the one name their work has."""

import json

import pytest

from functions.research.domain.collection import UnknownTrigger
from functions.research.domain.jobs import UnknownJob
from tests.support.tables import client

AS_OF = "2026-05-08T07:00:00Z"
ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:signal9-{}-dev"
MACHINES = (
    "AssetSync",
    "EarningsCalendarSync",
    "NewsSentimentSync",
    "Pollenation",
    "Analysis",
    "TrackRecord",
)
DONE = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
LISTING = {
    "detail-type": "pollenationNeeded",
    "detail": {
        "symbol": "ACME",
        "triggerType": "new_asset",
        "occurredAt": AS_OF,
        "eventId": "e" * 32,
        "correlationId": "request-1",
    },
}


@pytest.fixture
def machines(stack):
    states = client("stepfunctions")
    for machine in MACHINES:
        states.create_state_machine(
            name=f"signal9-{machine}-dev", definition=DONE, roleArn="arn:aws:iam::123456789012:role/machine"
        )
    yield stack
    for machine in MACHINES:
        states.delete_state_machine(stateMachineArn=ARN.format(machine))


def start(stack, **event):
    return stack.run("start_workflow", **event)


def executions(machine):
    return client("stepfunctions").list_executions(stateMachineArn=ARN.format(machine))["executions"]


def input_of(started):
    described = client("stepfunctions").describe_execution(executionArn=started["execution_arn"])
    return json.loads(described["input"])


def stop(started):
    client("stepfunctions").stop_execution(executionArn=started["execution_arn"])


@pytest.mark.acceptance(114)
@pytest.mark.parametrize(
    ("job", "machine", "name", "more"),
    [
        ("asset-sync", "AssetSync", "asset-sync-2026-05-08", {}),
        ("earnings-calendar-sync", "EarningsCalendarSync", "earnings-calendar-sync-2026-05-08", {}),
        (
            "earnings-pollenation",
            "Pollenation",
            "earnings-pollenation-2026-05-08",
            {"trigger_type": "earnings", "max_assets": 25},
        ),
        (
            "regular-pollenation",
            "Pollenation",
            "regular-pollenation-2026-05-08",
            {"trigger_type": "regular", "max_assets": 25},
        ),
        ("news-sentiment-sync", "NewsSentimentSync", "news-sentiment-sync-2026-05-08T07", {}),
    ],
)
def test_a_job_starts_its_machine_under_the_name_of_its_day(machines, job, machine, name, more):
    started = start(machines, job=job, as_of=AS_OF)

    assert started["outcome"] == "started"
    [execution] = executions(machine)
    assert execution["name"] == name
    assert input_of(started) == {"job": job, "as_of": AS_OF, "correlation_id": name, **more}


def test_a_stages_cap_on_assets_reaches_the_planner(machines):
    started = start(machines, job="regular-pollenation", as_of=AS_OF, max_assets="3")

    assert input_of(started)["max_assets"] == 3


@pytest.mark.acceptance(114)
def test_a_rule_that_fires_twice_starts_one_run(machines):
    start(machines, job="asset-sync", as_of=AS_OF)

    again = start(machines, job="asset-sync", as_of="2026-05-08T07:00:09Z")

    assert (again["outcome"], again["status"]) == ("already", "RUNNING")
    assert len(executions("AssetSync")) == 1


def test_a_failed_day_is_run_again_only_when_asked(machines):
    stop(start(machines, job="asset-sync", as_of=AS_OF))

    assert start(machines, job="asset-sync", as_of="2026-05-08T08:00:00Z")["status"] == "ABORTED"
    again = start(machines, job="asset-sync", as_of="2026-05-08T08:00:00Z", again_if_failed=True)

    assert again["outcome"] == "started"
    assert again["execution_arn"].endswith(":asset-sync-2026-05-08-attempt-2")


def test_a_run_that_goes_on_is_not_started_again_even_when_asked(machines):
    start(machines, job="asset-sync", as_of=AS_OF)

    again = start(machines, job="asset-sync", as_of="2026-05-08T08:00:00Z", again_if_failed=True)

    assert (again["outcome"], again["status"]) == ("already", "RUNNING")


def test_a_day_that_failed_nine_times_wants_a_person(machines):
    for minute in range(9):
        stop(start(machines, job="asset-sync", as_of=f"2026-05-08T08:{minute:02d}:00Z", again_if_failed=True))

    last = start(machines, job="asset-sync", as_of="2026-05-08T09:00:00Z", again_if_failed=True)

    assert last["outcome"] == "already"
    assert last["execution_arn"].endswith("-attempt-9")
    assert len(executions("AssetSync")) == 9


@pytest.mark.acceptance(93, 115)
def test_a_listing_starts_the_collection_of_one_asset(machines):
    started = start(machines, **LISTING)

    assert started["execution_arn"].endswith(f":pollenationNeeded-2026-05-08-{'e' * 32}")
    assert input_of(started) == {
        "as_of": AS_OF,
        "correlation_id": "request-1",
        "trigger_type": "new_asset",
        "asset": {"symbol": "ACME"},
    }


@pytest.mark.acceptance(115)
def test_changed_assets_start_their_analysis(machines):
    detail = {"symbols": ["ACME", "BOLT"], "occurredAt": AS_OF, "eventId": "f" * 32, "correlationId": "day"}

    started = start(machines, **{"detail-type": "analysisNeeded", "detail": detail})

    asked = {"as_of": AS_OF, "correlation_id": "day", "symbols": ["ACME", "BOLT"]}
    assert input_of(started) == asked
    assert len(executions("Analysis")) == 1


@pytest.mark.acceptance(93)
def test_an_event_delivered_twice_starts_one_run(machines):
    start(machines, **LISTING)
    again = start(machines, **LISTING | {"id": "another delivery"})

    assert len(executions("Pollenation")) == 1
    assert again["execution_arn"] == start(machines, **LISTING)["execution_arn"]


def test_a_job_nobody_knows_is_named_with_those_that_exist(machines):
    with pytest.raises(UnknownJob, match="job 'asset-snyc': expected one of asset-sync, earnings-cal"):
        start(machines, job="asset-snyc", as_of=AS_OF)


@pytest.mark.parametrize("trigger", ["earnings", "regular", "weekly"])
def test_a_single_asset_is_not_collected_under_a_planners_name(machines, trigger):
    """The machine would plan a whole day instead."""
    detail = LISTING["detail"] | {"triggerType": trigger}

    with pytest.raises(UnknownTrigger, match=f"triggerType '{trigger}': expected one of new_asset"):
        start(machines, **LISTING | {"detail": detail})

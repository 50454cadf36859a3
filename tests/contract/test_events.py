"""What is published, by whom it is heard, and that every listener's pattern fits what is really sent."""

import json
import re

import pytest
from moto.events.models import EventPattern

from functions.research.domain import events
from functions.research.handlers import start_workflow
from tests.support.fragments import ROOT, fragment
from workflows.catalogue import WORKFLOWS

AS_OF = "2026-11-20T07:00:00Z"
SYMBOLS = ["AAPL", "MSFT", "NVDA"]
SENT = {
    event.detail_type: event
    for event in (
        events.pollenation_needed(
            "AAPL", asset_id="b0b6dd9d", trigger_type="new_asset", priority="high", as_of=AS_OF
        ),
        events.analysis_needed(SYMBOLS, trigger_type="regular", as_of=AS_OF),
        events.earnings_processed(
            "AAPL", earnings_date="2026-11-19", latest_quarter="2026-09-30", as_of=AS_OF
        ),
        events.analysis_complete(
            "AAPL", status="completed", as_of=AS_OF, analysis={"rating": 4.1}, error=None
        ),
    )
}
RULES = {
    name: resource["Properties"]
    for path in ("messaging", "alerts", "cache")
    for name, resource in fragment(f"resources/{path}.yml")["Resources"].items()
    if "EventPattern" in resource["Properties"]
}
# A rule has one target; who tells users and who forgets what is outdated do not wait for each other.
HEARD_BY = {"analysisComplete": 2}
# What consumers of the product's events were promised to be able to match on.
PROMISED = {
    "pollenationNeeded": {"assetId": [{"exists": True}], "dataTypes": [{"exists": True}]},
    "analysisNeeded": {"assetIds": [{"exists": True}], "batchSize": [{"numeric": ["=", 8]}]},
    "earningsProcessed": {"assetId": [{"exists": True}], "earningsDate": [{"exists": True}]},
    "analysisComplete": {
        "analysisId": [{"exists": True}],
        "assetId": [{"exists": True}],
        "status": ["completed", "failed"],
    },
}


def on_the_bus(event):
    # Lists and maps are JSON on the bus.
    return {
        "source": events.SOURCE,
        "detail-type": event.detail_type,
        "detail": json.loads(json.dumps(event.detail)),
    }


def listeners(event):
    return [
        name
        for name, rule in RULES.items()
        if EventPattern.load(json.dumps(rule["EventPattern"])).matches_event(on_the_bus(event))
    ]


def test_the_cast_holds_every_event_that_can_be_published():
    source = (ROOT / "functions/research/domain/events.py").read_text()

    assert set(re.findall(r'_event\(\s*"(\w+)"', source)) == set(SENT)


@pytest.mark.acceptance(50, 91)
@pytest.mark.parametrize("name", sorted(SENT))
def test_every_event_is_heard_by_a_rule_for_each_who_listens(name):
    heard = listeners(SENT[name])

    assert len(heard) == HEARD_BY.get(name, 1), f"{name} is heard by {heard or 'nobody'}"


@pytest.mark.acceptance(50)
def test_every_rule_hears_an_event_that_is_published():
    assert {name for event in SENT.values() for name in listeners(event)} == set(RULES)


@pytest.mark.acceptance(49, 50)
@pytest.mark.parametrize("name", sorted(PROMISED))
def test_events_carry_what_subscribers_were_promised(name):
    pattern = {"source": ["signal9.advisor"], "detail-type": [name], "detail": PROMISED[name]}

    assert EventPattern.load(json.dumps(pattern)).matches_event(on_the_bus(SENT[name]))


@pytest.mark.acceptance(49)
@pytest.mark.parametrize("name", sorted(SENT))
def test_every_event_says_its_version_its_id_and_when_it_happened(name):
    detail = SENT[name].detail

    assert detail["schemaVersion"] == 1
    assert detail["occurredAt"] == AS_OF
    assert re.fullmatch(r"[0-9a-f]{32}", detail["eventId"])


@pytest.mark.acceptance(122)
@pytest.mark.parametrize("assets", [1, 7, 8])
def test_a_short_batch_still_says_the_documented_size(assets):
    event = events.analysis_needed([f"S{n}" for n in range(assets)], trigger_type="regular", as_of=AS_OF)

    assert event.detail["batchSize"] == 8
    assert len(event.detail["assetIds"]) == assets
    assert listeners(event) == ["AnalysisNeededRule"]


@pytest.mark.acceptance(92, 115)
@pytest.mark.parametrize("name", sorted(start_workflow.WORKFLOW_OF_EVENT))
def test_an_event_that_starts_a_workflow_is_delivered_to_who_starts_it(name):
    [rule] = listeners(SENT[name])
    workflow, execution, input_ = start_workflow.requested(on_the_bus(SENT[name]))

    assert RULES[rule]["Targets"][0]["Arn"] == "StartWorkflowLambdaFunction.Arn"
    assert workflow in {known.name for known in WORKFLOWS}
    assert re.fullmatch(r"[\w-]{1,80}", execution)
    assert input_["as_of"] == AS_OF


@pytest.mark.acceptance(92)
def test_a_processed_report_is_delivered_to_who_marks_it():
    [rule] = listeners(SENT["earningsProcessed"])

    assert RULES[rule]["Targets"][0]["Arn"] == "MarkEarningsProcessedLambdaFunction.Arn"


def test_a_finished_analysis_is_delivered_to_who_tells_users_and_to_who_forgets_what_is_outdated():
    told = {RULES[rule]["Targets"][0]["Arn"] for rule in listeners(SENT["analysisComplete"])}

    assert told == {"EvaluateAlertsLambdaFunction.Arn", "ForgetOutdatedLambdaFunction.Arn"}


@pytest.mark.acceptance(51, 120)
@pytest.mark.parametrize("name", sorted(RULES))
def test_what_a_rule_cannot_deliver_is_kept(name):
    for target in RULES[name]["Targets"]:
        assert target["DeadLetterConfig"]["Arn"].endswith("DeadLetters.Arn")
        assert target["RetryPolicy"]["MaximumRetryAttempts"] == 3
        assert 3600 <= target["RetryPolicy"]["MaximumEventAgeInSeconds"] <= 7200

"""Every line names the request or job it comes from, and every event hands that on."""

import json

import pytest

from functions.research.domain import events
from functions.research.handlers import start_workflow
from functions.runtime import log

AS_OF = "2026-11-20T07:00:00Z"


@pytest.fixture(autouse=True)
def _nothing_before_or_after():
    log.correlate(None)
    yield
    log.correlate(None)


def written(capsys):
    return json.loads(capsys.readouterr().out)


@pytest.mark.acceptance(103)
def test_a_line_names_what_it_comes_from(capsys):
    log.correlate("regular-pollenation-2026-11-20")
    log.event("asset_pollenated", symbol="AAPL")

    assert written(capsys)["correlation_id"] == "regular-pollenation-2026-11-20"


def test_a_line_of_nothing_names_nothing(capsys):
    log.event("asset_pollenated")

    assert not {"correlation_id", "trace"} & written(capsys).keys()


def test_a_line_names_its_trace(capsys, monkeypatch):
    monkeypatch.setenv(
        "_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f;Sampled=0"
    )

    log.event("asset_pollenated")

    assert written(capsys)["trace"] == "1-5759e988-bd862e3fe1be46a994272793"


def test_a_scheduled_run_is_the_cause_of_what_it_sets_off():
    event = {"job": "regular-pollenation", "as_of": AS_OF}

    _, name, asked = start_workflow.scheduled(event)

    assert asked["correlation_id"] == name == "regular-pollenation-2026-11-20"


def test_what_an_event_asks_for_has_the_events_cause():
    needed = events.analysis_needed(["AAPL"], trigger_type="regular", as_of=AS_OF, correlation_id="request-1")

    _, _, asked = start_workflow.requested({"detail-type": "analysisNeeded", "detail": needed.detail})

    assert asked["correlation_id"] == "request-1"


def test_the_same_event_of_another_cause_is_still_the_same_event():
    first, second = (
        events.analysis_needed(["AAPL"], trigger_type="regular", as_of=AS_OF, correlation_id=cause)
        for cause in ("request-1", "request-2")
    )

    assert first.detail["eventId"] == second.detail["eventId"]
    assert first.detail["correlationId"] != second.detail["correlationId"]


def test_an_event_from_nowhere_begins_its_own_cause():
    needed = events.analysis_needed(["AAPL"], trigger_type="regular", as_of=AS_OF)

    assert needed.detail["correlationId"] == needed.detail["eventId"]

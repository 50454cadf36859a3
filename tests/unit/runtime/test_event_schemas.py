"""What is on the bus has the form that consumers were told, and nothing else gets there."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.adapters.event_bus import EventBus
from functions.research.domain import events
from functions.runtime.event_schemas import SCHEMAS, TRADE_EVENTS, EventMalformed, check
from functions.trading.domain import outbox

AS_OF = "2026-11-20T07:00:00Z"
CHANGE = {
    "order_id": "0e9c8a86-6a3b-4a35-9c36-1f3e4f0f7a11",
    "sequence": 2,
    "correlation_id": "request-1",
    "occurred_at": "2026-11-20T15:00:00.123456Z",
    "account_id": "main",
    "symbol": "BRK.B",
    "side": "buy",
    "quantity": "1.5",
    "notional": None,
    "to_status": "filled",
    "from_status": "accepted",
    "filled_quantity": "1.5",
    "filled_notional": "712.35",
    "denial_code": None,
    "reason": None,
    "analysis_id": None,
    "limits_version": "1",
}
COMPLETE = {"analysis_id": "a1", "rating": 4.1, "label": "buy", "confidence": 88.0, "previous_rating": None}
DETAILS = {
    "pollenationNeeded": events.pollenation_needed(
        "AAPL", asset_id="b0b6dd9d", trigger_type="new_asset", priority="high", as_of=AS_OF
    ).detail,
    "analysisNeeded": events.analysis_needed(["AAPL", "BRK.B"], trigger_type="regular", as_of=AS_OF).detail,
    "earningsProcessed": events.earnings_processed(
        "AAPL", earnings_date="2026-11-19", latest_quarter=None, as_of=AS_OF
    ).detail,
    "analysisComplete": events.analysis_complete(
        "AAPL", status="completed", as_of=AS_OF, analysis=COMPLETE, error=None
    ).detail,
    **{name: outbox.detail(CHANGE) for name in TRADE_EVENTS},
}
FIELDS = [(name, field) for name, detail in DETAILS.items() for field in detail]


@pytest.mark.acceptance(49)
@pytest.mark.parametrize("name", sorted(DETAILS))
def test_what_code_publishes_is_as_described(name):
    check(name, DETAILS[name])


@pytest.mark.acceptance(49)
@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_a_description_is_a_schema_and_describes_something_that_is_published(path):
    jsonschema.Draft7Validator.check_schema(json.loads(path.read_text()))

    assert path.stem in {"trade", *DETAILS}


@pytest.mark.acceptance(49)
def test_another_library_agrees_that_it_is_as_described():
    for name, detail in DETAILS.items():
        file = "trade" if name in TRADE_EVENTS else name
        jsonschema.validate(
            json.loads(json.dumps(detail)), json.loads((SCHEMAS / f"{file}.json").read_text())
        )


@given(which=st.sampled_from(FIELDS))
def test_a_missing_field_is_named(which):
    name, field = which
    detail = {key: value for key, value in DETAILS[name].items() if key != field}

    with pytest.raises(EventMalformed, match=f"{name}: {field} is missing"):
        check(name, detail)


@given(which=st.sampled_from(FIELDS), value=st.sampled_from([{}, [[]], -1]))
def test_a_field_of_another_kind_is_refused(which, value):
    name, field = which
    with pytest.raises(EventMalformed):
        check(name, DETAILS[name] | {field: value})


@given(field=st.text(min_size=1).filter(lambda text: all(text not in detail for detail in DETAILS.values())))
def test_a_field_nobody_described_is_refused(field):
    for name, detail in DETAILS.items():
        with pytest.raises(EventMalformed):
            check(name, detail | {field: 1})


class Bus:
    def __init__(self):
        self.taken = []

    def put_events(self, Entries):  # noqa: N803  the SDK's spelling
        self.taken += Entries
        return {"Entries": [{} for _ in Entries]}


@pytest.mark.acceptance(49)
def test_of_a_batch_with_one_malformed_event_nothing_is_published():
    client = Bus()
    good = events.analysis_needed(["AAPL"], trigger_type="regular", as_of=AS_OF)
    bad = events.analysis_needed([f"S{n}" for n in range(9)], trigger_type="regular", as_of=AS_OF)

    with pytest.raises(EventMalformed, match="analysisNeeded"):
        EventBus(client, "bus").publish([good, bad])

    assert client.taken == []

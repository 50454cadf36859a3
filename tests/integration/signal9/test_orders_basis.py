"""What was known when we bought this: the analysis of an order, with the figures as they were then."""

import io
import json

import pytest
from rich.console import Console

from functions.research import wiring
from functions.research.domain.rating import rate
from functions.research.handlers.store_result import keep
from scripts.signal9.basis import basis, print_basis
from tests.support import desk

AS_OF = "2026-11-20T07:00:00Z"


@pytest.fixture
def analysed(stage):
    """A company with one income statement, rated from it; the id of the analysis and the payload's hash."""
    desk.listed("ACME", "Acme Corporation")
    payload = desk.income("ACME", revenue=1_000)
    seen_until = wiring.knowledge().close("ACME", AS_OF)
    known = wiring.knowledge().known_about("ACME", AS_OF, seen_until)
    rating = rate(known, as_of=AS_OF, rule_set=wiring.rule_set())
    return keep(json.loads(rating.to_bytes()), seen_until), payload


def order(analysis_id, **fields):
    usual = {"order_id": "1f827254-9ba3-5bd7-bc6e-a9f364c55005", "symbol": "ACME", "side": "buy"}
    usual |= {"quantity": "2", "time_in_force": "day", "status": "filled", "events": []}
    return {**usual, "submitted_at": "2026-11-20T15:00:00Z", "analysis_id": analysis_id, **fields}


def printed(found):
    out = io.StringIO()
    print_basis(Console(file=out, width=80, highlight=False), found)
    return out.getvalue()


def test_an_order_leads_to_the_figures_that_were_known_when_it_was_given(analysed):
    analysis_id, payload = analysed

    found = basis(order(analysis_id)).document()

    assert (found["analysis"]["analysis_id"], found["analysis"]["as_of"]) == (analysis_id, AS_OF)
    assert (found["comes_out_the_same"], found["doubts"]) == (True, [])
    assert [(each["statement"], each["known_from"], each["payload_sha256"]) for each in found["figures"]] == [
        ("income_statement", "2026-10-30", payload)
    ]


def test_a_restatement_after_the_order_is_not_what_was_known(analysed):
    analysis_id, payload = analysed
    later = desk.income("ACME", revenue=700, known_from="2026-11-25", recorded_at="2026-11-25T07:00:00Z")

    found = basis(order(analysis_id)).document()

    assert [each["payload_sha256"] for each in found["figures"]] == [payload]
    assert found["comes_out_the_same"] is True
    assert later != payload


def test_the_basis_is_told_in_words(analysed):
    analysis_id, payload = analysed

    told = printed(basis(order(analysis_id)))

    assert f"Analysis {analysis_id}" in told
    assert payload[:12] in told
    assert "gives the same rating again" in told


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"symbol": "BOLT"}, "the analysis is of ACME, the order of BOLT"),
        ({"submitted_at": "2026-11-20T06:59:59Z"}, f"the analysis is for {AS_OF}, after the order"),
        ({"analysis_id": "0" * 32}, f"no analysis {'0' * 32} is held"),
        ({"analysis_id": None}, "the order names no analysis"),
    ],
)
def test_an_analysis_that_cannot_be_what_was_acted_on_is_doubted(analysed, fields, doubt):
    analysis_id, _ = analysed

    found = basis(order(**{"analysis_id": analysis_id, **fields}))

    assert found.doubts == [doubt]
    assert f"! {doubt}" in printed(found)

"""A worker may die between any two of its writes; the next one ends as if it had not."""

import json

import pytest

from functions.research import wiring
from functions.research.domain.rating.rule_set import RULE_SET
from tests.support.market import NEWS_DAY, acme

SMALL = acme(years=1, quarters=3)
# Retries make fewer calls, and find rows that are there already.
OF_ONE_ATTEMPT = ("calls", "rows_added")


@pytest.fixture
def rated(stack, market):
    """ACME is collected and rated, and has news on the day."""
    stack.holds("ACME")
    market.publishes(SMALL)
    pollenate(stack)
    rating = {
        "symbol": "ACME",
        "as_of": market.at(),
        "rule_set": {"content_hash": RULE_SET.content_hash},
        "rating": 4.0,
        "label": "buy",
        "confidence": 80.0,
    }
    wiring.assets().mark_rated(rating)
    market.opens(NEWS_DAY)
    market.asked()
    return stack


def pollenate(stack, **asset):
    about = {"symbol": "ACME", **asset}
    return stack.run_to_the_end(
        "pollenate_asset", as_of=stack.market.at(), trigger_type="regular", asset=about
    )


def records(stack):
    """Everything stored but the call ledger."""
    return {
        table: sorted(
            json.dumps(
                {name: value for name, value in row.items() if name not in OF_ONE_ATTEMPT}, sort_keys=True
            )
            for row in rows
            if not row.get("pk", {"S": ""})["S"].startswith("RATE#")
        )
        for table, rows in stack.rows().items()
    }


def test_a_collection_killed_before_any_of_its_writes_ends_as_if_it_had_not_been(rated, market):
    moments, paid = [], []
    with rated.calls.before_each_write(
        lambda: (paid.extend(market.asked()), moments.append((rated.state(), len(paid))))
    ):
        answer = pollenate(rated)
    assert answer["outcome"] == "stored"
    assert len(moments) > 25
    whole = records(rated)

    for state, calls_before in moments:
        rated.go_back_to(state)
        assert pollenate(rated) == answer
        assert records(rated) == whole
        assert calls_before + len(market.asked()) <= len(paid) + 1


def test_what_a_worker_that_died_for_good_had_stored_is_rated_on_a_later_day(rated, market):
    """All its retries fail at the last write: the asset's own dates."""
    with rated.calls.before_each_write(lambda: fail_at_the_catalogue(rated)), pytest.raises(ConnectionError):
        pollenate(rated)
    market.opens("2026-05-13")

    answer = pollenate(rated)

    assert (answer["needs_analysis"], answer["latest_quarter"]) == (True, "2026-03-31")


def fail_at_the_catalogue(stack):
    kept = wiring.payloads("alphavantage").answers("ACME")["EARNINGS"]
    if kept.absorbed_day == stack.market.day:
        raise ConnectionError


def test_an_announced_report_is_attempted_once_a_day_however_often_its_worker_died(stack, market):
    stack.holds("ACME")
    market.expects(("ACME", "2026-05-12", "2026-03-31"))
    stack.run("sync_earnings_calendar", as_of=market.at(5))
    market.publishes(SMALL)
    row = {"earnings_date": "2026-05-12", "fiscal_date_ending": "2026-03-31"}

    pollenate(stack, **row)
    pollenate(stack, **row)

    [kept] = wiring.calendar().of("ACME")
    assert (kept.attempts, kept.processing_status) == (1, "attempted")

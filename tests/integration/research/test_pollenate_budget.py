"""Fewer calls than assets: waiting, giving up for the day, and going on where it stopped."""

import pytest

from functions.research import wiring
from functions.research.domain.plans import CallClass
from tests.support.market import FIRST_DAY, FUNDAMENTALS, NEWS_DAY, NEXT_DAY

SYMBOLS = ("AAA", "BBB", "CCC")
DAILY = "Our standard API rate limit is 25 requests per day."


@pytest.fixture
def free_plan(stack, market):
    """Three companies with fundamentals, on a key with 25 calls a day."""
    stack.lists_companies(*SYMBOLS)
    market.opens(FIRST_DAY, "free")
    return stack


@pytest.fixture
def collected(free_plan):
    """AAA has been collected on the first day."""
    free_plan.once("AAA collected by the free plan", lambda: pollenate(free_plan, "AAA"))
    return free_plan


def pollenate(stack, symbol, trigger="regular"):
    return stack.run_to_the_end(
        "pollenate_asset", as_of=stack.market.at(), trigger_type=trigger, asset={"symbol": symbol}
    )


def promise(market, calls):
    """Somebody else has them, and comes for them later."""
    ledger = wiring.ledger(market.day)
    ledger.reserve("others", CallClass.ON_DEMAND, calls, market.at())
    ledger.pause("others", 0)


def used(market):
    return wiring.ledger(market.day).snapshot(market.at()).day_used


def test_an_asset_waits_for_its_next_call_and_goes_on_where_it_stopped(free_plan, market):
    event = {"as_of": market.at(), "trigger_type": "regular", "asset": {"symbol": "AAA"}}

    answers = []
    while not answers or answers[-1]["outcome"] == "throttled":
        answers.append(free_plan.run("pollenate_asset", **event))
        market.clock.advance(answers[-1].get("retry_after_seconds", 0))

    assert answers[-1]["outcome"] == "stored"
    assert {answer["retry_after_seconds"] for answer in answers[:-1]} <= {1, 2}
    assert market.asked() == list(FUNDAMENTALS)
    assert used(market) == 5


def test_no_transcript_is_asked_for_on_a_plan_without_them(free_plan, market):
    pollenate(free_plan, "AAA")

    assert "EARNINGS_CALL_TRANSCRIPT" not in market.asked()


@pytest.mark.acceptance(119)
def test_who_finds_the_day_spent_is_told_so_and_costs_nothing(free_plan, market):
    promise(market, 16)

    outcomes = [pollenate(free_plan, symbol)["outcome"] for symbol in ("AAA", "BBB")]

    assert outcomes == ["stored", "budget_spent"]
    assert len(market.asked()) == 5
    assert wiring.assets().get("BBB").last_pollenation == "1970-01-01T00:00:00Z"
    did = {asset["symbol"]: asset for asset in wiring.run_log().assets_of(market.day)}
    assert did["BBB"]["outcome"] == "budget_spent"
    assert did["BBB"]["reason"] == f"no calls left until {NEXT_DAY}"


def test_the_last_calls_of_a_day_still_confirm_that_nothing_is_new(collected, market):
    market.opens(NEXT_DAY, "free")
    promise(market, 20)

    assert pollenate(collected, "AAA")["outcome"] == "unchanged"
    assert market.asked() == ["OVERVIEW"]


def test_news_that_the_last_calls_find_wait_for_the_next_day(collected, market):
    market.opens(NEWS_DAY, "free")
    promise(market, 20)

    assert pollenate(collected, "AAA")["outcome"] == "budget_spent"
    assert market.asked() == ["OVERVIEW"]
    assert wiring.assets().get("AAA").last_pollenation[:10] == FIRST_DAY


def test_calls_a_probe_spares_are_given_back(collected, market):
    market.opens(NEXT_DAY, "free")

    pollenate(collected, "AAA")

    assert used(market) == 1


def test_the_providers_own_word_that_the_day_is_spent_stops_everybody(free_plan, market):
    market.fails("BALANCE_SHEET", "notice", DAILY, times=1)

    assert pollenate(free_plan, "AAA")["outcome"] == "budget_spent"
    market.asked()
    assert pollenate(free_plan, "BBB")["outcome"] == "budget_spent"
    assert market.asked() == []

    market.opens(NEXT_DAY, "free")
    assert pollenate(free_plan, "BBB")["outcome"] == "stored"


def test_who_was_stopped_by_the_day_goes_on_the_same_day_with_another_key(free_plan, market):
    market.fails("BALANCE_SHEET", "notice", DAILY, times=1)
    pollenate(free_plan, "AAA")
    market.asked()
    market.opens(FIRST_DAY, "premium-75")

    assert pollenate(free_plan, "AAA")["outcome"] == "stored"
    assert market.asked()[:3] == ["BALANCE_SHEET", "CASH_FLOW", "EARNINGS"]


def test_a_failed_call_counts(free_plan, market):
    market.fails("OVERVIEW", "status", 500, times=1)

    with pytest.raises(Exception, match="HTTP 500"):
        pollenate(free_plan, "AAA")

    assert used(market) == 1


def test_the_ledger_keeps_the_provider_from_ever_refusing(free_plan, market):
    """The sandbox counts as the provider does; a notice would show as a fault in the calls."""
    for symbol in SYMBOLS:
        pollenate(free_plan, symbol, "on_demand")

    assert market.refused() == 0

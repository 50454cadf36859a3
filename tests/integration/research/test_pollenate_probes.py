"""Companies that may have nothing new: one call for each, the calls of a batch made together."""

import pytest

from functions.research import wiring
from tests.support.market import FIRST_DAY, FUNDAMENTALS, NEWS_DAY, NEXT_DAY

SYMBOLS = ("AAA", "BBB", "CCC")
NOTICE = "Our standard API rate limit is 75 requests per minute."


@pytest.fixture
def known(stack, market):
    """All three were collected whole on the first day."""
    stack.lists_companies(*SYMBOLS)
    market.opens(FIRST_DAY)
    stack.once("three collected", lambda: collect(stack))
    market.clock.advance(120)
    market.opens(NEXT_DAY)
    return stack


def collect(stack, *symbols):
    batch = [{"symbol": symbol} for symbol in symbols or SYMBOLS]
    answer = stack.run("pollenate_asset", as_of=stack.market.at(), trigger_type="regular", batches=[batch])
    assert answer == {"outcome": "collected", "batches": []}


def did(market):
    return {
        asset["symbol"]: (asset["outcome"], asset["calls"])
        for asset in wiring.run_log().assets_of(market.day)
    }


def used(market):
    return wiring.ledger(market.day).snapshot(market.at()).day_used


def ledger_writes(stack):
    return sum(item["version"] for item in stack.items("ops") if item["pk"].startswith("RATE#"))


def test_a_batch_without_news_costs_a_call_a_company_and_the_ledger_two_writes(known, market):
    before = ledger_writes(known)

    collect(known)

    assert did(market) == dict.fromkeys(SYMBOLS, ("unchanged", 1))
    assert market.asked() == ["OVERVIEW"] * 3
    assert ledger_writes(known) - before == 2
    assert used(market) == 3


def test_who_has_news_is_collected_whole_and_its_profile_is_not_asked_for_twice(known, market):
    market.opens(NEWS_DAY)

    collect(known)

    assert did(market) == dict.fromkeys(SYMBOLS, ("stored", 6))
    asked = market.asked()
    assert asked[:3] == ["OVERVIEW"] * 3
    assert [asked.count(function) for function in FUNDAMENTALS] == [3] * 5


def test_a_company_met_for_the_first_time_is_collected_whole_beside_those_that_are_probed(known, market):
    known.lists_companies("NEW")

    collect(known, "AAA", "NEW")

    assert did(market)["AAA"] == ("unchanged", 1)
    assert did(market)["NEW"][0] == "stored"


def test_a_probe_that_the_provider_refused_for_its_haste_is_asked_again_by_itself(known, market):
    market.fails("OVERVIEW", "notice", NOTICE, times=1)

    answer = known.run_to_the_end(
        "pollenate_asset",
        as_of=market.at(),
        trigger_type="regular",
        batches=[[{"symbol": s} for s in SYMBOLS]],
    )

    assert answer["outcome"] == "collected"
    assert {outcome for outcome, _ in did(market).values()} == {"unchanged"}


def test_a_probe_that_is_no_data_is_asked_again_by_itself_and_named(known, market):
    market.writes("alphavantage/OVERVIEW/BBB.json", "{not json")

    known.run("pollenate_asset", as_of=market.at(), trigger_type="regular", batches=[[{"symbol": "BBB"}]])
    collect(known, "AAA", "BBB")

    assert did(market)["AAA"] == ("unchanged", 1)
    assert did(market)["BBB"][0] == "quarantined"


def test_a_batch_whose_worker_died_after_the_probes_pays_for_none_of_them_again(known, market, monkeypatch):
    def die(*_, **__):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(wiring, "company_records", die)
        with pytest.raises(SystemExit):
            collect(known)

    collect(known)

    assert market.asked() == ["OVERVIEW"] * 3
    assert used(market) == 3


def test_where_the_day_is_capped_every_company_is_asked_by_itself(known, market):
    market.opens(NEXT_DAY, "free")
    before = ledger_writes(known)

    answer = known.run_to_the_end(
        "pollenate_asset", as_of=market.at(), trigger_type="regular", batches=[[{"symbol": "AAA"}]]
    )

    assert answer["outcome"] == "collected"
    assert did(market)["AAA"] == ("unchanged", 1)
    assert ledger_writes(known) - before >= 2
    assert used(market) == 1

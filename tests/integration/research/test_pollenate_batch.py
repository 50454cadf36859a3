"""Eight companies in one step: whatever happens to one, the others are collected, none is paid for twice."""

from itertools import count
from types import SimpleNamespace

import pytest

from functions.research import wiring
from functions.research.handlers import pollenate_asset
from tests.support.market import FIRST_DAY, acme

SYMBOLS = ("AAA", "BBB", "CCC")
CALLS_EACH = 5  # on a plan without transcripts


@pytest.fixture
def three(stack, market):
    stack.holds(*SYMBOLS)
    for symbol in SYMBOLS:
        market.publishes(acme(symbol, f"{symbol} Corp", years=1, quarters=3))
    market.opens(FIRST_DAY, "free")
    return stack


def batch(stack, *symbols):
    assets = [{"symbol": symbol} for symbol in symbols]
    return stack.run("pollenate_asset", as_of=stack.market.at(), trigger_type="regular", assets=assets)


def to_the_end(stack, *symbols):
    """As the machine goes on: what is left is asked for again when the wait is over."""
    while (answer := batch(stack, *symbols))["outcome"] == "throttled":
        stack.market.clock.advance(answer["retry_after_seconds"])
        symbols = [asset["symbol"] for asset in answer["assets"]]
    return answer


def outcomes(market):
    return {asset["symbol"]: asset["outcome"] for asset in wiring.run_log().assets_of(market.day)}


@pytest.mark.acceptance(122)
def test_a_batch_collects_every_asset_of_it(three, market):
    answer = to_the_end(three, *SYMBOLS)

    assert answer == {"outcome": "collected", "assets": []}
    assert outcomes(market) == dict.fromkeys(SYMBOLS, "stored")
    assert len(market.asked()) == len(SYMBOLS) * CALLS_EACH


def test_a_batch_without_calls_left_names_the_assets_it_had_not_come_to(three, market):
    answers = [batch(three, *SYMBOLS)]
    while [asset["symbol"] for asset in answers[-1]["assets"]] == list(SYMBOLS):
        market.clock.advance(answers[-1]["retry_after_seconds"])
        answers.append(batch(three, *SYMBOLS))

    assert {answer["outcome"] for answer in answers} == {"throttled"}
    assert answers[-1]["assets"] == [{"symbol": "BBB"}, {"symbol": "CCC"}]
    assert outcomes(market) == {"AAA": "stored"}


@pytest.mark.acceptance(119)
def test_an_asset_that_fails_is_left_for_later_and_the_others_are_collected(three, market):
    answer = to_the_end(three, "AAA", "NOSUCH", "BBB")

    assert answer == {"outcome": "unfinished", "assets": [{"symbol": "NOSUCH"}]}
    assert outcomes(market) == {"AAA": "stored", "BBB": "stored"}


def test_a_batch_that_takes_long_hands_on_the_rest_before_operators_are_told(three, market, monkeypatch):
    seconds = count(step=12)
    monkeypatch.setattr(pollenate_asset, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    market.opens(FIRST_DAY, "premium-1200")

    answer = batch(three, *SYMBOLS)

    assert answer == {
        "outcome": "throttled",
        "retry_after_seconds": 1,
        "assets": [{"symbol": "BBB"}, {"symbol": "CCC"}],
    }


def test_a_batch_collected_again_after_its_worker_died_pays_for_nothing(three, market):
    to_the_end(three, *SYMBOLS)
    market.asked()

    assert to_the_end(three, *SYMBOLS) == {"outcome": "collected", "assets": []}
    assert market.asked() == []
    assert wiring.ledger(market.day).snapshot(market.at()).day_used == len(SYMBOLS) * CALLS_EACH

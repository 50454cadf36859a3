"""Batches in one step: whatever happens to a company, the others are collected, none is paid for twice."""

from itertools import count
from types import SimpleNamespace

import pytest

from functions.research import wiring
from functions.research.handlers import pollenate_asset
from tests.support.market import FIRST_DAY

SYMBOLS = ("AAA", "BBB", "CCC")
CALLS_EACH = 5  # on a plan without transcripts


@pytest.fixture
def three(stack, market):
    stack.lists_companies(*SYMBOLS)
    market.opens(FIRST_DAY, "free")
    return stack


def batch_of(*symbols):
    return [{"symbol": symbol} for symbol in symbols]


def collect(stack, *batches):
    return stack.run("pollenate_asset", as_of=stack.market.at(), trigger_type="regular", batches=batches)


def to_the_end(stack, *batches):
    """As the machine goes on: what is left is asked for again when the wait is over."""
    while (answer := collect(stack, *batches))["outcome"] == "throttled":
        stack.market.clock.advance(answer["retry_after_seconds"])
        batches = answer["batches"]
    return answer


def outcomes(market):
    return {asset["symbol"]: asset["outcome"] for asset in wiring.run_log().assets_of(market.day)}


@pytest.mark.acceptance(122)
def test_a_batch_collects_every_asset_of_it(three, market):
    answer = to_the_end(three, batch_of(*SYMBOLS))

    assert answer == {"outcome": "collected", "batches": []}
    assert outcomes(market) == dict.fromkeys(SYMBOLS, "stored")
    assert len(market.asked()) == len(SYMBOLS) * CALLS_EACH


def test_a_batch_without_calls_left_names_the_assets_it_had_not_come_to(three, market):
    answers = [collect(three, batch_of(*SYMBOLS))]
    while answers[-1]["batches"] == [batch_of(*SYMBOLS)]:
        market.clock.advance(answers[-1]["retry_after_seconds"])
        answers.append(collect(three, batch_of(*SYMBOLS)))

    assert {answer["outcome"] for answer in answers} == {"throttled"}
    assert answers[-1]["batches"] == [batch_of("BBB", "CCC")]
    assert outcomes(market) == {"AAA": "stored"}


@pytest.mark.acceptance(119)
def test_an_asset_that_fails_is_left_for_later_and_the_others_are_collected(three, market):
    answer = to_the_end(three, batch_of("AAA", "NOSUCH"), batch_of("BBB"))

    assert answer == {"outcome": "unfinished", "batches": [batch_of("NOSUCH")]}
    assert outcomes(market) == {"AAA": "stored", "BBB": "stored"}


def test_a_batch_that_takes_long_hands_on_the_rest_before_operators_are_told(three, market, monkeypatch):
    seconds = count(step=12)
    monkeypatch.setattr(pollenate_asset, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    market.opens(FIRST_DAY, "premium-1200")

    answer = collect(three, batch_of("AAA", "BBB"), batch_of("CCC"))

    assert answer == {
        "outcome": "throttled",
        "retry_after_seconds": 1,
        "batches": [batch_of("BBB"), batch_of("CCC")],
    }


def test_a_batch_collected_again_after_its_worker_died_pays_for_nothing(three, market):
    to_the_end(three, batch_of(*SYMBOLS))
    market.asked()

    assert to_the_end(three, batch_of(*SYMBOLS)) == {"outcome": "collected", "batches": []}
    assert market.asked() == []
    assert wiring.ledger(market.day).snapshot(market.at()).day_used == len(SYMBOLS) * CALLS_EACH

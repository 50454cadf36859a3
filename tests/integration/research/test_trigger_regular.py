from itertools import chain

import pytest

from functions.research import wiring

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def trigger(stack, max_assets=50, hour=7):
    return stack.run("trigger_regular_pollenation", as_of=stack.market.at(hour), max_assets=max_assets)


def chosen(answer):
    return [asset["symbol"] for batch in chain(*answer["rounds"]) for asset in batch]


def collected(symbol, on, volume=None):
    wiring.assets().mark_pollenated(
        symbol,
        as_of=f"{on}T07:00:00Z",
        full=True,
        latest_quarter=None,
        sector=None,
        has_fundamentals=True,
    )
    if volume is not None:
        wiring.assets().set_volume(symbol, volume, f"{on}T04:00:00Z")


@pytest.mark.acceptance(122)
@pytest.mark.parametrize(
    ("assets", "sizes"), [(1, [[1]]), (8, [[8]]), (9, [[8, 1]]), (17, [[8, 8, 1]]), (25, [[8, 8, 8], [1]])]
)
def test_assets_are_collected_in_batches_of_at_most_eight_three_a_round(stack, assets, sizes):
    stack.holds(*(f"A{letter}" for letter in ALPHABET[:assets]))

    answer = trigger(stack)

    assert [[len(batch) for batch in together] for together in answer["rounds"]] == sizes
    assert answer["announcements"] == [chosen(answer)]
    assert len(set(chosen(answer))) == assets


def test_the_stalest_of_the_most_traded_come_first(stack):
    stack.holds("BUSY", "BUSIER", "QUIET", "NEVER")
    collected("BUSY", "2026-05-01", volume=5_000_000)
    collected("BUSIER", "2026-04-01", volume=5_000_000)
    collected("QUIET", "2026-04-01", volume=10)

    assert chosen(trigger(stack)) == ["BUSIER", "BUSY", "QUIET", "NEVER"]


def test_nothing_is_collected_twice_within_a_day(stack):
    stack.holds("FRESH", "OLD")
    collected("FRESH", "2026-05-08", volume=5_000_000)

    assert chosen(trigger(stack, hour=9)) == ["OLD"]


def test_no_more_than_asked_for_are_chosen(stack, market):
    stack.holds(*(f"A{letter}" for letter in ALPHABET[:9]))

    assert len(chosen(trigger(stack, max_assets=5))) == 5
    assert wiring.run_log().plan_of(market.day, "regular")["assets"] == 5


def test_what_found_no_call_yesterday_comes_first_today(stack, market):
    stack.holds("AAA", "BBB", "CCC")
    for symbol, volume in (("AAA", 9_000_000), ("BBB", 8_000_000), ("CCC", 10)):
        collected(symbol, "2026-04-01", volume)
    trigger(stack)
    runs = wiring.run_log()
    runs.asset_did(market.at(), "AAA", outcome="stored")
    runs.asset_did(market.at(), "BBB", outcome="stored")
    runs.asset_did(market.at(), "CCC", outcome="budget_spent")
    stack.run("complete_run", job="regular-pollenation", as_of=market.at())
    market.opens("2026-05-09")

    assert chosen(trigger(stack)) == ["CCC", "AAA", "BBB"]


def test_a_plan_nobody_worked_on_waits_in_its_order(stack, market):
    stack.holds("AAA", "BBB")
    collected("AAA", "2026-04-01", volume=9_000_000)
    trigger(stack)
    stack.run("complete_run", job="regular-pollenation", as_of=market.at())

    assert wiring.run_log().plan_of(market.day, "regular")["waiting"] == ["AAA", "BBB"]
    assert wiring.run_log().plan_of("2026-05-09", "regular") is None


def test_a_run_that_starts_again_adds_to_its_plan(stack, market):
    stack.holds("AAA")
    trigger(stack)
    stack.holds("BBB")
    wiring.assets().mark_inactive("AAA", market.at())
    trigger(stack)

    assert wiring.run_log().plan_of(market.day, "regular")["chosen"] == ["AAA", "BBB"]


def test_what_publishes_no_statements_is_passed_over(stack, market):
    stack.holds("ACME", "GONE", "EMPTY", "VOID")
    wiring.assets().mark_inactive("GONE", market.at())
    for symbol, since in (("EMPTY", "2026-04-09"), ("VOID", "2026-04-08")):
        wiring.assets().mark_pollenated(
            symbol,
            as_of=f"{since}T07:00:00Z",
            full=False,
            latest_quarter=None,
            sector=None,
            has_fundamentals=False,
        )

    assert sorted(chosen(trigger(stack))) == ["ACME", "VOID"]


def test_an_empty_catalogue_has_nothing_to_collect_and_no_sector_to_summarize(stack):
    assert trigger(stack) == {"rounds": [], "announcements": [], "sectors": []}


def test_a_run_names_the_eleven_sectors_it_will_summarize(stack):
    stack.holds("ACME")

    sectors = trigger(stack)["sectors"]

    assert len(sectors) == len(set(sectors)) == 11
    assert {"Information Technology", "Utilities"} <= set(sectors)


def test_scarce_calls_go_to_whoever_comes_first_and_the_others_wait(stack, market):
    stack.holds("AAA", "BBB", "CCC", "DDD", "EEE")
    market.opens("2026-05-08", "free")

    assert chosen(trigger(stack)) == ["AAA", "BBB", "CCC", "DDD"]

    for symbol in ("AAA", "BBB", "CCC", "DDD"):
        wiring.run_log().asset_did(market.at(), symbol, outcome="stored")
    assert wiring.run_log().plan_of(market.day, "regular")["waiting"] == ["EEE"]


def test_what_an_attempt_collected_before_it_died_is_announced_by_the_next(stack):
    stack.holds("ACME")
    first = trigger(stack)
    wiring.assets().mark_pollenated(
        "ACME", as_of=stack.market.at(), full=True, latest_quarter=None, sector=None, has_fundamentals=True
    )

    again = trigger(stack)

    assert (first["rounds"], again["rounds"]) == ([[[{"symbol": "ACME"}]]], [])
    assert again["announcements"] == first["announcements"] == [["ACME"]]
    assert again["sectors"] == first["sectors"]

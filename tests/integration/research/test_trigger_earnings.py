from datetime import date, timedelta
from itertools import chain

import pytest

from functions.research import wiring
from functions.research.domain.calendar import ExpectedReport

QUARTER = date(2026, 3, 31)


def expect(symbol, on, quarter=QUARTER):
    row = ExpectedReport(symbol, f"{symbol} Corp", date.fromisoformat(on), quarter, None, None, "unknown")
    wiring.calendar().put(row, "2026-05-01T05:00:00Z", "0" * 64)


def trigger(stack, max_assets=50):
    return stack.run("trigger_earnings_pollenation", as_of=stack.market.at(6), max_assets=max_assets)


def chosen(answer):
    return [asset["symbol"] for batch in chain(*answer["rounds"]) for asset in batch]


def test_a_report_is_collected_on_the_day_after_it(stack, market):
    stack.holds("YESTER", "TODAY")
    expect("YESTER", "2026-05-07")
    expect("TODAY", "2026-05-08")

    assert trigger(stack)["rounds"] == [
        [[{"symbol": "YESTER", "earnings_date": "2026-05-07", "fiscal_date_ending": "2026-03-31"}]]
    ]
    assert wiring.run_log().plan_of(market.day, "earnings")["chosen"] == ["YESTER"]


@pytest.mark.acceptance(70)
def test_reports_around_a_sunday_are_collected_on_monday(stack, market):
    stack.holds("FRI", "SAT", "SUN", "MON")
    for symbol, on in (
        ("FRI", "2026-05-08"),
        ("SAT", "2026-05-09"),
        ("SUN", "2026-05-10"),
        ("MON", "2026-05-11"),
    ):
        expect(symbol, on)
    market.opens("2026-05-11")

    assert sorted(chosen(trigger(stack))) == ["FRI", "SAT", "SUN"]


@pytest.mark.parametrize(
    ("attempts", "days_later", "is_due"),
    [
        (0, 1, True),
        (1, 1, False),
        (1, 2, True),
        (3, 4, False),
        (3, 5, True),
        (5, 12, False),
        (5, 13, True),
        (6, 14, False),
    ],
)
def test_figures_that_are_late_are_looked_for_less_and_less_often(
    stack, market, attempts, days_later, is_due
):
    stack.holds("ACME")
    reported = date(2026, 5, 8) - timedelta(days=days_later)
    expect("ACME", reported.isoformat())
    for number in range(attempts):
        wiring.calendar().attempted("ACME", reported, f"2026-04-{number + 1:02d}T06:00:00Z")

    assert chosen(trigger(stack)) == ["ACME"] * is_due


@pytest.mark.parametrize(("on", "is_due"), [("2026-04-24", True), ("2026-04-23", False)])
def test_after_a_fortnight_nobody_looks_any_more(stack, market, on, is_due):
    stack.holds("ACME")
    expect("ACME", on)

    assert chosen(trigger(stack)) == ["ACME"] * is_due


def test_stored_and_unknown_companies_are_passed_over(stack, market):
    stack.holds("DONE", "ACME")
    for symbol in ("DONE", "ACME", "WHO"):
        expect(symbol, "2026-05-07")
    wiring.calendar().mark_processed("DONE", date(2026, 5, 7), market.at())

    assert chosen(trigger(stack)) == ["ACME"]


def test_of_two_reports_of_a_company_the_newer_is_collected(stack, market):
    stack.holds("ACME")
    expect("ACME", "2026-05-05", date(2025, 12, 31))
    expect("ACME", "2026-05-07")

    [[[asset]]] = trigger(stack)["rounds"]

    assert (asset["earnings_date"], asset["fiscal_date_ending"]) == ("2026-05-07", "2026-03-31")


def test_the_most_traded_come_first_and_batches_hold_eight(stack, market):
    symbols = [f"A{letter}" for letter in "ABCDEFGHI"]
    stack.holds(*symbols)
    for number, symbol in enumerate(symbols):
        expect(symbol, "2026-05-07")
        wiring.assets().set_volume(symbol, 1000 * (number + 1), market.at(4))

    answer = trigger(stack)

    assert [[len(batch) for batch in together] for together in answer["rounds"]] == [[8, 1]]
    assert chosen(answer) == symbols[::-1]
    assert chosen(trigger(stack, max_assets=2)) == symbols[:-3:-1]

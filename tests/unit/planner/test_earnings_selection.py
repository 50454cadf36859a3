from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.research.domain.assets import Asset
from functions.research.domain.planner import (
    ATTEMPT_DAYS,
    Candidate,
    DueReport,
    Reason,
    Selection,
    is_arrived,
    select_earnings,
)

AS_OF = "2026-11-20T06:00:00Z"
TODAY = date(2026, 11, 20)
QUARTER = date(2026, 9, 30)


def candidate(symbol, volume=1_000_000):
    flags = (True, True, True, True, True)
    asset = Asset(symbol, symbol, "Acme Corp", "us_equity", "NYSE", "active", *flags, (), None)
    return Candidate(asset, volume, "2026-11-19T07:00:00Z")


def report(symbol, days_ago=1, **changed):
    return replace(DueReport(symbol, TODAY - timedelta(days=days_ago), QUARTER), **changed)


def select(reports, candidates=None, limit=25):
    by_symbol = {c.asset.symbol: c for c in candidates or [candidate(r.symbol) for r in reports]}
    return select_earnings(reports, by_symbol, as_of=AS_OF, limit=limit)


def symbols(selection):
    return [choice.symbol for choice in selection.chosen]


@pytest.mark.parametrize(
    ("days_ago", "reason"),
    [(-1, Reason.NOT_YET), (0, Reason.NOT_YET), (1, None), (14, None), (15, Reason.GIVEN_UP)],
)
def test_reports_are_due_from_the_day_after_until_two_weeks_later(days_ago, reason):
    selection = select([report("AAPL", days_ago)])

    assert symbols(selection) == ([] if reason else ["AAPL"])
    assert selection.passed_over == ({reason: 1} if reason else {})


def test_a_sunday_or_an_outage_leaves_no_gap():
    reports = [report(f"C{days}", days) for days in range(1, 15)]

    assert len(select(reports).chosen) == 14


def test_the_most_traded_companies_that_reported_come_first():
    reports = [report("LOW", 9), report("MID", 5), report("BIG", 1)]
    candidates = [candidate("LOW", 1_000), candidate("MID", 100_000), candidate("BIG", 9_000_000)]

    selection = select(reports, candidates, limit=2)

    assert symbols(selection) == ["BIG", "MID"]
    assert selection.passed_over == {Reason.LIMIT: 1}


def test_a_company_collected_yesterday_is_collected_again_when_it_has_reported():
    fresh = replace(candidate("AAPL"), last_collected="2026-11-20T05:00:00Z")

    assert symbols(select([report("AAPL")], [fresh])) == ["AAPL"]


def test_a_processed_report_is_done():
    assert select([report("AAPL", is_processed=True)]) == Selection((), {Reason.PROCESSED: 1})


@pytest.mark.parametrize("attempts", range(1, len(ATTEMPT_DAYS)))
def test_figures_that_were_not_there_are_looked_for_again_less_and_less_often(attempts):
    next_day = ATTEMPT_DAYS[attempts]

    assert select([report("AAPL", next_day - 1, attempts=attempts)]).passed_over == {Reason.NOT_YET: 1}
    assert symbols(select([report("AAPL", next_day, attempts=attempts)])) == ["AAPL"]


def test_a_report_whose_figures_never_came_is_given_up():
    tired = report("AAPL", 14, attempts=len(ATTEMPT_DAYS))

    assert select([tired]).passed_over == {Reason.GIVEN_UP: 1}


def test_a_report_of_a_company_nobody_tracks_is_passed_over():
    assert select([report("XYZQ")], [candidate("AAPL")]).passed_over == {Reason.NOT_TRACKED: 1}


def test_a_fund_in_the_calendar_costs_no_call():
    fund = candidate("GLD")
    fund = replace(fund, asset=replace(fund.asset, name="Acme Gold ETF"))

    assert select([report("GLD")], [fund]).passed_over == {"fund": 1}


def test_a_company_without_fundamentals_is_not_asked_for_its_report():
    dull = replace(candidate("AAPL"), no_fundamentals_since="2026-11-01T07:00:00Z")

    assert select([report("AAPL")], [dull]).passed_over == {Reason.NO_FUNDAMENTALS: 1}


def test_two_rows_of_one_company_are_one_visit():
    moved = [report("AAPL", 3), report("AAPL", 1)]

    assert symbols(select(moved)) == ["AAPL"]


def test_the_order_rows_come_in_does_not_matter():
    reports = [report(symbol, days) for symbol, days in (("MSFT", 2), ("AAPL", 2), ("GOOGL", 5))]

    assert symbols(select(reports)) == symbols(select(reports[::-1])) == ["AAPL", "GOOGL", "MSFT"]


@pytest.mark.parametrize(
    ("newest_stored", "has_arrived"),
    [
        (None, False),
        (date(2026, 6, 30), False),
        (date(2026, 9, 14), False),
        (date(2026, 9, 15), True),  # the calendar rounds a quarter's end to the month
        (date(2026, 9, 26), True),
        (date(2026, 9, 30), True),
        (date(2026, 12, 31), True),
    ],
)
def test_a_row_is_processed_once_its_quarter_is_stored(newest_stored, has_arrived):
    assert is_arrived(QUARTER, newest_stored) is has_arrived

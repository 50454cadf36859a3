"""What a key's day hides: everything the company reported later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.sandbox.visibility import (
    ReportDates,
    fiscal_quarter,
    visible_earnings,
    visible_overview,
    visible_statement,
)

STATEMENTS = ["INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW"]
REPORTED = {"2026-09-30": "2026-10-28", "2026-06-30": "2026-07-29", "2025-12-31": "2026-02-03"}


def ends(document, name):
    return [row["fiscalDateEnding"] for row in document[name]]


@pytest.mark.parametrize("function", STATEMENTS)
@pytest.mark.parametrize(
    ("day", "newest"),
    [("2026-10-27", "2026-06-30"), ("2026-10-28", "2026-09-30"), ("2026-10-29", "2026-09-30")],
)
def test_a_quarter_appears_on_the_day_it_is_reported(files, desk, function, day, newest):
    files.earnings("ACME", REPORTED)
    files.statement(function, "ACME", sorted(REPORTED, reverse=True))

    document = desk.alpha_vantage(function, symbol="ACME", day=day).json()

    assert ends(document, "quarterlyReports")[0] == newest


@pytest.mark.parametrize(("day", "shown"), [("2026-02-02", 1), ("2026-02-03", 2)])
def test_a_year_appears_with_its_last_quarter(files, desk, day, shown):
    files.earnings("ACME", REPORTED, annual=["2025-12-31", "2024-12-31"])
    files.statement("CASH_FLOW", "ACME", ["2024-12-31"], annual=["2025-12-31", "2024-12-31"])

    statement = desk.alpha_vantage("CASH_FLOW", symbol="ACME", day=day).json()
    earnings = desk.alpha_vantage("EARNINGS", symbol="ACME", day=day).json()

    assert len(statement["annualReports"]) == shown
    assert len(earnings["annualEarnings"]) == shown


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        ("2026-10-28", "2026-09-30"),
        ("2026-10-27", "2026-06-30"),
        ("2026-07-28", "2025-12-31"),
        ("2026-02-02", "None"),
    ],
)
def test_the_latest_quarter_of_an_overview_is_the_newest_reported(files, desk, day, latest):
    files.earnings("ACME", REPORTED)
    files.company("OVERVIEW", "ACME", {"Symbol": "ACME", "LatestQuarter": "2026-09-30", "EPS": "4.40"})

    overview = desk.alpha_vantage("OVERVIEW", symbol="ACME", day=day).json()

    assert overview == {"Symbol": "ACME", "LatestQuarter": latest, "EPS": "4.40"}


@pytest.mark.parametrize("ended", ["2026-09-04", "2026-09-26", "2026-10-03"])
@pytest.mark.parametrize(("day", "is_shown"), [(date(2026, 10, 27), False), (date(2026, 10, 28), True)])
def test_a_statement_that_spells_the_period_differently_follows_the_nearest_quarter(ended, day, is_shown):
    rows = [{"fiscalDateEnding": end, "reportedDate": reported} for end, reported in REPORTED.items()]
    document = {"quarterlyReports": [{"fiscalDateEnding": ended}]}

    assert visible_statement(document, ReportDates({"quarterlyEarnings": rows}), day) == (
        document if is_shown else {}
    )


@pytest.mark.parametrize(("days_apart", "is_shown"), [(40, False), (41, True)])
def test_a_period_far_from_every_reported_quarter_is_known_from_its_end(days_apart, is_shown):
    rows = [{"fiscalDateEnding": "2026-09-30", "reportedDate": "2027-01-15"}]
    ended = date(2026, 9, 30) + timedelta(days_apart)
    document = {"quarterlyReports": [{"fiscalDateEnding": ended.isoformat()}]}

    assert visible_statement(document, ReportDates({"quarterlyEarnings": rows}), date(2026, 11, 20)) == (
        document if is_shown else {}
    )


def test_without_report_dates_a_period_is_known_once_it_has_ended(files, desk):
    files.statement("BALANCE_SHEET", "ACME", ["2026-11-21", "2026-11-20"])

    document = desk.alpha_vantage("BALANCE_SHEET", symbol="ACME").json()

    assert ends(document, "quarterlyReports") == ["2026-11-20"]


def test_a_company_that_has_not_reported_yet_has_no_statements(files, desk):
    files.earnings("NEWCO", {"2026-09-30": "2026-12-01"})
    files.statement("INCOME_STATEMENT", "NEWCO", ["2026-09-30"])

    assert desk.alpha_vantage("INCOME_STATEMENT", symbol="NEWCO").json() == {}


@pytest.mark.parametrize("unreadable", ["None", "", "2026-13-01", "20260930", None, 7])
def test_a_period_end_nobody_can_read_is_served_as_it_is(unreadable):
    document = {"quarterlyReports": [{"fiscalDateEnding": unreadable}, "not a row"]}

    assert visible_statement(document, ReportDates(None), date(2026, 11, 20)) is document


@pytest.mark.parametrize("document", [[], "notice", None, {"Information": "later"}])
@pytest.mark.parametrize("visible", [visible_statement, visible_earnings, visible_overview])
def test_a_document_of_another_shape_is_served_as_it_is(visible, document):
    assert (
        visible(document, ReportDates({"quarterlyEarnings": ["not a row"]}), date(2026, 11, 20)) == document
    )


@pytest.mark.parametrize(
    ("ended", "year_ends_in", "quarter"),
    [
        (date(2025, 12, 31), "December", "2025Q4"),
        (date(2025, 12, 31), "September", "2026Q1"),
        (date(2025, 9, 27), "September", "2025Q4"),
        (date(2026, 10, 3), "September", "2026Q4"),
        (date(2026, 1, 31), "January", "2026Q4"),
        (date(2026, 4, 26), "January", "2027Q1"),
        (date(2026, 1, 2), "December", "2025Q4"),
        (date(2026, 3, 31), "", "2026Q1"),
    ],
)
def test_a_fiscal_quarter_counts_from_the_end_of_the_fiscal_year(ended, year_ends_in, quarter):
    assert fiscal_quarter(ended, year_ends_in) == quarter


@given(
    first=st.dates(date(2010, 1, 31), date(2020, 1, 31)),
    lags=st.lists(st.integers(-20, 200), min_size=1, max_size=12),
    day=st.dates(date(2009, 1, 1), date(2026, 1, 1)),
)
def test_no_day_shows_what_was_reported_after_it_or_hides_what_was_reported_before(first, lags, day):
    rows = [
        {"fiscalDateEnding": ended.isoformat(), "reportedDate": (ended + timedelta(lag)).isoformat()}
        for ended, lag in ((first + timedelta(91 * number), lag) for number, lag in enumerate(lags))
    ]
    earnings = {"symbol": "ACME", "quarterlyEarnings": rows}
    statement = {"symbol": "ACME", "quarterlyReports": rows}
    known = [row for row in rows if row["reportedDate"] <= day.isoformat()]
    dates = ReportDates(earnings)

    assert visible_earnings(earnings, dates, day).get("quarterlyEarnings", []) == known
    assert visible_statement(statement, dates, day).get("quarterlyReports", []) == known
    newest = visible_overview({"LatestQuarter": rows[-1]["fiscalDateEnding"]}, dates, day)["LatestQuarter"]
    assert newest == max((row["fiscalDateEnding"] for row in known), default="None") or rows[-1] in known

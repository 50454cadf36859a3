from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.research.domain.rating.books import Books
from functions.research.domain.rating.windows import choose, fiscal_month
from functions.research.domain.statements import Period, Statement


def ends(windows):
    return [year.end.isoformat() for year in windows.years]


@pytest.fixture
def chosen(acme):
    def run(reports, month=12, *, quarters_add_up=True):
        shelf = Books(acme.rows(reports)).known("2027-01-01", date(2027, 1, 1))
        return choose(shelf, month, quarters_add_up=quarters_add_up, most_years=6)

    return run


@pytest.fixture
def years(acme):
    """Annual reports of all statements on the given days."""

    def build(*days):
        first = acme.reports(periods="A")[:4]
        return [replace(r, fiscal_date=date.fromisoformat(day)) for day in days for r in first]

    return build


@pytest.mark.parametrize(
    ("day", "month"),
    [("2024-12-31", 12), ("2025-01-03", 12), ("2024-12-28", 12), ("2024-02-03", 1), ("2024-01-27", 1),
     ("2024-09-28", 9), ("2024-10-01", 9), ("2024-09-11", 9)],
)  # fmt: skip
def test_a_year_of_weeks_belongs_to_the_month_it_ends_nearest_to(day, month):
    assert fiscal_month(date.fromisoformat(day)) == month


def test_the_latest_year_comes_with_the_five_before_it(chosen, years):
    windows = chosen(years(*(f"{year}-12-31" for year in range(2018, 2026))))

    assert ends(windows) == [f"{year}-12-31" for year in range(2025, 2019, -1)]
    assert len(windows.fiscal_years) == 8
    assert windows.basis == "annual"


@pytest.mark.parametrize(
    ("days", "month", "expected"),
    [
        (("2023-01-28", "2024-02-03", "2025-02-01"), 1, ["2025-02-01", "2024-02-03", "2023-01-28"]),
        (("2023-12-31", "2024-06-30", "2024-12-31"), 12, ["2024-12-31", "2023-12-31"]),
        (("2022-12-31", "2024-12-31"), 12, ["2024-12-31"]),  # the year between is missing
        (("2024-01-16", "2024-12-31"), 12, ["2024-12-31"]),  # 350 days, but a January
        (("2023-12-31", "2024-12-30", "2024-12-31"), 12, ["2024-12-31", "2023-12-31"]),
    ],
)
def test_prior_years_end_a_year_earlier_in_the_same_month(chosen, years, days, month, expected):
    assert ends(chosen(years(*days), month)) == expected


@pytest.mark.parametrize(("month", "is_guessed"), [(6, True), (None, False)])
def test_without_a_fitting_month_the_usual_one_counts(chosen, years, month, is_guessed):
    windows = chosen(years("2022-12-31", "2023-12-31", "2024-12-31", "2025-03-31"), month)

    assert ends(windows) == ["2024-12-31", "2023-12-31", "2022-12-31"]
    assert windows.is_year_end_guessed is is_guessed


def test_a_year_half_collected_does_not_hide_the_whole_one_before(chosen, acme):
    reports = [
        r
        for r in acme.reports(periods="A")
        if not (r.statement is Statement.BALANCE and r.fiscal_date.year == 2025)
    ]

    assert ends(chosen(reports))[0] == "2024-12-31"


def test_statements_dated_a_few_days_apart_make_one_year(chosen, acme):
    early = timedelta(days=3)
    reports = [
        replace(r, fiscal_date=r.fiscal_date - early) if r.statement is Statement.CASH_FLOW else r
        for r in acme.reports(periods="A")
    ]

    latest = chosen(reports).years[0]

    assert latest.end == date(2025, 12, 31)
    assert latest.rows[Statement.CASH_FLOW][0].report.fiscal_date == date(2025, 12, 28)


@pytest.fixture
def nine_months_on(acme):
    """ACME with its last annual report for 2024 and three quarters reported since."""
    return [r for r in acme.reports() if r.period is Period.QUARTER or r.fiscal_date.year < 2025][:-4]


def test_four_newer_quarters_replace_the_annual_report(chosen, nine_months_on):
    windows = chosen(nine_months_on)

    assert windows.basis == "ttm"
    assert ends(windows) == ["2025-09-30", "2024-09-30", "2023-09-30", "2022-09-30", "2021-09-30"]
    income = windows.years[0].rows[Statement.INCOME]
    assert [r.report.fiscal_date.isoformat() for r in income] == [
        "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30",
    ]  # fmt: skip


def test_quarters_that_do_not_add_up_leave_the_annual_report(chosen, nine_months_on):
    assert chosen(nine_months_on, quarters_add_up=False).basis == "annual"


def drop(reports, statement, day):
    gone = (statement, Period.QUARTER, date.fromisoformat(day))
    return [r for r in reports if (r.statement, r.period, r.fiscal_date) != gone]


@pytest.mark.parametrize(
    ("statement", "day", "expected"),
    [
        (Statement.BALANCE, "2025-09-30", "2025-06-30"),  # the quarter before is whole
        (Statement.CASH_FLOW, "2025-09-30", "2025-06-30"),
        (Statement.CASH_FLOW, "2025-03-31", "2024-12-31"),  # no four in a row: the annual report
        (Statement.INCOME, "2023-12-31", "2024-12-31"),  # the year before could not be compared
        (Statement.BALANCE, "2024-03-31", "2025-09-30"),  # opening balances of quarters are not read
    ],
)
def test_a_gap_in_the_quarters_moves_the_window(chosen, nine_months_on, statement, day, expected):
    assert ends(chosen(drop(nine_months_on, statement, day)))[0] == expected


def test_a_quarter_without_its_essential_figures_does_not_count(chosen, acme, nine_months_on):
    where = {"statement": Statement.INCOME, "period": Period.QUARTER, "days": ["2025-09-30"]}

    assert (
        ends(chosen(acme.changed(nine_months_on, lambda _: {"net_income": None}, **where)))[0] == "2025-06-30"
    )


def test_quarters_alone_are_no_ground_for_a_rating(chosen, acme):
    assert chosen(acme.reports(periods="Q")) is None

"""How far back single quarters and fiscal years are read, and what ends the view."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.rating.books import Books
from functions.research.domain.rating.look_back import look_back
from functions.research.domain.rating.windows import choose
from functions.research.domain.statements import Period, Statement

INCOME, BALANCE, EARNINGS = Statement.INCOME, Statement.BALANCE, Statement.EARNINGS
AS_OF, TODAY = "2027-01-01", date(2027, 1, 1)


@pytest.fixture
def view(acme):
    def build(reports, *, findings=(), doubted=frozenset()):
        shelf = Books(acme.rows(reports)).known(AS_OF, TODAY)
        windows = choose(shelf, 12, quarters_add_up=not doubted, most_years=6)
        return look_back(windows, shelf, findings, doubted)

    return build


def ends(line):
    return [row and row.report.fiscal_date.isoformat() for row in line]


def without(reports, statement, period, *days):
    gone = {(statement, period, date.fromisoformat(day)) for day in days}
    return [r for r in reports if (r.statement, r.period, r.fiscal_date) not in gone]


def jump(day, period):
    return Finding("UNIT_JUMP", Severity.SOFT, "", {"period": period}, "income_statement", day)


def test_quarters_and_years_stand_newest_first(view, acme):
    seen = view(acme.reports())

    assert ends(seen.quarters(INCOME))[:5] == [
        "2025-12-31", "2025-09-30", "2025-06-30", "2025-03-31", "2024-12-31",
    ]  # fmt: skip
    assert len(seen.quarters(EARNINGS)) == 20
    assert ends(seen.fiscal_years(INCOME)) == [f"{year}-12-31" for year in range(2025, 2020, -1)]


def test_a_period_that_is_not_there_is_a_hole(view, acme):
    reports = without(acme.reports(), INCOME, Period.QUARTER, "2025-06-30")
    reports = without(reports, EARNINGS, Period.ANNUAL, "2023-12-31")

    seen = view(reports)

    assert ends(seen.quarters(INCOME))[:4] == ["2025-12-31", "2025-09-30", None, "2025-03-31"]
    assert ends(seen.fiscal_years(EARNINGS))[:4] == ["2025-12-31", "2024-12-31", None, "2022-12-31"]


def test_all_statements_count_from_the_newest_income_statement(view, acme):
    late = without(acme.reports(), BALANCE, Period.QUARTER, "2025-12-31")
    early = without(acme.reports(), INCOME, Period.QUARTER, "2025-12-31")

    assert ends(view(late).quarters(BALANCE))[:2] == [None, "2025-09-30"]
    assert ends(view(early).quarters(BALANCE))[0] == "2025-09-30"


def test_earnings_count_from_their_own_newest_quarter_that_was_reported(view, acme):
    expected = acme.report("earnings", "2026-03-31", "Q", currency=None, estimated_eps=0.5)
    reported = acme.report("earnings", "2026-03-31", "Q", currency=None, reported_eps=0.5)

    assert ends(view([*acme.reports(), expected]).quarters(EARNINGS))[0] == "2025-12-31"
    assert ends(view([*acme.reports(), reported]).quarters(EARNINGS))[:2] == ["2026-03-31", "2025-12-31"]


@pytest.mark.parametrize(
    ("weeks", "expected"), [((16, 12, 12, 12), 8), ((12, 12, 16, 12), 8), ((13,) * 4, 8)]
)
def test_quarters_of_weeks_are_counted_like_those_of_months(view, acme, weeks, expected):
    days, day = [], date(2025, 12, 27)
    for length in (*weeks, *weeks):
        days.append(day)
        day -= timedelta(weeks=length)
    first = acme.report("income_statement", "2025-12-31", "Q", total_revenue=1)
    quarters = [replace(first, fiscal_date=day) for day in days]

    line = view([*acme.reports(periods="A"), *quarters]).quarters(INCOME)

    assert ends(line) == [day.isoformat() for day in days]
    assert len(line) == expected


def test_a_moved_year_end_ends_the_view(view, acme):
    newest = acme.reports(
        quarter_ends=[date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)], periods="Q"
    )
    before = acme.reports(quarter_ends=[date(2024, 11, 15), date(2025, 2, 15)], periods="Q")

    line = view([*acme.reports(periods="A"), *before, *newest]).quarters(INCOME)

    assert ends(line) == ["2025-12-31", "2025-09-30", "2025-06-30"]


@pytest.mark.parametrize("period", [Period.QUARTER, Period.ANNUAL])
def test_figures_in_another_currency_end_the_view(view, acme, period):
    reports = [
        replace(r, currency="EUR") if r.period is period and r.fiscal_date < date(2024, 1, 1) else r
        for r in acme.reports()
    ]

    seen = view(reports)
    line = seen.quarters(INCOME) if period is Period.QUARTER else seen.fiscal_years(INCOME)

    assert ends(line)[-1] == ("2024-03-31" if period is Period.QUARTER else "2024-12-31")


def test_earnings_per_share_have_no_currency_to_differ_in(view, acme):
    foreign = [replace(r, currency="TWD") if r.currency else r for r in acme.reports()]

    assert len(view(foreign).quarters(EARNINGS)) == 20


def test_a_change_of_unit_ends_the_view_of_its_kind_of_period(view, acme):
    by_quarter = view(acme.reports(), findings=[jump("2024-06-30", "Q"), jump("2023-06-30", "Q")])
    by_year = view(acme.reports(), findings=[jump("2023-12-31", "A")])

    assert ends(by_quarter.quarters(INCOME))[-1] == "2024-06-30"
    assert len(by_quarter.fiscal_years(INCOME)) == 5
    assert ends(by_year.fiscal_years(INCOME))[-1] == "2023-12-31"
    assert [year.end.year for year in by_year.years] == [2025, 2024, 2023]
    assert len(by_year.quarters(INCOME)) == 20


def test_quarters_that_do_not_add_up_are_not_read(view, acme):
    seen = view(acme.reports(), doubted={"income_statement"})

    assert seen.quarters(INCOME) == ()
    assert len(seen.quarters(EARNINGS)) == 20
    assert view(acme.reports(), doubted={None}).quarters(EARNINGS) == ()


@pytest.mark.parametrize(("newest", "is_read"), [("2025-09-30", True), ("2025-06-30", False)])
def test_quarters_of_a_company_that_stopped_reporting_them_are_not_read(view, acme, newest, is_read):
    last = date.fromisoformat(newest)
    reports = [r for r in acme.reports() if r.period is Period.ANNUAL or r.fiscal_date <= last]

    assert bool(view(reports).quarters(INCOME)) is is_read


def test_what_became_known_later_is_not_seen(acme):
    restated = acme.rows(
        [acme.report("income_statement", "2025-12-31", total_revenue=7)], known_after_days=60
    )
    books = Books([*acme.rows(), *restated])

    revenues = [
        books.known(moment, TODAY).annual[INCOME].rows[-1].report.figures["total_revenue"]
        for moment in ("2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z")
    ]

    assert revenues[0] > revenues[1] == 7


def test_a_version_that_takes_all_figures_back_hides_the_one_before(acme):
    blank = acme.rows(
        [acme.report("income_statement", "2025-12-31", total_revenue=None)], known_after_days=60
    )
    books = Books([*acme.rows(), *blank])

    assert books.known("2026-03-01", TODAY).annual[INCOME].rows[-1].report.fiscal_date == date(2024, 12, 31)
    assert list(books) == [*acme.rows(), *blank]
    assert Books.of(books) is books

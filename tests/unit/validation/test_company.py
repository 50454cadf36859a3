from dataclasses import replace
from datetime import date

import pytest

from functions.research.domain.findings import Severity
from functions.research.domain.statements import Period, Statement
from functions.research.domain.validation import validate_company


@pytest.fixture
def found(acme):
    def check(reports, overview=None):
        return validate_company(acme.rows(reports), overview or acme.overview(), as_of=acme.as_of)

    return check


@pytest.mark.parametrize(
    ("factor", "expected"), [(1.05, []), (1.06, ["NET_INCOME_DISAGREES"]), (0.94, ["NET_INCOME_DISAGREES"])]
)
def test_both_statements_start_from_the_same_net_income(acme, found, codes, factor, expected):
    change = {"statement": Statement.CASH_FLOW, "period": Period.ANNUAL, "days": ["2024-12-31"]}
    reports = acme.changed(acme.reports(), lambda f: {"net_income": f["net_income"] * factor}, **change)

    assert codes(found(reports)) == expected


def test_a_profit_near_zero_may_differ_by_much_of_itself(acme, found):
    where = {"period": Period.ANNUAL, "days": ["2025-12-31"]}
    reports = acme.changed(
        acme.reports(), lambda _: {"net_income": 1_000_000}, statement=Statement.INCOME, **where
    )
    reports = acme.changed(
        reports, lambda _: {"net_income": 3_000_000}, statement=Statement.CASH_FLOW, **where
    )
    without_quarters = [r for r in reports if r.period is Period.ANNUAL]

    assert [f.code for f in found(without_quarters) if f.code == "NET_INCOME_DISAGREES"] == []


@pytest.mark.parametrize(
    ("statement", "figure"),
    [
        (Statement.INCOME, "total_revenue"),
        (Statement.INCOME, "net_income"),
        (Statement.CASH_FLOW, "operating_cashflow"),
    ],
)
def test_four_quarters_make_the_year(acme, found, statement, figure):
    where = {"statement": statement, "period": Period.QUARTER, "days": ["2025-09-30"]}
    doubled = acme.changed(acme.reports(), lambda f: {figure: 2 * f[figure]}, **where)

    sums = [f for f in found(doubled) if f.code == "QUARTERS_DO_NOT_SUM"]

    assert [(f.figures["figure"], f.fiscal_date) for f in sums] == [(figure, "2025-12-31")]


def test_a_year_with_a_missing_quarter_is_not_summed(acme, found, codes):
    gone = [r for r in acme.reports() if (r.fiscal_date, r.period) != (date(2025, 6, 30), Period.QUARTER)]

    assert "QUARTERS_DO_NOT_SUM" not in codes(found(gone))


@pytest.mark.parametrize(("days", "expected"), [(1, ["DATES_DISAGREE"]), (7, ["DATES_DISAGREE"])])
def test_dates_a_few_days_apart_are_one_period(acme, found, codes, days, expected):
    def shift(r):
        is_shifted = (
            r.statement is Statement.BALANCE and r.fiscal_date == date(2025, 12, 31) and r.period == "A"
        )
        return replace(r, fiscal_date=date(2025, 12, 31 - days)) if is_shifted else r

    findings = found([shift(r) for r in acme.reports()])

    assert codes(findings) == expected
    assert findings[0].severity is Severity.NOTE


def test_a_period_that_one_statement_lacks_is_named(acme, found):
    reports = [
        r
        for r in acme.reports()
        if not (
            r.statement is Statement.CASH_FLOW and r.period is Period.ANNUAL and r.fiscal_date.year == 2024
        )
    ]

    [finding] = found(reports)

    assert finding.code == "PERIOD_MISSING_IN_STATEMENT"
    assert (finding.statement, finding.fiscal_date) == ("cash_flow", "2024-12-31")


def test_statements_that_start_in_different_years_lack_nothing(acme, found):
    shorter = [r for r in acme.reports() if r.statement is not Statement.BALANCE or r.fiscal_date.year > 2022]

    assert found(shorter) == []


def test_an_income_statement_without_any_balance_sheet_is_half_a_company(acme, found, codes):
    reports = acme.reports(
        periods="A", statements=(Statement.INCOME, Statement.CASH_FLOW, Statement.EARNINGS)
    )

    assert codes(found(reports)) == ["BALANCE_MISSING"]


@pytest.mark.parametrize(
    ("left_out", "has_overview", "expected"),
    [
        ((), False, []),
        ((Statement.EARNINGS,), True, []),
        ((Statement.EARNINGS,), False, ["DATA_INCOMPLETE"]),
        ((Statement.EARNINGS, Statement.CASH_FLOW), True, ["DATA_INCOMPLETE"]),
    ],
)
def test_four_of_five_kinds_of_data_are_enough(acme, codes, left_out, has_overview, expected):
    rows = acme.rows(acme.reports(statements=[s for s in Statement if s not in left_out]))

    overview = acme.overview() if has_overview else None

    assert codes(validate_company(rows, overview, as_of=acme.as_of)) == expected


def test_what_was_not_known_yet_is_not_judged(acme, codes):
    later = acme.changed(acme.reports(), lambda _: {"net_income": 1}, statement=Statement.CASH_FLOW)
    rows = acme.rows() + [replace(row, known_from="2026-06-01") for row in acme.rows(later)]

    assert validate_company(rows, acme.overview(), as_of="2026-05-31T23:59:59Z") == []
    assert "NET_INCOME_DISAGREES" in codes(
        validate_company(rows, acme.overview(), as_of="2026-06-01T00:00:00Z")
    )

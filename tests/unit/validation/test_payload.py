from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.research.domain.findings import Severity
from functions.research.domain.statements import Period, Statement
from functions.research.domain.validation import validate_company, validate_payload


def retailer_quarters():
    """Years of 12, 12, 12 and 16 weeks, one of them a week longer, that end near the end of August."""
    days = [date(2021, 8, 29)]
    for year in range(4):
        for weeks in (12, 12, 12, 17 if year == 2 else 16):
            days.append(days[-1] + timedelta(weeks=weeks))
    return days[1:]


@pytest.mark.parametrize("statement", list(Statement))
def test_a_healthy_payload_raises_no_finding(acme, statement):
    assert validate_payload(acme.reports(statements=(statement,)), as_of=acme.as_of) == []


@pytest.mark.parametrize("statement", list(Statement))
def test_a_retailers_calendar_raises_no_finding(acme, statement):
    reports = acme.reports(retailer_quarters(), statements=(statement,))

    assert validate_payload(reports, as_of=acme.as_of) == []


def test_order_of_the_reports_does_not_matter(acme):
    reports = acme.reports(statements=(Statement.BALANCE,))
    broken = acme.changed(reports, lambda f: {"total_liabilities": 2 * f["total_liabilities"]})

    assert validate_payload(broken[::-1], as_of=acme.as_of) == validate_payload(broken, as_of=acme.as_of)


def test_an_oddity_in_every_period_is_told_once_per_kind_of_period(acme):
    reports = acme.reports(statements=(Statement.BALANCE,))
    broken = acme.changed(reports, lambda f: {"total_liabilities": round(f["total_liabilities"] * 1.2)})

    found = validate_payload(broken, as_of=acme.as_of)

    assert [(f.code, f.figures["period"], f.figures["occurrences"]) for f in found] == [
        ("BALANCE_IDENTITY_OFF", "Q", 20),
        ("BALANCE_IDENTITY_OFF", "A", 5),
    ]
    assert all(f.fiscal_date == "2025-12-31" for f in found)
    assert "4 more, the oldest of 2021-12-31" in found[1].message


def test_a_payload_of_two_companies_is_unusable(acme):
    first, second = acme.reports(statements=(Statement.INCOME,), periods="A")[:2]

    found = validate_payload([first, replace(second, symbol="OTHER")], as_of=acme.as_of)

    assert [(f.code, f.severity) for f in found] == [("MIXED_SYMBOLS", Severity.HARD)]


@pytest.mark.parametrize(
    "figures",
    [{}, {"total_revenue": None}, {"total_revenue": "n/a"}, {"inventory": 5}, {"total_revenue": 1e300}],
)
def test_a_payload_without_a_figure_that_matters_is_unusable(acme, figures):
    report = acme.report("income_statement", "2025-12-31", **figures)

    found = validate_payload([report], as_of=acme.as_of)

    assert [(f.code, f.severity) for f in found] == [("NO_USABLE_PERIOD", Severity.HARD)]


def test_a_payload_without_periods_is_unusable(acme, codes):
    assert codes(validate_payload([], as_of=acme.as_of)) == ["NO_USABLE_PERIOD"]


def test_one_usable_period_saves_the_payload(acme):
    reports = acme.reports(statements=(Statement.CASH_FLOW,), periods="A")
    blank = [replace(r, figures=dict.fromkeys(r.figures)) for r in reports[:-1]]

    assert validate_payload([*blank, reports[-1]], as_of=acme.as_of) == []


def test_a_healthy_company_raises_no_finding(acme):
    assert validate_company(acme.rows(), acme.overview(), as_of=acme.as_of) == []


def test_annual_reports_alone_raise_no_finding(acme):
    rows = acme.rows(acme.reports(periods=Period.ANNUAL.value))

    assert validate_company(rows, acme.overview(), as_of=acme.as_of) == []

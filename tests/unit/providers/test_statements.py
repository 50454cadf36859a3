"""Statements as the provider sends them, with figures of a company that does not exist."""

import json
from datetime import date

import pytest

from functions.research.adapters.alpha_vantage.statements import FUNCTIONS, parse_statement
from functions.research.domain.findings import Severity
from functions.research.domain.statements import Period, Statement


def row(fiscal_date, **fields):
    return {
        "fiscalDateEnding": fiscal_date,
        "reportedCurrency": "USD",
        "totalRevenue": "1200",
        "costofGoodsAndServicesSold": "None",
        "netIncome": "-35",
    } | fields


def document(annual=(), quarterly=(), symbol="ACME"):
    return {"symbol": symbol, "annualReports": list(annual), "quarterlyReports": list(quarterly)}


def parse(*args, **fields):
    return parse_statement(Statement.INCOME, document(*args, **fields), "ACME")


def codes(findings):
    return [(finding.code, finding.severity) for finding in findings]


def test_every_field_is_kept_in_snake_case_and_missing_ones_are_none():
    [report], findings = parse([row("2025-12-31", depreciation="12.5")])

    assert report.figures == {
        "total_revenue": 1200,
        "cost_of_goods_and_services_sold": None,
        "net_income": -35,
        "depreciation": 12.5,
    }
    assert (report.symbol, report.statement, report.period) == ("ACME", Statement.INCOME, Period.ANNUAL)
    assert (report.fiscal_date, report.currency, report.reported_on) == (date(2025, 12, 31), "USD", None)
    assert findings == []


def test_the_functions_of_the_provider_are_our_statements():
    assert {name: statement.value for name, statement in FUNCTIONS.items()} == {
        "INCOME_STATEMENT": "income_statement",
        "BALANCE_SHEET": "balance_sheet",
        "CASH_FLOW": "cash_flow",
        "EARNINGS": "earnings",
    }


def test_years_and_quarters_come_newest_first():
    reports, _ = parse(
        [row("2024-12-31"), row("2025-12-31")], [row("2025-09-30"), row("2025-12-31"), row("2025-06-30")]
    )

    assert [(r.period.value, r.fiscal_date.isoformat()) for r in reports] == [
        ("A", "2025-12-31"),
        ("A", "2024-12-31"),
        ("Q", "2025-12-31"),
        ("Q", "2025-09-30"),
        ("Q", "2025-06-30"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [("5", None, 5), (None, "7", 7), ("None", "7", 7), ("5", "None", 5), ("5", "7", 5)],
)
def test_the_field_once_spelled_with_three_r_is_one_field(old, new, kept):
    spellings = {"otherNonCurrrentAssets": old, "otherNonCurrentAssets": new}
    sheet = document([row("2025-12-31", **spellings)])

    [report], findings = parse_statement(Statement.BALANCE, sheet, "ACME")

    assert report.figures["other_non_current_assets"] == kept
    assert findings == []


def test_a_period_listed_twice_alike_is_kept_once():
    reports, findings = parse([row("2025-12-31"), row("2025-12-31")])

    assert len(reports) == 1
    assert codes(findings) == [("DUPLICATE_PERIOD", Severity.NOTE)]


def test_a_period_listed_twice_with_other_figures_costs_confidence():
    [report], findings = parse([row("2025-12-31"), row("2025-12-31", totalRevenue="999")])

    assert report.figures["total_revenue"] == 1200
    assert codes(findings) == [("DUPLICATE_PERIOD", Severity.SOFT)]
    assert findings[0].fiscal_date == "2025-12-31"


def test_a_year_and_a_quarter_may_end_on_one_day():
    reports, findings = parse([row("2025-12-31")], [row("2025-12-31")])

    assert len(reports) == 2
    assert findings == []


@pytest.mark.parametrize("fiscal_date", ["2025-02-30", "", None, "None", "31.12.2025", 20251231, []])
def test_a_row_of_no_day_is_left_out(fiscal_date):
    reports, findings = parse([row(fiscal_date), row("2024-12-31")])

    assert [r.fiscal_date.year for r in reports] == [2024]
    assert codes(findings) == [("UNPARSABLE_DATE", Severity.SOFT)]


def test_a_row_without_any_figure_is_left_out():
    stray = {"fiscalDateEnding": "2025-11-30", "reportedCurrency": "USD", "totalRevenue": "None", "ebit": "-"}

    reports, findings = parse([stray, row("2024-12-31")])

    assert [r.fiscal_date.year for r in reports] == [2024]
    assert codes(findings) == [("ALL_FIGURES_MISSING", Severity.NOTE)]


def test_a_stray_empty_row_does_not_displace_the_period_it_names():
    reports, _ = parse([row("2025-12-31", totalRevenue="None", netIncome="None"), row("2025-12-31")])

    assert [r.figures["total_revenue"] for r in reports] == [1200]


def test_revenue_of_zero_is_a_figure():
    [report], findings = parse([row("2025-12-31", totalRevenue="0")])

    assert report.figures["total_revenue"] == 0
    assert findings == []


@pytest.mark.parametrize("currency", ["None", "", None])
def test_statements_without_a_currency_say_so_once(currency):
    reports, findings = parse([row("2025-12-31", reportedCurrency=currency)], [row("2025-12-31")])

    assert [r.currency for r in reports] == [None, "USD"]
    assert codes(findings) == [("CURRENCY_MISSING", Severity.SOFT)]
    assert findings[0].message == "1 of 2 periods do not name their currency"


@pytest.mark.parametrize(
    ("given", "asked", "is_same"),
    [("ACME", "ACME", True), ("BRK-B", "BRK.B", True), ("acme", "ACME", True), ("ACMEX", "ACME", False)],
)
def test_a_payload_is_about_the_company_asked_for(given, asked, is_same):
    reports, findings = parse_statement(Statement.INCOME, document([row("2025-12-31")], symbol=given), asked)

    assert [r.symbol for r in reports] == ([asked] if is_same else [])
    assert codes(findings) == ([] if is_same else [("SYMBOL_MISMATCH", Severity.HARD)])


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"Note": "5 calls per minute"}, "PAYLOAD_IS_NOTICE"),
        ({"Information": "25 requests per day", "symbol": "ACME"}, "PAYLOAD_IS_NOTICE"),
        ({}, "SYMBOL_MISMATCH"),
        ({"annualReports": []}, "SYMBOL_MISMATCH"),
        ({"symbol": "ACME"}, "UNEXPECTED_SHAPE"),
        ({"symbol": "ACME", "annualReports": "none"}, "UNEXPECTED_SHAPE"),
        (["ACME"], "UNEXPECTED_SHAPE"),
        (None, "UNEXPECTED_SHAPE"),
    ],
)
def test_what_is_no_statement_is_a_hard_finding(payload, code):
    reports, findings = parse_statement(Statement.CASH_FLOW, payload, "ACME")

    assert reports == []
    assert codes(findings) == [(code, Severity.HARD)]
    assert findings[0].statement == "cash_flow"


def test_a_row_that_is_no_object_costs_itself_only():
    reports, findings = parse([row("2025-12-31"), "total", 5])

    assert len(reports) == 1
    assert codes(findings) == [("UNEXPECTED_SHAPE", Severity.SOFT)]
    json.dumps([finding.to_json() for finding in findings])

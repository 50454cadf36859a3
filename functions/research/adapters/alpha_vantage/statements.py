"""INCOME_STATEMENT, BALANCE_SHEET, CASH_FLOW and EARNINGS documents as reports of periods."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from functions.research.adapters.alpha_vantage.field_names import snake_case
from functions.research.adapters.alpha_vantage.payload import rows, usable
from functions.research.adapters.literals import Number, Reading, day, excerpt, is_missing, text
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.statements import Period, Report, Statement

FUNCTIONS = {
    "INCOME_STATEMENT": Statement.INCOME,
    "BALANCE_SHEET": Statement.BALANCE,
    "CASH_FLOW": Statement.CASH_FLOW,
    "EARNINGS": Statement.EARNINGS,
}
_LISTS = {Period.ANNUAL: "annualReports", Period.QUARTER: "quarterlyReports"}
_EARNINGS_LISTS = {Period.ANNUAL: "annualEarnings", Period.QUARTER: "quarterlyEarnings"}
_NOT_FIGURES = frozenset({"fiscalDateEnding", "reportedCurrency", "reportedDate", "reportTime"})
_REPORT_TIMES = {"pre-market": "bmo", "post-market": "amc"}
# A fiscal year of 52 or 53 weeks ends up to six days into the next month.
_WEEKS_OVERHANG = timedelta(days=6)

Parsed = tuple[list[Report], list[Finding]]


def parse_statement(statement: Statement, document: object, symbol: str) -> Parsed:
    """Reports of both period kinds, newest first, with every field of the provider in snake case.

    `symbol` is canonical. A hard finding means that no report could be trusted; EARNINGS has its own parser.
    """
    reading = Reading(statement.value)
    checked = usable(document, reading, symbol=symbol)
    if checked is None:
        return [], reading.findings
    if not any(key in checked for key in _LISTS.values()):
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, "neither annualReports nor quarterlyReports")
        return [], reading.findings
    reports = [
        report
        for period, key in _LISTS.items()
        for report in _periods(rows(checked, key, reading), symbol, statement, period, reading)
    ]
    without_currency = sum(report.currency is None for report in reports)
    if without_currency:
        reading.note(
            "CURRENCY_MISSING",
            Severity.SOFT,
            f"{without_currency} of {len(reports)} periods do not name their currency",
        )
    return reports, reading.findings


def parse_earnings(document: object, symbol: str, fiscal_year_end_month: int | None) -> Parsed:
    """Annual and quarterly earnings per share, newest first; quarters say when they were reported.

    Figures are `reported_eps`, and for quarters `estimated_eps`, `surprise`, `surprise_percentage` (percent)
    and `report_time` (bmo, amc or None). The newest annual row is left out when its month is not that of
    the fiscal year's end (1..12; when None, the month of the annual row before it).
    """
    reading = Reading(Statement.EARNINGS.value)
    checked = usable(document, reading, symbol=symbol)
    if checked is None:
        return [], reading.findings
    if not any(key in checked for key in _EARNINGS_LISTS.values()):
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, "neither annualEarnings nor quarterlyEarnings")
        return [], reading.findings
    annual, quarters = (
        _periods(rows(checked, key, reading), symbol, Statement.EARNINGS, period, reading)
        for period, key in _EARNINGS_LISTS.items()
    )
    return _full_years(annual, fiscal_year_end_month, reading) + quarters, reading.findings


def _periods(
    listed: list[Mapping[str, Any]], symbol: str, statement: Statement, period: Period, reading: Reading
) -> list[Report]:
    """Newest first, one a fiscal date."""
    by_date: dict[date, Report] = {}
    for row in listed:
        report = _report(row, symbol, statement, period, reading)
        if report is None:
            continue
        if report.fiscal_date in by_date:
            told_apart = "the same" if by_date[report.fiscal_date] == report else "other"
            reading.note(
                "DUPLICATE_PERIOD",
                Severity.NOTE if told_apart == "the same" else Severity.SOFT,
                f"{_kind(period)} period listed again with {told_apart} figures",
                report.fiscal_date.isoformat(),
            )
            continue
        by_date[report.fiscal_date] = report
    return [by_date[fiscal_date] for fiscal_date in sorted(by_date, reverse=True)]


def _report(
    row: Mapping[str, Any], symbol: str, statement: Statement, period: Period, reading: Reading
) -> Report | None:
    fiscal_date = day(row.get("fiscalDateEnding"))
    if fiscal_date is None:
        reading.note(
            "UNPARSABLE_DATE",
            Severity.SOFT,
            f"{_kind(period)} fiscalDateEnding {excerpt(row.get('fiscalDateEnding'))} is no day",
        )
        return None
    figures = _figures(row, reading, fiscal_date.isoformat())
    reported_on = _reported_on(row, fiscal_date, reading)
    if reported_on is None and all(value is None for value in figures.values()):
        reading.note(
            "ALL_FIGURES_MISSING", Severity.NOTE, f"{_kind(period)} period is empty", fiscal_date.isoformat()
        )
        return None
    report = Report(
        symbol, statement, period, fiscal_date, text(row.get("reportedCurrency")), figures, reported_on
    )
    if statement is Statement.EARNINGS and period is Period.QUARTER:
        when = _REPORT_TIMES.get(text(row.get("reportTime")) or "")
        return replace(report, figures={**figures, "report_time": when})
    return report


def _figures(row: Mapping[str, Any], reading: Reading, fiscal_date: str) -> dict[str, Number | None]:
    figures: dict[str, Number | None] = {}
    for vendor_name, value in row.items():
        if vendor_name in _NOT_FIGURES:
            continue
        name = snake_case(vendor_name)
        figure = reading.number(value, name, fiscal_date)
        # Two spellings of one field have existed; the one that says something counts.
        if figures.get(name) is None:
            figures[name] = figure
    return figures


def _reported_on(row: Mapping[str, Any], fiscal_date: date, reading: Reading) -> date | None:
    given = row.get("reportedDate")
    if is_missing(given):
        return None
    reported_on = day(given)
    if reported_on is None:
        reading.note(
            "UNPARSABLE_DATE",
            Severity.SOFT,
            f"reportedDate {excerpt(given)} is no day",
            fiscal_date.isoformat(),
        )
        return None
    if reported_on < fiscal_date:
        reading.note(
            "REPORTED_BEFORE_FISCAL_END",
            Severity.SOFT,
            f"reported on {reported_on}, before the period ended; the day is not used",
            fiscal_date.isoformat(),
        )
        return None
    return reported_on


def _full_years(annual: list[Report], month: int | None, reading: Reading) -> list[Report]:
    if not annual or (month is None and len(annual) == 1):
        return annual
    newest, *earlier = annual
    months = {month} if month is not None else _months(earlier[0].fiscal_date)
    if months & _months(newest.fiscal_date):
        return annual
    reading.note(
        "PART_YEAR_EPS",
        Severity.NOTE,
        f"annual EPS to {newest.fiscal_date} is of a year that has not ended; it is left out",
        newest.fiscal_date.isoformat(),
    )
    return earlier


def _months(fiscal_date: date) -> set[int]:
    return {fiscal_date.month, (fiscal_date - _WEEKS_OVERHANG).month}


def _kind(period: Period) -> str:
    return "annual" if period is Period.ANNUAL else "quarterly"

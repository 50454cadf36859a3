"""EARNINGS_CALENDAR answers, CSV by header name, as expected reports."""

import csv
import io
from collections.abc import Mapping

from functions.research.adapters.alpha_vantage import symbols
from functions.research.adapters.alpha_vantage.answers import is_lettered
from functions.research.adapters.literals import Reading, day, excerpt, is_missing, text
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.symbols import SYMBOL

_REQUIRED = frozenset({"symbol", "reportDate", "fiscalDateEnding"})
_REPORT_TIMES = {"pre-market": "bmo", "post-market": "amc"}

_Row = Mapping[str, str]


def parse_calendar(body: object) -> tuple[list[ExpectedReport], list[Finding]]:
    """Expected reports in the provider's order, one a symbol and day.

    A hard finding means that the list says nothing about the companies it does not mention.
    """
    reading = Reading("earnings_calendar")
    listed = _rows(body, reading)
    by_key: dict[tuple[str, str], ExpectedReport] = {}
    for row in listed:
        expected = _expected(row, reading)
        if expected is None:
            continue
        key = (expected.symbol, expected.report_date.isoformat())
        kept = by_key.get(key)
        if kept is not None:
            reading.note(
                "DUPLICATE_CALENDAR_ROW",
                Severity.SOFT,
                f"{expected.symbol}: two rows expect a report on {expected.report_date}, for periods to "
                f"{kept.fiscal_date_ending} and {expected.fiscal_date_ending}",
                key[1],
            )
        if kept is None or kept.fiscal_date_ending < expected.fiscal_date_ending:
            by_key[key] = expected
    return list(by_key.values()), reading.findings


def _rows(body: object, reading: Reading) -> list[_Row]:
    if not isinstance(body, str):
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, f"expected CSV text, got {excerpt(body)}")
        return []
    try:
        header, *lines = [*csv.reader(io.StringIO(body.lstrip("\ufeff"), newline=""))] or [[]]
    except csv.Error as fault:
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, f"the CSV cannot be read: {fault}")
        return []
    columns = [name.strip() for name in header]
    if not set(columns) >= _REQUIRED:
        reading.note(
            "UNEXPECTED_SHAPE",
            Severity.HARD,
            f"expected the columns {', '.join(sorted(_REQUIRED))}, got {excerpt(','.join(columns))}",
        )
        return []
    filled = [cells for cells in lines if any(cells)]
    if filled and is_lettered(filled[0]):
        reading.note("PAYLOAD_IS_NOTICE", Severity.HARD, "a notice, spelled out one letter a column")
        return []
    return [dict(zip(columns, cells, strict=False)) for cells in filled]


def _expected(row: _Row, reading: Reading) -> ExpectedReport | None:
    symbol = symbols.canonical(row.get("symbol", ""))
    if not SYMBOL.fullmatch(symbol):
        reading.note("SYMBOL_UNREADABLE", Severity.SOFT, f"{excerpt(row.get('symbol'))} is no symbol")
        return None
    report_date, fiscal_date_ending = day(row.get("reportDate")), day(row.get("fiscalDateEnding"))
    if report_date is None or fiscal_date_ending is None:
        reading.note(
            "UNPARSABLE_DATE",
            Severity.SOFT,
            f"{symbol}: reportDate {excerpt(row.get('reportDate'))} or "
            f"fiscalDateEnding {excerpt(row.get('fiscalDateEnding'))} is no day",
        )
        return None
    if report_date < fiscal_date_ending:
        reading.note(
            "REPORTED_BEFORE_FISCAL_END",
            Severity.SOFT,
            f"{symbol}: expected on {report_date}, before the period ends",
            fiscal_date_ending.isoformat(),
        )
    estimate = row.get("estimate")
    eps = None if is_missing(estimate) else reading.number(estimate, f"{symbol}: estimate")
    return ExpectedReport(
        symbol=symbol,
        name=text(row.get("name")) or symbol,
        report_date=report_date,
        fiscal_date_ending=fiscal_date_ending,
        estimated_eps=None if eps is None else float(eps),
        currency=text(row.get("currency")),
        report_time=_REPORT_TIMES.get((text(row.get("timeOfTheDay")) or "").lower(), "unknown"),
    )

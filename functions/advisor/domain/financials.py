"""Reported figures for readers: a period as it was known at a moment, and what it had been before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.overview import Overview
from functions.research.domain.restatements import Restatement, restatements
from functions.research.domain.statements import Period, Row, Statement, known_as_of, of

STATEMENTS = {
    "income": Statement.INCOME,
    "balance": Statement.BALANCE,
    "cash_flow": Statement.CASH_FLOW,
    "earnings": Statement.EARNINGS,
}
PERIODS = {"annual": Period.ANNUAL, "quarterly": Period.QUARTER}
EARNINGS = ("reported_eps", "estimated_eps", "surprise", "surprise_percentage")

Document = dict[str, Any]
Name = Callable[[Document], str]


def periods(rows: Iterable[Row], statement: str, period: str, as_of: str) -> list[Document]:
    """Of one statement the newest period first. `rows` are all versions of it; `as_of` is ISO UTC."""
    known = [row for row in rows if row.known_from <= as_of]
    corrected = restatements(known)
    newest = of(known_as_of(known, as_of), STATEMENTS[statement], PERIODS[period])
    return [_period(row, statement, period, corrected) for row in reversed(newest)]


def _period(row: Row, statement: str, period: str, corrected: Sequence[Restatement]) -> Document:
    report = row.report
    kind, day = report.period.name.lower(), report.fiscal_date.isoformat()
    return {
        "statement": statement,
        "period": period,
        "fiscal_date": day,
        "currency": report.currency,
        "known_from": row.known_from,
        "known_from_basis": row.known_from_basis.value,
        "reported_on": report.reported_on.isoformat() if report.reported_on else None,
        "figures": dict(report.figures),
        "restated": [_restated(one) for one in corrected if (one.period, one.fiscal_date) == (kind, day)],
    }


def _restated(one: Restatement) -> Document:
    return {
        "figure": one.figure,
        "before": one.before,
        "before_known_from": one.before_known_from,
        "after": one.after,
        "after_known_from": one.after_known_from,
    }


def profile(overview: Overview, known_from: str) -> Document:
    """The provider's profile in the form of a period."""
    return {
        "statement": "overview",
        "period": None,
        "fiscal_date": overview.latest_quarter.isoformat() if overview.latest_quarter else None,
        "currency": overview.currency,
        "known_from": known_from,
        "known_from_basis": "first_seen",
        "reported_on": None,
        "figures": {**_present(overview.texts), **_present(overview.figures)},
        "restated": [],
    }


def overview_summary(overview: Overview, known_from: str) -> Document:
    return {
        "known_from": known_from,
        "industry": overview.industry,
        "country": overview.country,
        "currency": overview.currency,
        "description": overview.texts.get("description"),
        "latest_quarter": overview.latest_quarter.isoformat() if overview.latest_quarter else None,
        "figures": _present(overview.figures),
    }


def earnings(rows: Iterable[Row], period: str, as_of: str) -> list[Document]:
    """The newest period first; what the provider does not say is null."""
    newest = of(known_as_of(rows, as_of), Statement.EARNINGS, PERIODS[period])
    return [
        {
            "period": period,
            "fiscal_date": row.report.fiscal_date.isoformat(),
            "reported_on": row.report.reported_on.isoformat() if row.report.reported_on else None,
            "known_from": row.known_from,
            **{name: row.report.figures.get(name) for name in EARNINGS},
        }
        for row in reversed(newest)
    ]


def expected(report: ExpectedReport) -> Document:
    return {
        "symbol": report.symbol,
        "name": report.name,
        "report_on": report.report_date.isoformat(),
        "report_time": report.report_time,
        "fiscal_date": report.fiscal_date_ending.isoformat(),
        "estimated_eps": report.estimated_eps,
        "currency": report.currency,
    }


def age_days(day: date | None, as_of: str) -> int | None:
    return None if day is None else (date.fromisoformat(as_of[:10]) - day).days


def _present(values: Mapping[str, Any]) -> Document:
    return {name: value for name, value in values.items() if value is not None}

"""Reported figures as rows that say which period they are for and since when they were known.

Nothing is overwritten: a figure that changes appends a row with a later `known_from`. What was known at a
moment T is, per statement and period, the newest row whose `known_from` is not after T.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique


@unique
class Statement(StrEnum):
    INCOME = "income_statement"
    BALANCE = "balance_sheet"
    CASH_FLOW = "cash_flow"
    EARNINGS = "earnings"


@unique
class Period(StrEnum):
    ANNUAL = "A"
    QUARTER = "Q"


@unique
class Basis(StrEnum):
    """Why `known_from` is what it is."""

    REPORTED_DATE = "reported_date"
    ASSUMED_LAG = "assumed_lag"
    FIRST_SEEN = "first_seen"


Figures = Mapping[str, int | float | str | None]


# Reports and rows are read by the million and never changed; frozen ones take twice as long to make.
@dataclass(slots=True)
class Report:
    """One period of one statement as a provider gave it: snake_case figures, missing ones are None."""

    symbol: str
    statement: Statement
    period: Period
    fiscal_date: date
    currency: str | None
    figures: Figures
    # EARNINGS gives the day a quarter was reported; the other statements do not.
    reported_on: date | None = None


@dataclass(slots=True)
class Row:
    """A report, the moment it became known (ISO date or ISO UTC timestamp) and the payload it came from.

    `recorded_at` is the moment of the run that stored it (ISO UTC); empty counts as recorded when known.
    """

    report: Report
    known_from: str
    known_from_basis: Basis
    payload_hash: str
    content_hash: str
    recorded_at: str = ""


def known_as_of(rows: Iterable[Row], as_of: str) -> list[Row]:
    """Per statement, period kind and fiscal date the newest row known at `as_of` (ISO UTC); oldest first."""
    newest: dict[tuple[str, str, date], Row] = {}
    for row in rows:
        if row.known_from > as_of:
            continue
        key = (row.report.statement.value, row.report.period.value, row.report.fiscal_date)
        if key not in newest or newest[key].known_from < row.known_from:
            newest[key] = row
    return sorted(newest.values(), key=lambda r: (r.report.fiscal_date, r.report.statement, r.report.period))


def recorded_by(rows: Iterable[Row], moment: str) -> list[Row]:
    """Rows that had been recorded at `moment` (ISO UTC), whenever the public knew them."""
    return [row for row in rows if (row.recorded_at or row.known_from) <= moment]


def of(rows: Sequence[Row], statement: Statement, period: Period) -> list[Row]:
    """Rows of one statement and period kind, oldest first."""
    chosen = [r for r in rows if r.report.statement is statement and r.report.period is period]
    return sorted(chosen, key=lambda r: r.report.fiscal_date)

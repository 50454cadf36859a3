"""A company's dossier from providers' answers, as if all of them had been collected on one day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from functions.research.adapters.alpha_vantage.statements import FUNCTIONS, parse_earnings, parse_statement
from functions.research.domain.daily_closes import DailyCloses
from functions.research.domain.dossier import Dossier
from functions.research.domain.history import added_rows, report_dates
from functions.research.domain.overview import Overview
from functions.research.domain.rating.books import Books
from functions.research.domain.statements import Report, Statement

# No payload is kept of what never came over a wire.
HASH = "generated"


def dossier(
    symbol: str,
    documents: Mapping[str, Any],
    bars: Sequence[Mapping[str, Any]],
    profiles: Sequence[tuple[str, Overview]],
    day: date,
) -> Dossier:
    """`documents` by function, `bars` as the broker gives them; what was reported after `day` is left out."""
    month = profiles[-1][1].fiscal_year_end_month if profiles else None
    parsed: dict[Statement, list[Report]] = {}
    for function, statement in FUNCTIONS.items():
        if statement is Statement.EARNINGS:
            parsed[statement], _ = parse_earnings(documents[function], symbol, month)
        else:
            parsed[statement], _ = parse_statement(statement, documents[function], symbol)
    as_of = at(day)
    dates = report_dates(parsed[Statement.EARNINGS])
    rows = [
        row
        for reports in parsed.values()
        for row in added_rows([], reports, reported_on=dates, payload_hash=HASH, as_of=as_of)
        if row.known_from <= as_of and row.report.fiscal_date <= day
    ]
    starts = [int(datetime.fromisoformat(bar["t"]).timestamp()) for bar in bars]
    closes = DailyCloses(starts, [bar["c"] for bar in bars], [HASH] * len(starts))
    return Dossier(symbol, Books(rows), profiles=profiles, closes=closes)


def at(day: date) -> str:
    """When a day's collection runs."""
    return f"{day}T06:00:00Z"


def yearly(day: date, count: int) -> list[date]:
    """That day of so many years, oldest first; the 28th stands for 29 February."""
    february = 2
    usual = day.replace(day=min(day.day, 28)) if day.month == february else day
    return [usual.replace(year=day.year - back) for back in range(count - 1, -1, -1)]

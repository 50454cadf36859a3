"""Choose the companies that have reported and whose figures are not stored yet, in batches of at most 8."""

from datetime import date, timedelta
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.earnings_calendar_table import CalendarRow
from functions.research.domain.planner import LOOKBACK_DAYS, Candidate, DueReport, select_earnings
from functions.runtime import log

TRIGGER = "earnings"


class Event(TypedDict):
    as_of: str
    max_assets: int


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of = event["as_of"]
    rows = {row.expected.symbol: row for row in recent_reports(as_of)}
    candidates = tracked(sorted(rows))

    selection = select_earnings(
        [due(row) for row in rows.values()], candidates, as_of=as_of, limit=event["max_assets"]
    )

    wiring.run_log().planned(as_of, TRIGGER, [choice.symbol for choice in selection.chosen])
    passed_over = {str(reason): count for reason, count in selection.passed_over.items()}
    log.event("earnings_planned", as_of=as_of, chosen=len(selection.chosen), passed_over=passed_over)
    return {"batches": [[to_collect(rows[symbol]) for symbol in batch] for batch in selection.batches()]}


def recent_reports(as_of: str) -> list[CalendarRow]:
    """Oldest first, so that of two reports of one company the newer is kept."""
    today = date.fromisoformat(as_of[:10])
    days = [today - timedelta(days=days) for days in range(LOOKBACK_DAYS, 0, -1)]
    return [row for day in days for row in wiring.calendar().on(day) if not row.is_processed]


def tracked(symbols: list[str]) -> dict[str, Candidate]:
    found = {symbol: wiring.assets().get(symbol) for symbol in symbols}
    return {
        symbol: Candidate(held.asset, held.volume, held.last_pollenation, held.no_fundamentals_since)
        for symbol, held in found.items()
        if held is not None
    }


def due(row: CalendarRow) -> DueReport:
    expected = row.expected
    return DueReport(
        expected.symbol, expected.report_date, expected.fiscal_date_ending, row.attempts, row.is_processed
    )


def to_collect(row: CalendarRow) -> dict[str, str]:
    expected = row.expected
    return {
        "symbol": expected.symbol,
        "earnings_date": expected.report_date.isoformat(),
        "fiscal_date_ending": expected.fiscal_date_ending.isoformat(),
    }

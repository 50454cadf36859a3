"""Choose the companies that have reported and whose figures are not stored yet, in batches of at most 8."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.alpha_vantage import sectors
from functions.research.adapters.asset_table import HeldAsset
from functions.research.adapters.earnings_calendar_table import CalendarRow
from functions.research.domain.affordable import Visit, within_calls
from functions.research.domain.planner import LOOKBACK_DAYS, Candidate, Choice, DueReport, select_earnings
from functions.research.domain.plans import CallClass
from functions.runtime import log

TRIGGER = "earnings"


class Event(TypedDict):
    as_of: str
    max_assets: int


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of = event["as_of"]
    rows = {row.expected.symbol: row for row in recent_reports(as_of)}
    held = {symbol: asset for symbol in sorted(rows) if (asset := wiring.assets().get(symbol))}

    selection = select_earnings(
        [due(row) for row in rows.values()],
        {symbol: candidate(asset) for symbol, asset in held.items()},
        as_of=as_of,
        limit=event["max_assets"],
    )
    reached = replace(selection, chosen=within_reach(selection.chosen, held, as_of))

    planned = wiring.run_log().planned(as_of, TRIGGER, [choice.symbol for choice in selection.chosen])
    passed_over = {str(reason): count for reason, count in selection.passed_over.items()}
    counts = {"chosen": len(selection.chosen), "reached": len(reached.chosen)}
    log.event("earnings_planned", as_of=as_of, passed_over=passed_over, **counts)
    return reached.plan(lambda symbol: to_collect(rows[symbol]), sectors.NAMES, announced=planned)


def within_reach(chosen: Sequence[Choice], held: Mapping[str, HeldAsset], as_of: str) -> tuple[Choice, ...]:
    day = as_of[:10]
    stored = {symbol: asset.latest_quarter for symbol, asset in held.items()}
    visit = Visit(TRIGGER, CallClass.EARNINGS, wiring.plan(day))
    return within_calls(chosen, stored, visit, wiring.ledger(day).snapshot(as_of))


def recent_reports(as_of: str) -> list[CalendarRow]:
    """Oldest first, so that of two reports of one company the newer is kept."""
    today = date.fromisoformat(as_of[:10])
    days = [today - timedelta(days=days) for days in range(LOOKBACK_DAYS, 0, -1)]
    return [row for day in days for row in wiring.calendar().on(day) if not row.is_processed]


def candidate(held: HeldAsset) -> Candidate:
    return Candidate(held.asset, held.volume, held.last_pollenation, held.no_fundamentals_since)


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

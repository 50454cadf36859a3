"""Bring the earnings calendar in line with the provider's, moved dates included."""

from datetime import date
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.alpha_vantage.calendar import parse_calendar
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import Payload, Spent, Waiting
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.calendar_change import calendar_change
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.plans import CallClass
from functions.runtime import log

FUNCTION = "EARNINGS_CALENDAR"


class Event(TypedDict):
    as_of: str


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of = event["as_of"]
    calls = {FUNCTION: {"horizon": "3month"}}
    answer = wiring.paid_calls(as_of[:10]).collect(
        "_calendar", calls, call_class=CallClass.CALENDAR, as_of=as_of
    )
    if isinstance(answer, Waiting):
        return {"outcome": "throttled", "retry_after_seconds": answer.retry_after_seconds}
    if isinstance(answer, Spent):
        return {"outcome": "budget_spent", "until_day": answer.until_day}

    counts = store(answer.payloads[FUNCTION], as_of)
    log.event("calendar_synced", as_of=as_of, calls=answer.calls_made, **counts)
    return {"outcome": "stored", **counts}


def store(payload: Payload, as_of: str) -> dict[str, int]:
    """An answer without rows changes nothing; one that is no calendar fails the run."""
    expected, findings = parse(payload)
    tracked = {asset.asset.symbol for asset in wiring.assets().all()}
    table, today = wiring.calendar(), date.fromisoformat(as_of[:10])
    held = {(row.expected.symbol, row.expected.report_date): row for row in table.future(today)}
    change = calendar_change(
        [row for row in expected if row.symbol in tracked],
        [row.expected for row in held.values() if row.removed_at is None],
        today=today,
    )
    changed = {row.symbol for row in (*change.written, *change.removed)}
    recorded_at = wiring.closed_moments().recorded_at(changed, as_of)
    for row in change.written:
        before, at = held.get((row.symbol, row.report_date)), recorded_at[row.symbol]
        table.put(row, as_of, payload.payload_hash or "", recorded_at=at, before=before)
    for row in change.removed:
        table.remove(held[row.symbol, row.report_date], recorded_at[row.symbol])
    return {
        "listed": len(expected),
        "untracked": sum(row.symbol not in tracked for row in expected),
        "written": len(change.written),
        "removed": len(change.removed),
        "findings": len(findings),
    }


def parse(payload: Payload) -> tuple[list[ExpectedReport], list[Finding]]:
    if payload.broken:
        raise ProviderUnavailable(f"{FUNCTION}: {payload.broken}")
    if payload.raw is None:
        return [], []
    expected, findings = parse_calendar(payload.text)
    unusable = next((finding for finding in findings if finding.severity is Severity.HARD), None)
    if unusable:
        raise ProviderUnavailable(f"{FUNCTION}: {unusable.code}: {unusable.message}")
    return expected, findings

"""Write what followed the ratings that are due, one day of publication at one horizon a call.

A span is settled by the first run after prices of a later day are in, so that a run that comes late uses the
same bars as one that comes in time.
"""

from datetime import date
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.domain.track_record import (
    HORIZONS,
    Publication,
    Span,
    outcome,
    published_between,
    universe_return,
)
from functions.runtime import log

PRICES_JOB = "asset-sync"
# Every span that ended before it is settled. What is published after its span ended was no forecast.
CURSOR = "track-record-cursor"


class Event(TypedDict):
    as_of: str
    settled: int


def handler(event: Event, context: object) -> dict[str, Any]:
    before = priced_before(event["as_of"])
    due = unsettled(before) if before else {}
    span = min(due, key=lambda span: (span.due_on, span.months), default=None)

    settled = event["settled"] + (settle(span, due[span]) if span else 0)
    if before and len(due) <= 1:
        wiring.run_log().succeeded(CURSOR, f"{before}T00:00:00Z")

    log.event("outcomes_settled", as_of=event["as_of"], settled=settled, spans_left=max(0, len(due) - 1))
    return {"outcome": "more" if len(due) > 1 else "stored", "settled": settled}


def priced_before(as_of: str) -> date | None:
    """The bars of every day before this one are in."""
    last = wiring.run_log().last_success(PRICES_JOB)
    return date.fromisoformat(min(last, as_of)[:10]) if last else None


def unsettled(before: date) -> dict[Span, list[Publication]]:
    """Publications without their outcome, by span."""
    cursor = wiring.run_log().last_success(CURSOR)
    since = date.fromisoformat(cursor[:10]) if cursor else None
    due: dict[Span, list[Publication]] = {}
    for months in HORIZONS:
        days = published_between(months, since, before)
        for published in wiring.track_record().published(*days) if days else ():
            due.setdefault(Span(published.published_on, months), []).append(published)
    return {span: left for span, published in due.items() if (left := without_outcome(span, published))}


def without_outcome(span: Span, published: list[Publication]) -> list[Publication]:
    settled = wiring.track_record().settled(span)
    return [p for p in published if (p.symbol, p.as_of) not in settled]


def settle(span: Span, published: list[Publication]) -> int:
    closes = wiring.universe_closes().over(span, {p.symbol for p in published})
    universe = universe_return(closes.universe())
    table = wiring.track_record()
    return sum(table.settle(outcome(p, span, closes.of(p.symbol), universe)) for p in published)

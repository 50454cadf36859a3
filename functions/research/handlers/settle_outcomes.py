"""Write what followed the ratings that are due, one day of publication at one horizon a call.

A span is settled by the first run after prices of a later day are in, so that a run that comes late uses the
same bars as one that comes in time. Where the whole market has no close in the week before a horizon, prices
are missing and the span waits for them: a row cannot be taken back.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.universe_closes import UniverseCloses
from functions.research.domain.track_record import (
    HORIZONS,
    LONGEST_BAR_AGE,
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
    before, closes = priced_before(event["as_of"]), wiring.universe_closes()
    due = unsettled(before) if before else {}
    ready = with_prices(due, closes, before) if due and before else []

    settled = event["settled"] + (settle(ready[0], due[ready[0]], closes) if ready else 0)
    if before and len(ready) <= 1:
        cursor = min((span.due_on for span in due.keys() - ready), default=before)
        wiring.run_log().succeeded(CURSOR, f"{cursor}T00:00:00Z")

    counts = {"settled": settled, "waiting": len(due) - len(ready)}
    log.event("outcomes_settled", as_of=event["as_of"], **counts)
    return {"outcome": "more" if len(ready) > 1 else "stored", **counts}


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


def with_prices(due: Iterable[Span], closes: UniverseCloses, before: date) -> list[Span]:
    """The spans whose market has a close at the horizon, the first due first."""
    newest = closes.newest_session(before)
    ready = [span for span in due if newest and span.due_on - newest <= LONGEST_BAR_AGE]
    return sorted(ready, key=lambda span: (span.due_on, span.months))


def settle(span: Span, published: list[Publication], closes: UniverseCloses) -> int:
    found = closes.over(span, {p.symbol for p in published})
    universe = universe_return(found.universe())
    table = wiring.track_record()
    return sum(table.settle(outcome(p, span, found.of(p.symbol), universe)) for p in published)

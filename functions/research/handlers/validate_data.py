"""Check an asset's figures as known at `as_of`; where none are usable the rating is withheld here."""

from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.research.domain.rating import rate
from functions.research.domain.statements import known_as_of
from functions.runtime import log, metrics


class Event(TypedDict):
    symbol: str
    as_of: str
    correlation_id: NotRequired[str]


def handler(event: Event, context: object) -> dict[str, Any]:
    """Closes the moment: all that the rating sees, now and in a replay, is recorded by `seen_until`."""
    log.correlate(event.get("correlation_id"))
    symbol, as_of, knowledge = event["symbol"], event["as_of"], wiring.knowledge()
    seen_until = knowledge.close(symbol, as_of)
    known = knowledge.figures(symbol, as_of, seen_until)

    rows, codes = known_as_of(known.rows, as_of), sorted({finding.code for finding in known.findings})
    log.event("data_validated", symbol=symbol, as_of=as_of, rows=len(rows), findings=codes)
    metrics.measured(
        "validation_measured", {"ValidationSuccessRate": 100 * bool(rows), "ValidationErrors": int(not rows)}
    )
    if rows:
        return {"outcome": "usable", "seen_until": seen_until, "findings": codes}
    withheld = rate(known, as_of=as_of, rule_set=wiring.rule_set())
    return {"outcome": "unusable", "seen_until": seen_until, "rating": withheld.to_json()}

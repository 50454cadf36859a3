"""Publish analysisComplete, for a rating that was stored as for one that failed."""

from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.research.domain.events import analysis_complete
from functions.runtime import log


class Event(TypedDict):
    symbol: str
    as_of: str
    status: str
    analysis: NotRequired[dict[str, Any]]
    error: NotRequired[dict[str, Any]]
    correlation_id: NotRequired[str]


def handler(event: Event, context: object) -> dict[str, Any]:
    log.correlate(event.get("correlation_id"))
    error = event.get("error")
    complete = analysis_complete(
        event["symbol"],
        status=event["status"],
        as_of=event["as_of"],
        analysis=event.get("analysis", {}),
        error=str(error.get("Error")) if error else None,
        correlation_id=event.get("correlation_id"),
    )
    wiring.bus().publish([complete])
    log.event("analysis_complete", symbol=event["symbol"], as_of=event["as_of"], status=event["status"])
    return {"symbol": event["symbol"], "status": event["status"]}

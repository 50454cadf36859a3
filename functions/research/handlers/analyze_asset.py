"""Rate one asset from what was known at `as_of`, as far as it was recorded by `seen_until`."""

from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.research.domain.rating import rate
from functions.runtime import log


class Event(TypedDict):
    symbol: str
    as_of: str
    seen_until: str
    correlation_id: NotRequired[str]


def handler(event: Event, context: object) -> dict[str, Any]:
    log.correlate(event.get("correlation_id"))
    symbol, as_of, seen_until = event["symbol"], event["as_of"], event["seen_until"]
    known = wiring.knowledge().known_about(symbol, as_of, seen_until)

    rating = rate(known, as_of=as_of, rule_set=wiring.rule_set())

    log.event("asset_rated", symbol=symbol, as_of=as_of, rating=rating.rating, reason=rating.reason)
    return {"seen_until": seen_until, "rating": rating.to_json()}

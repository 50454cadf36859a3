"""Keep a rating with everything it was made from, publish it once, and note it in the asset's day."""

import json
from hashlib import sha256
from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.research.domain.track_record import publication
from functions.runtime import log, metrics


class Event(TypedDict):
    symbol: str
    as_of: str
    rating: dict[str, Any]
    seen_until: str
    correlation_id: NotRequired[str]


def handler(event: Event, context: object) -> dict[str, Any]:
    log.correlate(event.get("correlation_id"))
    symbol, as_of, rating = event["symbol"], event["as_of"], event["rating"]
    history = wiring.analyses().history(symbol, until=as_of, limit=2)
    before = next((earlier for earlier in history if earlier["as_of"] < as_of), None)

    analysis_id = keep(rating, event["seen_until"], event.get("correlation_id"))
    wiring.assets().mark_rated(rating)
    publish(rating)
    wiring.run_log().analysed(as_of, symbol)

    measure(rating)
    log.event("result_stored", symbol=symbol, as_of=as_of, analysis_id=analysis_id, rating=rating["rating"])
    return {
        "analysis_id": analysis_id,
        "rating": rating["rating"],
        "label": rating["label"],
        "confidence": rating["confidence"],
        "previous_rating": before["rating"] if before else None,
    }


def keep(rating: dict[str, Any], seen_until: str, correlation_id: str | None = None) -> str:
    """Answers the id of exactly this rating, however often it is stored."""
    symbol, asset = rating["symbol"], wiring.assets().get(rating["symbol"])
    analysis_id = sha256(json.dumps(rating, sort_keys=True).encode()).hexdigest()[:32]
    wiring.analyses().put(
        rating,
        analysis_id=analysis_id,
        sector=asset.sector if asset else None,
        seen_until=seen_until,
        recorded_at=wiring.closed_moments().rating_recorded_at(symbol, seen_until),
        correlation_id=correlation_id,
    )
    return analysis_id


def measure(rating: dict[str, Any]) -> None:
    is_withheld = rating["rating"] is None
    sure = {} if is_withheld else {"RatingConfidence": rating["confidence"]}
    metrics.measured("rating_measured", {"RatingsWithheld": int(is_withheld), **sure})


def publish(rating: dict[str, Any]) -> None:
    """A withheld rating claims nothing, and has no place in the track record."""
    if rating["rating"] is not None:
        known = wiring.prices().latest(rating["symbol"], until=rating["as_of"], bars=3)
        wiring.track_record().publish(publication(rating, known))

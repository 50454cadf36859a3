"""Keep a rating with everything it was made from, publish it once, and note it in the asset's day."""

from hashlib import sha256
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.domain.track_record import publication
from functions.runtime import log


class Event(TypedDict):
    symbol: str
    as_of: str
    rating: dict[str, Any]


def handler(event: Event, context: object) -> dict[str, Any]:
    symbol, as_of, rating = event["symbol"], event["as_of"], event["rating"]
    analyses, asset = wiring.analyses(), wiring.assets().get(symbol)
    before = next((r for r in analyses.history(symbol, until=as_of, limit=2) if r["as_of"] < as_of), None)
    analysis_id = sha256(f"{symbol}|{as_of}|{rating['rule_set']['content_hash']}".encode()).hexdigest()[:32]

    analyses.put(rating, analysis_id=analysis_id, sector=asset.sector if asset else None)
    wiring.assets().mark_rated(symbol, rating["rule_set"]["content_hash"], as_of)
    publish(rating)
    wiring.run_log().asset_did(as_of, symbol, analysed=as_of)

    log.event("result_stored", symbol=symbol, as_of=as_of, analysis_id=analysis_id, rating=rating["rating"])
    return {
        "analysis_id": analysis_id,
        "rating": rating["rating"],
        "label": rating["label"],
        "confidence": rating["confidence"],
        "previous_rating": before["rating"] if before else None,
    }


def publish(rating: dict[str, Any]) -> None:
    """A withheld rating claims nothing, and has no place in the track record."""
    if rating["rating"] is not None:
        known = wiring.prices().latest(rating["symbol"], until=rating["as_of"], bars=3)
        wiring.track_record().publish(publication(rating, known))

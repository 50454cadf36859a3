"""Rate one asset from what was known at `as_of`."""

from datetime import date
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.domain.findings import Finding
from functions.research.domain.history import RATED_HISTORY
from functions.research.domain.rating import rate
from functions.research.domain.rating.known import Known
from functions.runtime import log


class Event(TypedDict):
    symbol: str
    as_of: str
    findings: list[dict[str, Any]]


def handler(event: Event, context: object) -> dict[str, Any]:
    symbol, as_of = event["symbol"], event["as_of"]
    rows = wiring.statements().rows(symbol, since=date.fromisoformat(as_of[:10]) - RATED_HISTORY)
    overview = wiring.overviews().as_of(symbol, as_of)
    findings = [Finding.from_json(document) for document in event["findings"]]

    rating = rate(Known(symbol, rows, overview, findings), as_of=as_of)

    log.event("asset_rated", symbol=symbol, as_of=as_of, rating=rating.rating, reason=rating.reason)
    return {"rating": rating.to_json()}

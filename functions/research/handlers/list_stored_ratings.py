"""List the companies with a stored rating of a day or a moment, in batches to replay."""

from typing import TypedDict

from functions.research import wiring
from functions.research.domain.replay import moments
from functions.runtime import log

# A replay takes some hundredths of a second; a batch stays far below its function's minute.
SYMBOLS_PER_BATCH = 50


class Event(TypedDict):
    as_of: str


def handler(event: Event, context: object) -> dict[str, list[list[str]]]:
    as_of = moments(event["as_of"])
    symbols = wiring.replays().rated_in(as_of)

    log.event("stored_ratings_listed", as_of=as_of, companies=len(symbols))
    starts = range(0, len(symbols), SYMBOLS_PER_BATCH)
    return {"batches": [symbols[start : start + SYMBOLS_PER_BATCH] for start in starts]}

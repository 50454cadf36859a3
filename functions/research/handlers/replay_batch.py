"""Make stored ratings of a day or a moment again, and keep what differs."""

from typing import TypedDict

from functions.research import wiring
from functions.runtime import log


class Event(TypedDict):
    as_of: str
    replay: str
    symbols: list[str]


def handler(event: Event, context: object) -> dict[str, int]:
    as_of, symbols = event["as_of"], event["symbols"]
    replayed = list(wiring.replays().of(symbols, as_of))

    counts = wiring.replay_log().batch(event["replay"], symbols, replayed)
    log.event("batch_replayed", as_of=as_of, replay=event["replay"], companies=len(symbols), **counts)
    return counts

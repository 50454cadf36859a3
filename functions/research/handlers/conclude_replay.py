"""Sum up a replay: every stored rating made again byte for byte, or which are not."""

from typing import Any, TypedDict

from functions.research import wiring
from functions.runtime import log

NOT_REPRODUCIBLE = "RatingsNotReproducible"


class Event(TypedDict):
    as_of: str
    replay: str
    batches: int


class ReplayIncomplete(Exception):
    """Batches are missing: what the others found proves nothing for these; replay again."""


def handler(event: Event, context: object) -> dict[str, Any]:
    result, batches = wiring.replay_log().conclude(event["replay"], event["as_of"])
    if batches != event["batches"]:
        raise ReplayIncomplete(f"{event['replay']}: {batches} of {event['batches']} batches; replay again")
    log.event("replay_concluded", replay=event["replay"], **result)
    if not result["mismatched"]:
        return {"outcome": "reproduced", **result}
    cause = f"{result['mismatched']} of {result['replayed']} ratings: {named(result['mismatches'])}"
    return {"outcome": "mismatched", "error": {"Error": NOT_REPRODUCIBLE, "Cause": cause}, **result}


def named(mismatches: list[dict[str, Any]]) -> str:
    first = mismatches[0]
    difference = first["difference"]
    return (
        f"{first['symbol']} as of {first['as_of']} first differs at {difference['path']},"
        f" stored {difference['stored']}, made again {difference['replayed']}"
    )

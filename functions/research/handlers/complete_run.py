"""Move a job's last successful moment forward."""

from typing import TypedDict

from functions.research import wiring
from functions.runtime import log


class Event(TypedDict):
    job: str
    as_of: str


def handler(event: Event, context: object) -> None:
    wiring.run_log().succeeded(event["job"], event["as_of"])
    log.event("run_completed", job=event["job"], as_of=event["as_of"])

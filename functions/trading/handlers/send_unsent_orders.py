"""Send what was stored and not sent: whoever took the order ended before the queue had it."""

from datetime import datetime
from typing import TypedDict

from functions.runtime import log
from functions.trading import wiring
from functions.trading.adapters.order_intake import IN_FLIGHT_SECONDS
from functions.trading.domain.documents import moment


class Event(TypedDict):
    time: str  # when the schedule was due


def handler(event: Event, context: object) -> dict[str, int]:
    due = datetime.fromisoformat(event["time"]).timestamp()

    sent = wiring.order_intake().send_unsent(before=moment(due - IN_FLIGHT_SECONDS))

    log.event("unsent_orders_sent", sent=sent)
    return {"sent": sent}

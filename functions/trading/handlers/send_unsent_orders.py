"""Send what was stored and not sent: whoever took the order ended before the queue had it."""

from typing import Any

from functions.runtime import log
from functions.trading import wiring
from functions.trading.adapters.order_intake import IN_FLIGHT_SECONDS
from functions.trading.domain.documents import moment


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    sent = wiring.order_intake().send_unsent(before=moment(wiring.now() - IN_FLIGHT_SECONDS))

    log.event("unsent_orders_sent", sent=sent)
    return {"sent": sent}

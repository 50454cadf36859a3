"""Deliver what the queue names, each on its channel; what failed for good ends among the dead letters."""

import json
from datetime import datetime
from typing import Any

from functions.advisor import wiring
from functions.runtime import log


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    failed = [record["messageId"] for record in event["Records"] if not is_done(record)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def is_done(record: dict[str, Any]) -> bool:
    """False keeps the message: it comes again when its delivery is due, or is given up by the queue."""
    named = json.loads(record["body"])
    made = wiring.delivering().make(
        named["user_id"], named["delivery"], datetime.fromisoformat(wiring.moment())
    )
    log.event("delivery_made", delivery=named["delivery"], state=made.state, reason=made.reason)
    if made.again_in_seconds is not None:
        wiring.delivery_queue().come_again(record["receiptHandle"], made.again_in_seconds)
        return False
    return made.state != "failed"

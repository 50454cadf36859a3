"""Publish what changed, until nothing is left or this invocation's share is done."""

from typing import Any

from functions.runtime import log, metrics
from functions.trading import wiring

# A hundred changes a batch: what a function of a minute can publish.
BATCHES = 20


def handler(event: dict[str, Any], context: object) -> dict[str, int]:
    published = refused = 0
    for _ in range(BATCHES):
        done, left = wiring.outbox().publish_next()
        published, refused = published + done, refused + left
        if not done:
            break

    log.event("order_events_published", published=published, refused=refused)
    metrics.measured("outbox_measured", {"OldestUnpublishedSeconds": wiring.outbox().oldest_seconds()})
    return {"published": published, "refused": refused}

"""Keep what a reconciliation found, and tell the operators of what needs a person."""

from collections import Counter
from typing import Any

from functions.runtime import log
from functions.trading import wiring
from functions.trading.domain.reconciliation import REPORTED


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    for account in event["accounts"]:
        kinds.update(account.get("kinds", {}))
    needing = sum(kinds[kind] for kind in REPORTED)

    key = wiring.reconciliation_reports().put(event["as_of"], dict(kinds), event["accounts"], needing)

    log.event("reconciled", as_of=event["as_of"], kinds=dict(kinds), needing_a_person=needing, report=key)
    return {"kinds": dict(kinds), "needing_a_person": needing, "report": key}

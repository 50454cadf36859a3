"""Compare an account's orders and positions with its broker's; apply what is certain, answer the rest."""

from typing import Any

from functions.runtime import log
from functions.trading import wiring
from functions.trading.adapters.reconciliation import Throttled


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    account_id = event["account_id"]
    compared = wiring.reconciliation().reconcile(account_id, event["broker"], wiring.moment())
    if isinstance(compared, Throttled):
        return {"outcome": "throttled", "retry_after_seconds": compared.retry_after_seconds}

    log.event("account_reconciled", account_id=account_id, kinds=compared["kinds"])
    return {"outcome": "compared", **compared}

"""Whose books are to be reconciled; and, each minute, how many orders nobody knows the fate of."""

from typing import Any

from functions.runtime import metrics
from functions.trading import wiring


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    reconciliation = wiring.reconciliation()
    metrics.measured("desk_measured", {"LongUnknownOrders": reconciliation.long_unknown(wiring.moment())})
    return {"accounts": reconciliation.accounts()}

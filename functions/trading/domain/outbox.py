"""What the platform hears of an order's change, and where its audit object lies."""

from typing import Any

SOURCE = "trading.platform"
SCHEMA_VERSION = 1
# What the platform calls the change: submitted, at work, done, denied, or of uncertain fate.
_DETAIL_TYPES = {
    "queued": "TradeSubmitted",
    "accepted": "TradeProcessed",
    "partially_filled": "TradeProcessed",
    "filled": "TradeProcessed",
    "canceled": "TradeProcessed",
    "expired": "TradeProcessed",
    "rejected": "TradeRejected",
    "unknown": "TradeFailed",
}


def detail_type(change: dict[str, Any]) -> str:
    return _DETAIL_TYPES[change["to_status"]]


def detail(change: dict[str, Any]) -> dict[str, Any]:
    """`eventId` is the change's own: whoever receives it twice recognises it."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "eventId": f"{change['order_id']}:{change['sequence']}",
        "correlationId": change["correlation_id"],
        "occurredAt": change["occurred_at"],
        "orderId": change["order_id"],
        "sequence": change["sequence"],
        "accountId": change["account_id"],
        "symbol": change["symbol"],
        "side": change["side"],
        "quantity": change["quantity"],
        "notional": change["notional"],
        "status": change["to_status"],
        "previousStatus": change["from_status"],
        "filledQuantity": change["filled_quantity"],
        "filledNotional": change["filled_notional"],
        "denialCode": change["denial_code"],
        "reason": change["reason"],
        "analysisId": change["analysis_id"],
        "limitsVersion": change["limits_version"],
    }


def audit_key(change: dict[str, Any]) -> str:
    year, month, day = change["occurred_at"][:10].split("-")
    return f"audit/{year}/{month}/{day}/{change['order_id']}/{change['sequence']:04d}.json"

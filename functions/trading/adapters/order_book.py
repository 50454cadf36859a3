"""What readers may see of orders: JSON-ready documents, money and quantities as strings."""

from typing import Any
from uuid import UUID

from functions.trading.adapters.database import Database

_VIEW = """
SELECT json_build_object(
    'order_id', order_id, 'account_id', account_id, 'user_id', user_id, 'client_order_id', client_order_id,
    'symbol', symbol, 'side', side, 'order_type', order_type, 'time_in_force', time_in_force,
    'quantity', trim_scale(quantity)::text, 'notional', trim_scale(notional)::text,
    'limit_price', trim_scale(limit_price)::text, 'stop_price', trim_scale(stop_price)::text,
    'status', status, 'denial_code', denial_code, 'reason', reason, 'analysis_id', analysis_id,
    'filled_quantity', trim_scale(filled_quantity)::text,
    'average_price', CASE WHEN filled_quantity > 0
        THEN trim_scale(round(filled_notional / filled_quantity, 6))::text END,
    'cancel_requested', cancel_requested_at IS NOT NULL, 'correlation_id', correlation_id,
    'limits_version', limits_version,
    'submitted_at', to_char(submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'changed_at', to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
) AS document FROM trade_orders o
"""
_EVENTS = """
SELECT json_build_object(
    'sequence', sequence, 'from_status', from_status, 'to_status', to_status,
    'filled_quantity', trim_scale(filled_quantity)::text, 'denial_code', denial_code, 'reason', reason,
    'occurred_at', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
) AS document FROM order_events WHERE order_id = CAST(:order_id AS uuid) ORDER BY sequence
"""
_OLDER_THAN = """
(submitted_at, order_id) <
    (SELECT submitted_at, order_id FROM trade_orders WHERE order_id = CAST(:after AS uuid))
"""


class OrderBook:
    """Orders that reached the database. One that is still in the queue is not here: its intent is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, order_id: UUID) -> dict[str, Any] | None:
        """With `events`, the order's history, oldest first."""
        with self._database.transaction() as tx:
            found = tx.rows(f"{_VIEW} WHERE order_id = CAST(:order_id AS uuid)", order_id=str(order_id))
            if not found:
                return None
            events = tx.rows(_EVENTS, order_id=str(order_id))
        document: dict[str, Any] = found[0]["document"]
        return {**document, "events": [event["document"] for event in events]}

    def statuses(self, order_ids: list[UUID]) -> dict[UUID, str]:
        """Of those that are here."""
        with self._database.transaction() as tx:
            found = tx.rows(
                "SELECT order_id, status FROM trade_orders WHERE order_id = ANY(CAST(:ids AS uuid[]))",
                ids=[str(each) for each in order_ids],
            )
        return {UUID(str(row["order_id"])): row["status"] for row in found}

    def list(
        self, account_id: str, *, status: str | None = None, limit: int = 50, after: UUID | None = None
    ) -> list[dict[str, Any]]:
        """Newest first; `after` is the last order of the page before."""
        conditions, values = ["account_id = :account_id"], {"account_id": account_id, "limit": limit}
        if status:
            conditions.append("status = :status")
            values["status"] = status
        if after:
            conditions.append(_OLDER_THAN)
            values["after"] = str(after)
        where = " AND ".join(conditions)
        order = "ORDER BY submitted_at DESC, order_id DESC LIMIT :limit"
        with self._database.transaction() as tx:
            return [row["document"] for row in tx.rows(f"{_VIEW} WHERE {where} {order}", **values)]

"""Publishes every change of every order at least once, an order's changes in their order."""

import json
from collections.abc import Sequence
from typing import Any

from functions.runtime import event_schemas, log
from functions.trading.adapters.database import Database
from functions.trading.domain.outbox import SOURCE, audit_key, detail, detail_type

_BATCH = 100
_ENTRIES_PER_CALL = 10  # PutEvents takes no more
# One publisher at a time keeps an order's changes in order; a second one finds nothing to do.
_LOCK = "SELECT pg_try_advisory_xact_lock(7309002) AS mine"
_NEXT = """
SELECT coalesce(json_agg(change ORDER BY outbox_id), '[]')::text FROM (
    SELECT x.outbox_id, e.order_id, e.sequence, e.from_status, e.to_status, e.denial_code, e.reason,
        trim_scale(e.filled_quantity)::text AS filled_quantity,
        trim_scale(e.filled_notional)::text AS filled_notional,
        to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at,
        o.account_id, o.user_id, o.client_order_id, o.symbol, o.side, o.order_type, o.time_in_force,
        trim_scale(o.quantity)::text AS quantity, trim_scale(o.notional)::text AS notional,
        trim_scale(o.limit_price)::text AS limit_price, trim_scale(o.stop_price)::text AS stop_price,
        o.analysis_id, o.correlation_id, o.session_id, o.broker, o.broker_order_id, o.limits_version
    FROM (
        SELECT * FROM outbox ORDER BY outbox_id LIMIT CAST(CAST(:document AS json) ->> 'most' AS integer)
    ) x
    JOIN order_events e USING (order_id, sequence) JOIN trade_orders o USING (order_id)
) change
"""
_DONE = """
WITH gone AS (
    DELETE FROM outbox WHERE outbox_id IN
        (SELECT CAST(json_array_elements_text(CAST(:document AS json)) AS bigint)) RETURNING 1
)
SELECT to_json(count(*))::text FROM gone
"""

# The outbox counts up, so its first row is the oldest.
_OLDEST = """
SELECT coalesce(extract(epoch FROM now() - e.occurred_at)::int, 0) AS seconds
FROM (SELECT * FROM outbox ORDER BY outbox_id LIMIT 1) x JOIN order_events e USING (order_id, sequence)
"""


def _is_as_described(change: dict[str, Any]) -> bool:
    """What is not waits with its order's later changes, and the alarm on the oldest change goes off."""
    try:
        event_schemas.check(detail_type(change), detail(change))
    except event_schemas.EventMalformed as malformed:
        log.failure("order_event_malformed", malformed, order_id=change["order_id"])
        return False
    return True


class Outbox:
    def __init__(self, database: Database, events: Any, bus_name: str, s3: Any, bucket: str) -> None:
        self._database = database
        self._events = events
        self._bus_name = bus_name
        self._s3 = s3
        self._bucket = bucket

    def publish_next(self) -> tuple[int, int]:
        """How many were published and how many not; (0, 0) when there is nothing or another is at it.

        A crash after publishing and before the commit publishes them again.
        """
        with self._database.transaction() as tx:
            if not tx.rows(_LOCK)[0]["mine"]:
                return 0, 0
            changes = tx.document(_NEXT, {"most": _BATCH})
            for change in changes:
                self._keep(change)
            published = self._send(changes)
            if published:
                tx.document(_DONE, published)
        return len(published), len(changes) - len(published)

    def waiting(self) -> int:
        with self._database.transaction() as tx:
            return int(tx.rows("SELECT count(*) AS waiting FROM outbox")[0]["waiting"])

    def oldest_seconds(self) -> int:
        """How long the oldest change has waited; 0 when none does."""
        with self._database.transaction() as tx:
            found = tx.rows(_OLDEST)
        return max(0, found[0]["seconds"]) if found else 0

    def _keep(self, change: dict[str, Any]) -> None:
        """The same object again is the same bytes under the same key."""
        document = {name: value for name, value in change.items() if name != "outbox_id"}
        self._s3.put_object(
            Bucket=self._bucket,
            Key=audit_key(change),
            Body=json.dumps(document, sort_keys=True).encode(),
            ContentType="application/json",
        )

    def _send(self, changes: Sequence[dict[str, Any]]) -> list[int]:
        """Ids of what was taken; after a refusal the order's later changes wait behind it."""
        published: list[int] = []
        held = {change["order_id"] for change in changes if not _is_as_described(change)}
        waiting = list(changes)
        while waiting:
            group, waiting = _next_group(waiting, held)
            if not group:
                break
            answer = self._events.put_events(Entries=[self._entry(change) for change in group])
            for change, entry in zip(group, answer["Entries"], strict=True):
                if entry.get("ErrorCode"):
                    held.add(change["order_id"])
                else:
                    published.append(change["outbox_id"])
        return published

    def _entry(self, change: dict[str, Any]) -> dict[str, Any]:
        return {
            "Source": SOURCE,
            "DetailType": detail_type(change),
            "Detail": json.dumps(detail(change)),
            "EventBusName": self._bus_name,
        }


def _next_group(
    waiting: list[dict[str, Any]], held: set[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Up to ten changes, one an order: a call may take its second entry and refuse its first."""
    group: list[dict[str, Any]] = []
    rest: list[dict[str, Any]] = []
    for change in waiting:
        if change["order_id"] in held:
            continue
        taken = {each["order_id"] for each in group}
        if len(group) < _ENTRIES_PER_CALL and change["order_id"] not in taken:
            group.append(change)
        else:
            rest.append(change)
    return group, rest

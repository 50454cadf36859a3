"""Notifications: the inbox, and beside each its deliveries, one a channel.

Of a user's partition: `N#<id>` is a notification, `D#<id>#<channel>` one of its deliveries, `C#<day>` counts
what left the house on a day.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.advisor.adapters import transactions
from functions.advisor.adapters.profile_table import has_profile
from functions.advisor.adapters.transactions import WriteRefused
from functions.advisor.domain.delivery import EMAIL, WEBHOOK
from functions.advisor.domain.occasions import Notification
from functions.research.adapters import batch_reads

KEPT_DAYS = 90
# One partition of a sparse index: deliveries that are not at their end.
UNFINISHED = "unfinished"


class NotificationTable:
    def __init__(self, table: Any, users_table: str) -> None:
        self._table = table
        self._users_table = users_table
        self._client = table.meta.client

    def put(self, notification: Notification, now: str) -> bool:
        """With its deliveries, all or nothing; False when it is held already, or its user is gone."""
        user_id, ends = notification.alert.user_id, ttl(now)
        deliveries = [
            _delivery(notification, channel, now) | {"ttl": ends} for channel in notification.alert.channels
        ]
        item = _to_item(notification, now) | {"ttl": ends}
        writes = [
            has_profile(self._users_table, user_id),
            *(transactions.put_new(self._table, each, "user_id") for each in (item, *deliveries)),
        ]
        try:
            transactions.write(self._client, writes)
        except WriteRefused:
            return False
        return True

    def get(self, user_id: str, notification_id: str) -> dict[str, Any] | None:
        found = self._table.get_item(Key=_key(user_id, notification_id), ConsistentRead=True)
        item: dict[str, Any] | None = found.get("Item")
        return item

    def page(self, user_id: str, *, after: str | None, limit: int) -> tuple[list[dict[str, Any]], str | None]:
        """Newest first, and where the next page begins."""
        key = Key("user_id").eq(user_id)
        found = self._table.query(
            IndexName="inbox-index",
            KeyConditionExpression=key & Key("inbox_at").lt(after) if after else key,
            ScanIndexForward=False,
            Limit=limit + 1,
        )["Items"]
        shown = found[:limit]
        return shown, shown[-1]["inbox_at"] if len(found) > limit else None

    def deliveries(self, notifications: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        """By notification."""
        keys = [
            {"user_id": each["user_id"], "notification_id": delivery_key(of_id(each), channel)}
            for each in notifications
            for channel in (EMAIL, WEBHOOK)
        ]
        found: dict[str, list[dict[str, Any]]] = {}
        for item in sorted(batch_reads.items(self._table, keys), key=lambda item: str(item["channel"])):
            found.setdefault(item["of"], []).append(item)
        return found

    def mark_read(self, user_id: str, notification_id: str, at: str) -> dict[str, Any] | None:
        """The first time counts; None when there is no such notification."""
        try:
            marked = self._table.update_item(
                Key=_key(user_id, notification_id),
                UpdateExpression="SET read_at = if_not_exists(read_at, :at)",
                ConditionExpression="attribute_exists(user_id)",
                ExpressionAttributeValues={":at": at},
                ReturnValues="ALL_NEW",
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        item: dict[str, Any] = marked["Attributes"]
        return item


def delivery_key(notification_id: str, channel: str) -> str:
    return f"D#{notification_id}#{channel}"


def of_id(item: Mapping[str, Any]) -> str:
    return str(item["notification_id"]).removeprefix("N#")


def ttl(now: str) -> int:
    return int((datetime.fromisoformat(now) + timedelta(days=KEPT_DAYS)).timestamp())


def _key(user_id: str, notification_id: str) -> dict[str, str]:
    return {"user_id": user_id, "notification_id": f"N#{notification_id}"}


def _to_item(notification: Notification, now: str) -> dict[str, Any]:
    alert, occasion = notification.alert, notification.occasion
    item = {
        **_key(alert.user_id, notification.notification_id),
        "inbox_at": f"{now}#{notification.notification_id}",
        "alert_id": alert.alert_id,
        "alert_type": alert.alert_type,
        "symbol": notification.symbol,
        "title": occasion.title,
        "reasons": list(occasion.reasons),
        "link": occasion.link,
        "occasion": occasion.key,
        "seen_at": notification.at,
        "created_at": now,
    }
    return {name: value for name, value in item.items() if value is not None}


def _delivery(notification: Notification, channel: str, now: str) -> dict[str, Any]:
    return {
        "user_id": notification.alert.user_id,
        "notification_id": delivery_key(notification.notification_id, channel),
        "of": notification.notification_id,
        "alert_id": notification.alert.alert_id,
        "channel": channel,
        "state": "pending",
        "attempts": 0,
        "unfinished": UNFINISHED,
        "due_at": now,
        "changed_at": now,
    }

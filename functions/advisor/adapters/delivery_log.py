"""What became of each delivery: pending -> sending -> sent, failed or suppressed, by conditional updates.

Whoever claims a delivery has it until its `due_at`; the attempt's number fences off whoever comes too late.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from functions.advisor.adapters import transactions
from functions.advisor.adapters.notification_table import UNFINISHED, delivery_key, ttl
from functions.advisor.adapters.transactions import WriteRefused
from functions.advisor.domain.delivery import EMAIL, MOST_A_DAY

ENDS = ("sent", "failed", "suppressed")


@dataclass(frozen=True, slots=True)
class Delivery:
    """Of a notification, or of a digest, whose `of` is `digest-<day>`."""

    user_id: str
    key: str
    of: str
    alert_id: str | None
    channel: str
    state: str
    attempts: int
    due_at: str | None
    digest: str | None
    reason: str | None

    @property
    def is_digest(self) -> bool:
        return self.of.startswith("digest-")

    @property
    def is_over(self) -> bool:
        return self.state in ENDS


class SpentForToday(Exception):
    """The user got as many messages today as one gets in a day."""


class DeliveryLog:
    def __init__(self, table: Any) -> None:
        self._table = table
        self._client = table.meta.client

    def get(self, user_id: str, key: str) -> Delivery | None:
        item = self._table.get_item(Key=_key(user_id, key), ConsistentRead=True).get("Item")
        return _to_delivery(item) if item else None

    def claim(self, delivery: Delivery, now: str, *, until: str, day: str) -> Delivery | None:
        """None when somebody else has it. The first attempt counts for the day. Raises SpentForToday."""
        attempt = delivery.attempts + 1
        claimed = self._update(
            delivery,
            "SET #state = :sending, attempts = :attempt, due_at = :until, changed_at = :now",
            "due_at <= :now AND #state IN (:pending, :sending)",
            {
                ":sending": "sending",
                ":pending": "pending",
                ":attempt": attempt,
                ":until": until,
                ":now": now,
            },
        )
        writes = [claimed]
        if delivery.attempts == 0:
            writes.append(self._counted(delivery.user_id, day, now))
        try:
            transactions.write(self._client, writes)
        except WriteRefused as refused:
            if 0 in refused.places:
                return None
            raise SpentForToday from None
        return replace(delivery, state="sending", attempts=attempt, due_at=until)

    def end(self, delivery: Delivery, state: str, reason: str | None, now: str) -> None:
        """The first end stands."""
        self._try(
            delivery,
            "SET #state = :end, reason = :reason, changed_at = :now REMOVE unfinished, due_at",
            "attribute_exists(due_at)",
            {":end": state, ":reason": reason or state, ":now": now},
        )

    def again(self, delivery: Delivery, reason: str, now: str, *, due_at: str) -> None:
        self._try(
            delivery,
            "SET #state = :pending, reason = :reason, due_at = :due_at, changed_at = :now",
            "attribute_exists(due_at)",
            {":pending": "pending", ":reason": reason, ":due_at": due_at, ":now": now},
        )

    def collect(self, delivery: Delivery, day: str, now: str, *, due_at: str) -> bool:
        """Into the digest of a day; False when that one has gone out, or somebody was faster."""
        of = f"digest-{day}"
        member = self._update(
            delivery,
            "SET digest = :digest, changed_at = :now REMOVE unfinished, due_at",
            "#state = :pending AND attribute_exists(due_at)",
            {":digest": of, ":now": now, ":pending": "pending"},
        )
        try:
            transactions.write(self._client, [member, self._digest(delivery.user_id, of, now, due_at)])
        except WriteRefused:
            return False
        return True

    def _digest(self, user_id: str, of: str, now: str, due_at: str) -> dict[str, Any]:
        """Begun, or as it is, as long as nobody has tried to send it."""
        values = {
            "#of": of,
            "channel": EMAIL,
            "attempts": 0,
            "#state": "pending",
            "unfinished": UNFINISHED,
            "due_at": due_at,
            "changed_at": now,
            "#ttl": ttl(now),
        }
        sets = ", ".join(f"{name} = :{name.strip('#')}" for name in values)
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": _key(user_id, delivery_key(of, EMAIL)),
                "UpdateExpression": f"SET {sets}",
                "ConditionExpression": "attribute_not_exists(user_id)"
                " OR (#state = :state AND attempts = :attempts)",
                "ExpressionAttributeNames": {"#of": "of", "#state": "state", "#ttl": "ttl"},
                "ExpressionAttributeValues": {f":{name.strip('#')}": value for name, value in values.items()},
            }
        }

    def collected(self, digest: Delivery) -> Iterator[Delivery]:
        """What is in a digest and has no end yet."""
        arguments: dict[str, Any] = {
            "KeyConditionExpression": Key("user_id").eq(digest.user_id)
            & Key("notification_id").begins_with("D#"),
            "FilterExpression": Attr("digest").eq(digest.of) & Attr("state").eq("pending"),
            "ConsistentRead": True,
        }
        return map(_to_delivery, self._pages(arguments))

    def settle(self, member: Delivery, digest: Delivery, now: str) -> None:
        """What became of its digest."""
        self._try(
            member,
            "SET #state = :end, reason = :reason, changed_at = :now",
            "#state = :pending",
            {":end": digest.state, ":reason": digest.reason, ":now": now, ":pending": "pending"},
        )

    def overdue(self, until: str) -> Iterator[Delivery]:
        """What should have been at its end, or tried, by then."""
        due = Key("unfinished").eq(UNFINISHED) & Key("due_at").lte(until)
        return map(_to_delivery, self._pages({"IndexName": "due-index", "KeyConditionExpression": due}))

    def _pages(self, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
        while True:
            page = self._table.query(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments = {**arguments, "ExclusiveStartKey": page["LastEvaluatedKey"]}

    def _counted(self, user_id: str, day: str, now: str) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": _key(user_id, f"C#{day}"),
                "UpdateExpression": "SET sent_count = if_not_exists(sent_count, :none) + :one, #ttl = :ttl",
                "ConditionExpression": "attribute_not_exists(sent_count) OR sent_count < :most",
                "ExpressionAttributeNames": {"#ttl": "ttl"},
                "ExpressionAttributeValues": {":none": 0, ":one": 1, ":most": MOST_A_DAY, ":ttl": ttl(now)},
            }
        }

    def _try(self, delivery: Delivery, expression: str, condition: str, values: Mapping[str, Any]) -> None:
        update = self._update(delivery, expression, condition, values)["Update"]
        update.pop("TableName")
        try:
            self._table.update_item(**update)
        except self._client.exceptions.ConditionalCheckFailedException:
            return  # somebody else ended it

    def _update(
        self, delivery: Delivery, expression: str, condition: str, values: Mapping[str, Any]
    ) -> dict[str, Any]:
        """As far as it is the delivery that was read."""
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": _key(delivery.user_id, delivery.key),
                "UpdateExpression": expression,
                "ConditionExpression": f"attempts = :seen AND {condition}",
                "ExpressionAttributeNames": {"#state": "state"},
                "ExpressionAttributeValues": {**values, ":seen": delivery.attempts},
            }
        }


def _key(user_id: str, key: str) -> dict[str, str]:
    return {"user_id": user_id, "notification_id": key}


def _to_delivery(item: Mapping[str, Any]) -> Delivery:
    return Delivery(
        user_id=item["user_id"],
        key=item["notification_id"],
        of=item["of"],
        alert_id=item.get("alert_id"),
        channel=item["channel"],
        state=item["state"],
        attempts=int(item["attempts"]),
        due_at=item.get("due_at"),
        digest=item.get("digest"),
        reason=item.get("reason"),
    )

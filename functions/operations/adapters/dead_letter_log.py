"""Dead letters in the ops table, until they are given again: DEADLETTER#<consumer>/<sent>#<message id>."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from functions.operations.adapters.dead_letter_queues import DeadMessage
from functions.operations.domain.dead_letters import told_by

# A message may be larger than an item; text shrinks well.
PACKED_FROM_BYTES = 50_000
MOST_BYTES = 380_000
KEEP_REDRIVEN = timedelta(days=100)
# Longer than giving one message again takes.
LEASE = timedelta(seconds=60)


class DeadLetterTooLarge(Exception):
    """Stays in its queue, which is seen by the alarm on undelivered messages: a person must look."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    consumer: str
    message_id: str
    sent_at: str
    recorded_at: str
    status: str  # open, redriving, redriven
    error: str
    reason: str
    body: str
    attributes: dict[str, str]
    group: str | None
    claimed_by: str | None
    redriven_at: str | None

    @property
    def letter_id(self) -> str:
        return f"{self.consumer}:{self.message_id}"


class DeadLetterLog:
    def __init__(self, table: Any) -> None:
        self._table = table
        self._refused = table.meta.client.exceptions.ConditionalCheckFailedException

    def record(self, message: DeadMessage, now: str) -> bool:
        """True when its arrival has not been told yet. Recorded once, however often it is received."""
        told = told_by(message.body, message.attributes)
        item = {
            **_key(message.consumer, message.sent_at, message.message_id),
            "recorded_at": now,
            "status": "open",
            "error": told.error,
            "reason": told.reason,
            "attributes": dict(message.attributes),
            **_packed(message),
            **({"message_group": message.group} if message.group else {}),
        }
        try:
            self._table.put_item(Item=item, ConditionExpression=Attr("pk").not_exists())
        except self._refused:
            key = _key(message.consumer, message.sent_at, message.message_id)
            known = self._table.get_item(Key=key, ConsistentRead=True)["Item"]
            return "told_at" not in known
        return True

    def told(self, message: DeadMessage, now: str) -> None:
        self._table.update_item(
            Key=_key(message.consumer, message.sent_at, message.message_id),
            UpdateExpression="SET told_at = :now",
            ExpressionAttributeValues={":now": now},
        )

    def letters(self, consumer: str, *, since: str = "") -> Iterator[DeadLetter]:
        """Oldest first; `since` is the beginning of an ISO UTC moment."""
        wanted = Key("pk").eq(f"DEADLETTER#{consumer}")
        arguments = {"KeyConditionExpression": wanted & Key("sk").gte(since) if since else wanted}
        while True:
            page = self._table.query(**arguments, ConsistentRead=True)
            yield from (_letter(item) for item in page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def claim(self, letter: DeadLetter, who: str, now: str) -> bool:
        """False while another operator is at it, and after it was given again."""
        is_free = Attr("status").eq("open") | (Attr("status").eq("redriving") & Attr("claim_ends").lt(now))
        values = {":redriving": "redriving", ":who": who, ":ends": _later(now, LEASE)}
        change = "SET #status = :redriving, claimed_by = :who, claim_ends = :ends"
        return self._change(letter, change, values, is_free)

    def redriven(self, letter: DeadLetter, who: str, now: str) -> bool:
        """Marked by who claimed it; False when the claim had ended and somebody else has it."""
        expiry = int((datetime.fromisoformat(now) + KEEP_REDRIVEN).timestamp())
        values = {":redriven": "redriven", ":now": now, ":expiry": expiry}
        change = "SET #status = :redriven, redriven_at = :now, #ttl = :expiry REMOVE claim_ends"
        return self._change(letter, change, values, Attr("claimed_by").eq(who), "ttl")

    def released(self, letter: DeadLetter, who: str) -> bool:
        change = "SET #status = :open REMOVE claimed_by, claim_ends"
        return self._change(letter, change, {":open": "open"}, Attr("claimed_by").eq(who))

    def _change(
        self, letter: DeadLetter, change: str, values: dict[str, Any], condition: Any, *names: str
    ) -> bool:
        try:
            self._table.update_item(
                Key=_key(letter.consumer, letter.sent_at, letter.message_id),
                UpdateExpression=change,
                ConditionExpression=condition,
                ExpressionAttributeNames={f"#{name}": name for name in ("status", *names)},
                ExpressionAttributeValues=values,
            )
        except self._refused:
            return False
        return True


def _key(consumer: str, sent_at: str, message_id: str) -> dict[str, str]:
    return {"pk": f"DEADLETTER#{consumer}", "sk": f"{sent_at}#{message_id}"}


def _packed(message: DeadMessage) -> dict[str, Any]:
    raw = message.body.encode()
    if len(raw) < PACKED_FROM_BYTES:
        return {"body": message.body}
    packed = zlib.compress(raw)
    if len(packed) > MOST_BYTES:
        raise DeadLetterTooLarge(
            f"{message.message_id}: {len(packed)} bytes compressed, at most {MOST_BYTES}"
        )
    return {"packed_body": packed}


def _letter(item: dict[str, Any]) -> DeadLetter:
    sent_at, _, message_id = item["sk"].partition("#")
    body = zlib.decompress(bytes(item["packed_body"])).decode() if "packed_body" in item else item["body"]
    return DeadLetter(
        consumer=item["pk"].removeprefix("DEADLETTER#"),
        message_id=message_id,
        sent_at=sent_at,
        body=body,
        group=item.get("message_group"),
        claimed_by=item.get("claimed_by"),
        redriven_at=item.get("redriven_at"),
        **{name: item[name] for name in ("recorded_at", "status", "error", "reason", "attributes")},
    )


def _later(now: str, by: timedelta) -> str:
    return (datetime.fromisoformat(now) + by).strftime("%Y-%m-%dT%H:%M:%SZ")

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

# A client that retries for a day gets its first answer.
KEY_SECONDS = 24 * 60 * 60
UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class Intent:
    """An order that was asked for: its message, and whether the queue has it."""

    message: Mapping[str, Any]
    fingerprint: str
    idempotency_key: str | None
    in_flight_until: float  # epoch seconds: whoever sends it is given up after that
    is_sent: bool = False

    @property
    def order_id(self) -> str:
        return str(self.message["order_id"])

    def sent(self) -> "Intent":
        return replace(self, is_sent=True)


class KeyReused(Exception):
    """The idempotency key belongs to another body."""


class IntentTable:
    """An item an order, by its id; and one an idempotency key, `KEY#<hash>`, naming the order made."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._client = table.meta.client

    def get(self, order_id: str) -> Intent | None:
        item = self._table.get_item(Key={"order_id": order_id}, ConsistentRead=True).get("Item")
        return _to_intent(item) if item else None

    def put(self, intent: Intent) -> Intent | None:
        """None when it is new, else the one that was there. Raises KeyReused.

        The key is taken first: a process that ends in between leaves one that leads to the same order again.
        """
        if intent.idempotency_key is not None:
            self._take_key(intent)
        try:
            self._table.put_item(
                Item=_to_item(intent),
                ConditionExpression=Attr("order_id").not_exists(),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except self._client.exceptions.ConditionalCheckFailedException as taken:
            return _from_wire(taken.response["Item"])
        return None

    def mark_sent(self, intent: Intent) -> None:
        self._table.update_item(
            Key={"order_id": intent.order_id},
            UpdateExpression="SET is_sent = :yes REMOVE unsent",
            ExpressionAttributeValues={":yes": True},
        )

    def unsent(self, *, before: str) -> Iterator[Intent]:
        """Submitted before that moment and not known to be in the queue, oldest first."""
        arguments: dict[str, Any] = {
            "IndexName": "unsent-index",
            "KeyConditionExpression": Key("unsent").eq(UNSENT) & Key("submitted_at").lt(before),
        }
        while True:
            page = self._table.query(**arguments)
            yield from map(_to_intent, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def recent(self, account_id: str, *, since: str) -> list[Intent]:
        """Of an account, newest first; what was submitted since that moment and fits one page."""
        page = self._table.query(
            IndexName="account-id-index",
            KeyConditionExpression=Key("account_id").eq(account_id) & Key("submitted_at").gte(since),
            ScanIndexForward=False,
        )
        return [_to_intent(item) for item in page["Items"]]

    def _take_key(self, intent: Intent) -> None:
        message = intent.message
        named = f"{message['user_id']}|{message['account_id']}|{intent.idempotency_key}"
        try:
            self._table.put_item(
                Item={
                    "order_id": f"KEY#{sha256(named.encode()).hexdigest()}",
                    "made": intent.order_id,
                    "fingerprint": intent.fingerprint,
                    "ttl": int(intent.in_flight_until) + KEY_SECONDS,
                },
                # A repeated request finds its own; a key past its day is free, whenever its item goes.
                ConditionExpression=Attr("order_id").not_exists()
                | Attr("fingerprint").eq(intent.fingerprint)
                | Attr("ttl").lt(int(intent.in_flight_until)),
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            raise KeyReused(
                f"idempotency key of order {intent.order_id} was used with another body"
            ) from None


def _to_item(intent: Intent) -> dict[str, Any]:
    item: dict[str, Any] = {
        "order_id": intent.order_id,
        "account_id": intent.message["account_id"],
        "submitted_at": intent.message["submitted_at"],
        "message": json.dumps(intent.message),
        "fingerprint": intent.fingerprint,
        "in_flight_until": str(intent.in_flight_until),
        "is_sent": intent.is_sent,
    }
    if not intent.is_sent:
        item["unsent"] = UNSENT
    if intent.idempotency_key is not None:
        item["idempotency_key"] = intent.idempotency_key
    return item


def _to_intent(item: Mapping[str, Any]) -> Intent:
    return Intent(
        message=json.loads(item["message"]),
        fingerprint=item["fingerprint"],
        idempotency_key=item.get("idempotency_key"),
        in_flight_until=float(item["in_flight_until"]),
        is_sent=bool(item["is_sent"]),
    )


def _from_wire(item: Any) -> Intent:
    """A refused write gives the item in the wire's form, also through a resource."""
    from boto3.dynamodb.types import TypeDeserializer

    read: Any = TypeDeserializer().deserialize
    return _to_intent(
        {name: value if not isinstance(value, dict) else read(value) for name, value in item.items()}
    )

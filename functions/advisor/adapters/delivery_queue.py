import json
from collections.abc import Iterable
from typing import Any

MOST_A_CALL = 10


class MessagesNotQueued(Exception):
    """The queue refused some; they are due, so that they are found and sent again."""


class DeliveryQueue:
    """Names deliveries to whoever makes them. A delivery named twice is made once."""

    def __init__(self, sqs: Any, url: str) -> None:
        self._sqs = sqs
        self._url = url

    def send(self, deliveries: Iterable[tuple[str, str]]) -> int:
        """By user and key. Raises MessagesNotQueued."""
        bodies = [json.dumps({"user_id": user, "delivery": key}) for user, key in deliveries]
        refused = 0
        for first in range(0, len(bodies), MOST_A_CALL):
            batch = bodies[first : first + MOST_A_CALL]
            entries = [{"Id": str(place), "MessageBody": body} for place, body in enumerate(batch)]
            refused += len(
                self._sqs.send_message_batch(QueueUrl=self._url, Entries=entries).get("Failed", [])
            )
        if refused:
            raise MessagesNotQueued(f"{refused} of {len(bodies)}")
        return len(bodies)

    def come_again(self, receipt: str, seconds: int) -> None:
        self._sqs.change_message_visibility(
            QueueUrl=self._url, ReceiptHandle=receipt, VisibilityTimeout=seconds
        )

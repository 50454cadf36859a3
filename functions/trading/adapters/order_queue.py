import json
from collections.abc import Mapping
from typing import Any


class OrderQueue:
    """FIFO: messages of an account stay in order, and one sent twice within five minutes is queued once."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, message: Mapping[str, Any]) -> None:
        suffix = "" if message["kind"] == "submit" else f":{message['kind']}"
        self._client.send_message(
            QueueUrl=self._url,
            MessageBody=json.dumps(message, separators=(",", ":")),
            MessageGroupId=message["account_id"],
            MessageDeduplicationId=f"{message['order_id']}{suffix}",
        )

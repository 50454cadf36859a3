from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError


class Platform:
    """What orders cannot be taken without."""

    def __init__(self, table: Any, queues: Any, order_queue_url: str) -> None:
        self._table = table
        self._queues = queues
        self._order_queue_url = order_queue_url

    def checks(self) -> dict[str, str]:
        """`ok`, or the name of what was answered."""
        return {
            "dynamodb": _outcome(lambda: self._table.get_item(Key={"pk": "HEALTH", "sk": "HEALTH"})),
            "queue": _outcome(
                lambda: self._queues.get_queue_attributes(
                    QueueUrl=self._order_queue_url, AttributeNames=["QueueArn"]
                )
            ),
        }


def _outcome(ask: Callable[[], object]) -> str:
    try:
        ask()
    except ClientError as refused:
        return str(refused.response["Error"]["Code"])
    except BotoCoreError as fault:
        return type(fault).__name__
    return "ok"

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# DynamoDB's limit on the keys of one BatchGetItem.
KEYS_PER_CALL = 100
# Keys it had no time for are asked for again, each this often.
MOST_ATTEMPTS = 5


class KeysUnread(Exception):
    """DynamoDB left keys of a batch unread again and again; a later retry may find it less busy."""


def items(table: Any, keys: Sequence[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """What a table holds under these keys, in no order; no key may be given twice."""
    waiting = list(keys)
    for _ in range(MOST_ATTEMPTS):
        left: list[Mapping[str, str]] = []
        for first in range(0, len(waiting), KEYS_PER_CALL):
            asked = {table.name: {"Keys": waiting[first : first + KEYS_PER_CALL], "ConsistentRead": True}}
            answer = table.meta.client.batch_get_item(RequestItems=asked)
            yield from answer["Responses"].get(table.name, [])
            left += answer.get("UnprocessedKeys", {}).get(table.name, {}).get("Keys", [])
        waiting = left
        if not waiting:
            return
    raise KeysUnread(f"{len(waiting)} of {len(keys)} keys of {table.name} unread")

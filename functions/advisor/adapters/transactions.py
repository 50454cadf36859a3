"""Several writes that all happen or none does."""

from collections.abc import Mapping, Sequence
from typing import Any

from functions.runtime.api import Refused

# Others who write the same items at that moment are done after a few milliseconds.
MOST_ATTEMPTS = 6


class WriteRefused(Exception):
    """The conditions of these writes, by their place, did not hold; nothing was written."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__(f"writes {list(places)}")
        self.places = frozenset(places)


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(409, "changed_meanwhile", "this was changed meanwhile; read it again")


def write(client: Any, actions: Sequence[Mapping[str, Any]]) -> None:
    """Raises WriteRefused, ChangedMeanwhile."""
    for _ in range(MOST_ATTEMPTS):
        try:
            client.transact_write_items(TransactItems=actions)
        except client.exceptions.TransactionCanceledException as canceled:
            codes = [reason["Code"] for reason in canceled.response["CancellationReasons"]]
            refused = [place for place, code in enumerate(codes) if code == "ConditionalCheckFailed"]
            if refused:
                raise WriteRefused(refused) from None
            if "TransactionConflict" not in codes:
                raise
        else:
            return
    raise ChangedMeanwhile


def put_new(table: Any, item: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Refused when there is an item of that key."""
    return {
        "Put": {"TableName": table.name, "Item": item, "ConditionExpression": f"attribute_not_exists({key})"}
    }


def put_over(table: Any, item: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Refused when the item is no longer of that version."""
    return {
        "Put": {
            "TableName": table.name,
            "Item": item,
            "ConditionExpression": "version = :version",
            "ExpressionAttributeValues": {":version": version},
        }
    }


def delete(table: Any, key: Mapping[str, str]) -> dict[str, Any]:
    return {"Delete": {"TableName": table.name, "Key": key}}

"""A copy of everything a user keeps here."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.advisor.domain import profiles
from functions.advisor.domain.profiles import Profile

# Of nobody's use: how the service tells items apart and finds them.
OURS = ("user_id", "record", "version", "key_hash", "webhook_secret", "inbox_at", "unfinished")


class Belongings:
    def __init__(self, users: Any, watchlists: Any, alerts: Any, notifications: Any) -> None:
        self._users = users
        self._watchlists = watchlists
        self._others = {"alerts": alerts, "notifications": notifications}

    def of(self, profile: Profile) -> dict[str, Any]:
        mine = _items(self._users, profile.user_id)
        lists = [item for item in _items(self._watchlists, profile.user_id) if "name" in item]
        return {
            "profile": profiles.document(profile),
            "preferences": dict(profile.preferences),
            "api_keys": [_told(item) for item in mine if item["record"].startswith("KEY#")],
            "account_changes": [_told(item) for item in mine if item["record"].startswith("CHANGE#")],
            "watchlists": [_told(item) for item in lists],
            **{
                name: [_told(item) for item in _items(table, profile.user_id) if "alert_count" not in item]
                for name, table in self._others.items()
            },
        }


def _items(table: Any, user_id: str) -> list[dict[str, Any]]:
    arguments: dict[str, Any] = {"KeyConditionExpression": Key("user_id").eq(user_id), "ConsistentRead": True}
    found: list[dict[str, Any]] = []
    while True:
        page = table.query(**arguments)
        found += page["Items"]
        if "LastEvaluatedKey" not in page:
            return found
        arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _told(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in sorted(item.items()) if name not in OURS}


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value

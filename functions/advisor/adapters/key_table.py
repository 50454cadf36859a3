from collections.abc import Mapping
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.advisor.adapters import transactions
from functions.advisor.adapters.account_changes import AccountChange, kept, told
from functions.advisor.adapters.profile_table import profile_key
from functions.advisor.adapters.transactions import WriteRefused
from functions.advisor.domain.api_keys import MOST_KEYS, ApiKey
from functions.runtime.api import Refused

RECORD = "KEY#"


class TooManyKeys(Refused):
    def __init__(self) -> None:
        super().__init__(409, "too_many_keys", f"at most {MOST_KEYS} keys, and none without a profile")


class KeyTable:
    """What the authorizer reads lies under the key's hash, what its user sees beside the profile."""

    def __init__(self, keys: Any, users: Any) -> None:
        self._keys = keys
        self._users = users
        self._client = keys.meta.client

    def create(self, key: ApiKey, made: AccountChange) -> None:
        """Raises TooManyKeys."""
        writes = [
            self._counted(key.user_id, 1),
            transactions.put_new(self._keys, _speaking(key), "key_hash"),
            transactions.put_new(self._users, _recognised(key), "user_id"),
            kept(self._users, made),
        ]
        try:
            transactions.write(self._client, writes)
        except WriteRefused:
            raise TooManyKeys from None
        told(made)

    def all(self, user_id: str) -> list[ApiKey]:
        """Oldest first; those that have expired too."""
        page = self._users.query(
            KeyConditionExpression=Key("user_id").eq(user_id) & Key("record").begins_with(RECORD),
            ConsistentRead=True,
        )
        return sorted(map(_to_key, page["Items"]), key=lambda key: (key.created_at, key.key_id))

    def revoke(self, key: ApiKey, made: AccountChange) -> None:
        """From the next request on. Revoking what somebody else revoked meanwhile changes nothing."""
        gone = transactions.delete(self._users, _record_key(key))
        gone["Delete"]["ConditionExpression"] = "attribute_exists(user_id)"
        hashed = transactions.delete(self._keys, {"key_hash": key.key_hash})
        try:
            transactions.write(
                self._client, [gone, hashed, self._counted(key.user_id, -1), kept(self._users, made)]
            )
        except WriteRefused:
            return
        told(made)

    def drop(self, key: ApiKey) -> None:
        """Of a user who goes; what is seen goes last, so that nothing is left that no list shows."""
        self._keys.delete_item(Key={"key_hash": key.key_hash})
        self._users.delete_item(Key=_record_key(key))

    def _counted(self, user_id: str, added: int) -> dict[str, Any]:
        values = {":added": added, ":zero": 0}
        condition = "attribute_exists(user_id)"
        if added > 0:
            condition += " AND attribute_not_exists(erasing_since)"
            condition += " AND (attribute_not_exists(key_count) OR key_count < :most)"
            values[":most"] = MOST_KEYS
        return {
            "Update": {
                "TableName": self._users.name,
                "Key": profile_key(user_id),
                "UpdateExpression": "SET key_count = if_not_exists(key_count, :zero) + :added",
                "ConditionExpression": condition,
                "ExpressionAttributeValues": values,
            }
        }


def _record_key(key: ApiKey) -> dict[str, str]:
    return {"user_id": key.user_id, "record": f"{RECORD}{key.key_id}"}


def _speaking(key: ApiKey) -> dict[str, Any]:
    item = {
        "key_hash": key.key_hash,
        "key_id": key.key_id,
        "user_id": key.user_id,
        "scopes": list(key.scopes),
        "expires_at": key.expires_at,
        "requests_per_minute": key.requests_per_minute,
    }
    return {name: value for name, value in item.items() if value is not None}


def _recognised(key: ApiKey) -> dict[str, Any]:
    told_of = {"name": key.name, "prefix": key.prefix, "created_at": key.created_at}
    return _speaking(key) | _record_key(key) | told_of


def _to_key(item: Mapping[str, Any]) -> ApiKey:
    limit = item.get("requests_per_minute")
    return ApiKey(
        key_id=item["key_id"],
        user_id=item["user_id"],
        name=item["name"],
        prefix=item["prefix"],
        key_hash=item["key_hash"],
        scopes=tuple(item["scopes"]),
        created_at=item["created_at"],
        expires_at=int(item["expires_at"]),
        requests_per_minute=None if limit is None else int(limit),
    )

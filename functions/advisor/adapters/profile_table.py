import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from functions.advisor.adapters import transactions
from functions.advisor.adapters.account_changes import AccountChange, kept, told
from functions.advisor.adapters.transactions import WriteRefused
from functions.advisor.domain.profiles import Profile, email_key
from functions.runtime.api import Refused

PROFILE = "PROFILE"
CLAIM = "CLAIM"
_FIELDS = frozenset(field.name for field in fields(Profile))


class EmailTaken(Refused):
    def __init__(self) -> None:
        super().__init__(409, "email_taken", "another user has this e-mail address")


class ProfileExists(Refused):
    def __init__(self) -> None:
        super().__init__(
            409, "profile_exists", "you have a profile, or one that is being erased: DELETE it again"
        )


class ProfileChanged(Refused):
    def __init__(self) -> None:
        super().__init__(409, "changed_meanwhile", "the profile was changed meanwhile; read it again")


class ProfileTable:
    """One PROFILE item a user, and a claim `EMAIL#<hash>` of their address, written together."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._client = table.meta.client

    def get(self, user_id: str) -> Profile | None:
        """None also while it is being erased."""
        item = self._table.get_item(Key=profile_key(user_id), ConsistentRead=True).get("Item")
        return _to_profile(item) if item and "erasing_since" not in item else None

    def create(self, profile: Profile, made: AccountChange) -> None:
        """Raises EmailTaken, ProfileExists."""
        writes = [
            transactions.put_new(self._table, _to_item(profile), "user_id"),
            transactions.put_new(self._table, _claim(profile), "user_id"),
            kept(self._table, made),
        ]
        try:
            transactions.write(self._client, writes)
        except WriteRefused as refused:
            raise (ProfileExists if 0 in refused.places else EmailTaken) from None
        told(made)

    def change(self, before: Profile, after: Profile, made: AccountChange) -> None:
        """Raises EmailTaken, ProfileChanged."""
        writes = [self._update(before, after), kept(self._table, made)]
        if email_key(after.email) != email_key(before.email):
            writes.append(transactions.put_new(self._table, _claim(after), "user_id"))
            writes.append(transactions.delete(self._table, claim_key(before.email)))
        try:
            transactions.write(self._client, writes)
        except WriteRefused as refused:
            raise (ProfileChanged if 0 in refused.places else EmailTaken) from None
        told(made)

    def _update(self, before: Profile, after: Profile) -> dict[str, Any]:
        """What the profile itself does not know, as how many keys there are, stays."""
        values = {name: value for name, value in _to_item(after).items() if name not in ("user_id", "record")}
        gone = [name for name in _to_item(before) if name not in _to_item(after)]
        expression = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
        expression += f" REMOVE {', '.join(gone)}" if gone else ""
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": profile_key(after.user_id),
                "UpdateExpression": expression,
                "ConditionExpression": "#version = :before AND attribute_not_exists(erasing_since)",
                "ExpressionAttributeNames": {f"#{name}": name for name in values},
                "ExpressionAttributeValues": {f":{name}": value for name, value in values.items()}
                | {":before": before.version},
            }
        }


def profile_key(user_id: str) -> dict[str, str]:
    return {"user_id": user_id, "record": PROFILE}


def claim_key(email: str) -> dict[str, str]:
    return {"user_id": f"EMAIL#{email_key(email)}", "record": CLAIM}


def has_profile(table_name: str, user_id: str) -> dict[str, Any]:
    """For the transaction of whatever a user makes: nothing is made while their data is being erased."""
    return {
        "ConditionCheck": {
            "TableName": table_name,
            "Key": profile_key(user_id),
            "ConditionExpression": "attribute_exists(user_id) AND attribute_not_exists(erasing_since)",
        }
    }


def _claim(profile: Profile) -> dict[str, str]:
    return claim_key(profile.email) | {"claimed_by": profile.user_id}


def _to_item(profile: Profile) -> dict[str, Any]:
    values = asdict(profile) | {
        "record": PROFILE,
        "topics_of_interest": list(profile.topics_of_interest),
        # As text: the table's numbers are not JSON's.
        "preferences": json.dumps(profile.preferences),
    }
    return {name: value for name, value in values.items() if value is not None}


def _to_profile(item: Mapping[str, Any]) -> Profile:
    values = {name: value for name, value in item.items() if name in _FIELDS}
    read = {
        "topics_of_interest": tuple(item["topics_of_interest"]),
        "preferences": json.loads(item["preferences"]),
        "version": int(item["version"]),
    }
    return Profile(**values | read)

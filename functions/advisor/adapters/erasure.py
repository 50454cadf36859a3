"""Forgets a user: what they keep, what speaks for them, and last who they are."""

from collections.abc import Iterator, Mapping
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.advisor.adapters import transactions
from functions.advisor.adapters.account_changes import AccountChange, kept, told
from functions.advisor.adapters.key_table import KeyTable
from functions.advisor.adapters.profile_table import PROFILE, claim_key, profile_key
from functions.advisor.adapters.transactions import WriteRefused

ERASING_INDEX = "erasing-index"


class Erasure:
    """Whatever ends it in between, the profile is still there, marked, and the same request goes on with it.

    A marked profile is no profile to anybody else, and nothing new is made for its user. `kept_in` are the
    tables of what else a user keeps, by their sort keys.
    """

    def __init__(self, users: Any, keys: KeyTable, kept_in: Mapping[str, Any]) -> None:
        self._users = users
        self._keys = keys
        self._kept_in = kept_in
        self._client = users.meta.client

    def erase(self, user_id: str, made: AccountChange) -> None:
        """Of somebody without a profile there is nothing, and nothing happens."""
        email = self._marked(user_id, made.at)
        if email is not None:
            self._erase(user_id, email, made)

    def go_on(self, user_id: str, begun_at: str, made: AccountChange) -> None:
        """With the erasure begun then and no other: somebody erased may have come back meanwhile."""
        profile = self._users.get_item(Key=profile_key(user_id), ConsistentRead=True).get("Item", {})
        if profile.get("erasing_since") == begun_at:
            self._erase(user_id, profile["email"], made)

    def _erase(self, user_id: str, email: str, made: AccountChange) -> None:
        for key in self._keys.all(user_id):
            self._keys.drop(key)
        for sort_key, table in self._kept_in.items():
            _empty(table, sort_key, user_id)
        self._finish(user_id, email, made)

    def stalled(self, before: str) -> Iterator[tuple[str, str]]:
        """Users whose erasure began before then and has not ended, with when it began; oldest first."""
        begun = Key("record").eq(PROFILE) & Key("erasing_since").lt(before)
        arguments: dict[str, Any] = {"IndexName": ERASING_INDEX, "KeyConditionExpression": begun}
        while True:
            page = self._users.query(**arguments)
            yield from ((item["user_id"], item["erasing_since"]) for item in page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _marked(self, user_id: str, at: str) -> str | None:
        """The address whose claim goes with the profile; it cannot change any more."""
        try:
            marked = self._users.update_item(
                Key=profile_key(user_id),
                UpdateExpression="SET erasing_since = if_not_exists(erasing_since, :at)",
                ConditionExpression="attribute_exists(user_id)",
                ExpressionAttributeValues={":at": at},
                ReturnValues="ALL_NEW",
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return str(marked["Attributes"]["email"])

    def _finish(self, user_id: str, email: str, made: AccountChange) -> None:
        profile = transactions.delete(self._users, profile_key(user_id))
        profile["Delete"]["ConditionExpression"] = "attribute_exists(erasing_since)"
        claim = transactions.delete(self._users, claim_key(email))
        try:
            transactions.write(self._client, [profile, claim, kept(self._users, made)])
        except WriteRefused:
            return  # another such request was faster
        told(made)


def _empty(table: Any, sort_key: str, user_id: str) -> None:
    arguments: dict[str, Any] = {
        "KeyConditionExpression": Key("user_id").eq(user_id),
        "ProjectionExpression": f"user_id, {sort_key}",
        "ConsistentRead": True,
    }
    while items := table.query(**arguments)["Items"]:
        with table.batch_writer() as batch:
            for item in items:
                batch.delete_item(Key=item)

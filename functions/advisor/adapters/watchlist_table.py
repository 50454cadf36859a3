from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.advisor.adapters import transactions
from functions.advisor.adapters.profile_table import has_profile
from functions.advisor.adapters.transactions import MOST_ATTEMPTS, ChangedMeanwhile, WriteRefused
from functions.advisor.domain.watchlists import MOST_LISTS, Held, Watchlist, name_key
from functions.runtime.api import Refused

LISTS = "LISTS"
NAME = "NAME#"


class NameTaken(Refused):
    def __init__(self) -> None:
        super().__init__(409, "name_taken", "you have another list of this name")


class TooManyLists(Refused):
    def __init__(self) -> None:
        super().__init__(409, "too_many_lists", f"you have {MOST_LISTS} lists; no more fit")


class NoProfile(Refused):
    def __init__(self) -> None:
        super().__init__(409, "no_profile", "make a profile first: POST /api/v1/users")


@dataclass(frozen=True, slots=True)
class Lists:
    """All of a user's, oldest first. There is a default as soon as there is one list."""

    lists: list[Watchlist]
    default_id: str | None

    def find(self, watchlist_id: str) -> Watchlist | None:
        return next((one for one in self.lists if one.watchlist_id == watchlist_id), None)


class WatchlistTable:
    """A user's partition: an item a list, a claim `NAME#<hash>` a name, and `LISTS`, which counts the lists
    and names the default, so that there cannot be two."""

    def __init__(self, table: Any, users_table: str) -> None:
        self._table = table
        self._users_table = users_table
        self._client = table.meta.client

    def of(self, user_id: str) -> Lists:
        lists, default_id = [], None
        for item in self._items(user_id):
            if item["watchlist_id"] == LISTS:
                default_id = item["default_watchlist_id"]
            elif not item["watchlist_id"].startswith(NAME):
                lists.append(_to_list(item))
        return Lists(sorted(lists, key=_age), default_id)

    def get(self, user_id: str, watchlist_id: str) -> Watchlist | None:
        item = self._table.get_item(Key=_key(user_id, watchlist_id), ConsistentRead=True).get("Item")
        return _to_list(item) if item else None

    def create(self, user_id: str, watchlist: Watchlist, *, is_default: bool) -> None:
        """The first list is the default. Raises NameTaken, TooManyLists, NoProfile."""
        chosen = ":id" if is_default else "if_not_exists(default_watchlist_id, :id)"
        counted = self._lists(
            user_id,
            f"SET default_watchlist_id = {chosen}, list_count = if_not_exists(list_count, :none) + :one",
            "attribute_not_exists(list_count) OR list_count < :most",
            {":id": watchlist.watchlist_id, ":none": 0, ":one": 1, ":most": MOST_LISTS},
        )
        writes = [
            has_profile(self._users_table, user_id),
            counted,
            self._claim(user_id, watchlist),
            transactions.put_new(self._table, _to_item(user_id, watchlist), "user_id"),
        ]
        try:
            transactions.write(self._client, writes)
        except WriteRefused as refused:
            raise (NoProfile, TooManyLists, NameTaken, NameTaken)[min(refused.places)] from None

    def describe(
        self, user_id: str, watchlist_id: str, change: Callable[[Watchlist], Watchlist], *, make_default: bool
    ) -> Watchlist | None:
        """A list under another name or as the default; None when there is no such list. Raises NameTaken."""
        for before in self._newest(user_id, watchlist_id):
            after = change(before)
            writes = [transactions.put_over(self._table, _to_item(user_id, after), before.version)]
            if make_default:
                writes.append(
                    self._lists(
                        user_id,
                        "SET default_watchlist_id = :id",
                        "attribute_exists(list_count)",
                        {":id": watchlist_id},
                    )
                )
            if name_key(after.name) != name_key(before.name):
                writes.append(transactions.delete(self._table, _name_key(user_id, before)))
                writes.append(self._claim(user_id, after))
            try:
                transactions.write(self._client, writes)
            except WriteRefused as refused:
                if 0 not in refused.places:
                    raise NameTaken from None
            else:
                return after
        return None

    def change(
        self, user_id: str, watchlist_id: str, change: Callable[[Watchlist], Watchlist]
    ) -> Watchlist | None:
        """Its assets; None when there is no such list. Raises what `change` raises."""
        for before in self._newest(user_id, watchlist_id):
            after = change(before)
            write = transactions.put_over(self._table, _to_item(user_id, after), before.version)["Put"]
            write.pop("TableName")
            try:
                self._table.put_item(**write)
            except self._client.exceptions.ConditionalCheckFailedException:
                continue
            return after
        return None

    def delete(self, user_id: str, watchlist_id: str) -> bool:
        """False when there is no such list. In place of the default the oldest of the others becomes it."""
        for _ in range(MOST_ATTEMPTS):
            held = self.of(user_id)
            gone = held.find(watchlist_id)
            if gone is None:
                return False
            try:
                transactions.write(self._client, list(self._deletion(user_id, held, gone)))
            except WriteRefused:
                continue
            return True
        raise ChangedMeanwhile

    def _deletion(self, user_id: str, held: Lists, gone: Watchlist) -> Iterator[dict[str, Any]]:
        others = [one for one in held.lists if one is not gone]
        deletion = transactions.delete(self._table, _key(user_id, gone.watchlist_id))
        deletion["Delete"] |= {
            "ConditionExpression": "version = :version",
            "ExpressionAttributeValues": {":version": gone.version},
        }
        yield deletion
        yield transactions.delete(self._table, _name_key(user_id, gone))
        seen = {":seen": len(held.lists), ":default": held.default_id}
        unchanged = "list_count = :seen AND default_watchlist_id = :default"
        if not others:
            last = transactions.delete(self._table, _key(user_id, LISTS))
            last["Delete"] |= {"ConditionExpression": unchanged, "ExpressionAttributeValues": seen}
            yield last
            return
        heir = others[0].watchlist_id if gone.watchlist_id == held.default_id else held.default_id
        yield self._lists(
            user_id,
            "SET default_watchlist_id = :heir, list_count = :left",
            unchanged,
            {**seen, ":heir": heir, ":left": len(others)},
        )

    def _newest(self, user_id: str, watchlist_id: str) -> Iterator[Watchlist]:
        """The list as it is, again each time somebody was faster."""
        for _ in range(MOST_ATTEMPTS):
            watchlist = self.get(user_id, watchlist_id)
            if watchlist is None:
                return
            yield watchlist
        raise ChangedMeanwhile

    def _lists(
        self, user_id: str, expression: str, condition: str, values: Mapping[str, Any]
    ) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": _key(user_id, LISTS),
                "UpdateExpression": expression,
                "ConditionExpression": condition,
                "ExpressionAttributeValues": values,
            }
        }

    def _claim(self, user_id: str, watchlist: Watchlist) -> dict[str, Any]:
        claim = _name_key(user_id, watchlist) | {"claimed_by": watchlist.watchlist_id}
        return transactions.put_new(self._table, claim, "user_id")

    def _items(self, user_id: str) -> Iterator[dict[str, Any]]:
        arguments: dict[str, Any] = {
            "KeyConditionExpression": Key("user_id").eq(user_id),
            "ConsistentRead": True,
        }
        while True:
            page = self._table.query(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _age(watchlist: Watchlist) -> tuple[str, str]:
    return watchlist.created_at, watchlist.watchlist_id


def _key(user_id: str, watchlist_id: str) -> dict[str, str]:
    return {"user_id": user_id, "watchlist_id": watchlist_id}


def _name_key(user_id: str, watchlist: Watchlist) -> dict[str, str]:
    return _key(user_id, f"{NAME}{name_key(watchlist.name)}")


def _to_item(user_id: str, watchlist: Watchlist) -> dict[str, Any]:
    values = asdict(watchlist) | {"user_id": user_id, "asset_count": len(watchlist.assets)}
    return values | {"assets": [asdict(held) for held in watchlist.assets]}


def _to_list(item: Mapping[str, Any]) -> Watchlist:
    return Watchlist(
        watchlist_id=item["watchlist_id"],
        name=item["name"],
        description=item["description"],
        assets=tuple(Held(**held) for held in item["assets"]),
        created_at=item["created_at"],
        updated_at=item["updated_at"],
        version=int(item["version"]),
    )

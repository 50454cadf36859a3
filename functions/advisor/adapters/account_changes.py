"""What was changed about an account, by whom: kept beside the account, and told to the log."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from functions.runtime import api, log


@dataclass(frozen=True, slots=True)
class AccountChange:
    user_id: str
    change: str
    by: str
    at: str
    request_id: str
    api_key_id: str | None = None
    fields: Sequence[str] = ()


def change(request: api.Request, user_id: str, what: str, fields: Sequence[str] = ()) -> AccountChange:
    return AccountChange(
        user_id, what, request.user_id, request.at, request.request_id, request.api_key_id, sorted(fields)
    )


def kept(table: Any, made: AccountChange) -> dict[str, Any]:
    """The write that belongs into the change's own transaction. It names fields, never what they hold."""
    item = {name: value for name, value in asdict(made).items() if value is not None}
    return {
        "Put": {
            "TableName": table.name,
            "Item": {**item, "record": f"CHANGE#{made.at}#{made.request_id}"},
        }
    }


def told(made: AccountChange) -> None:
    log.event("account_changed", **asdict(made))

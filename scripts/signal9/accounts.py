"""Trading accounts: opened in the ledger, and given to a user at the API's door."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from functions.runtime import aws
from functions.trading.adapters.account_access import AccountAccess
from scripts.signal9.connection import Connection
from scripts.signal9.days import now


class DeskFunctionFailed(Exception):
    """A function of the desk ended with an error; its log says more."""


def invoke(connection: Connection, function: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Raises DeskFunctionFailed."""
    answer = connection.client("lambda", read_timeout_seconds=320).invoke(
        FunctionName=connection.function(function), Payload=json.dumps(payload)
    )
    document: dict[str, Any] = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise DeskFunctionFailed(
            f"DeskFunctionFailed: {function} answered {document.get('errorType')}:"
            f" {document.get('errorMessage')}"
        )
    return document


def open_account(
    connection: Connection, account_id: str, user_id: str, *, broker: str, deposit_usd: str | None
) -> dict[str, Any]:
    """The same again changes nothing: an account is opened once, and the first deposit is paid once."""
    payload: dict[str, Any] = {"account_id": account_id, "user_id": user_id, "broker": broker}
    if deposit_usd is not None:
        first = uuid5(NAMESPACE_URL, f"signal9:first-deposit:{account_id}")
        payload["deposit"] = {"id": str(first), "amount_usd": deposit_usd}
    opened = invoke(connection, "OpenAccount", payload)
    access = AccountAccess(aws.table(f"signal9-account-access-{connection.stage}"))
    access.grant(user_id, account_id, granted_at=now())
    return opened

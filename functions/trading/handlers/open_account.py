"""Open a trading account, and pay money in when some is named: the same again changes nothing."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.runtime import log
from functions.trading import wiring
from functions.trading.domain.amounts import positive


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{"account_id", "user_id", "broker", "deposit": {"id": UUID, "amount_usd": "1000"}}`"""
    at = wiring.moment()
    is_new = wiring.accounts().open(event["account_id"], event["user_id"], event["broker"], at)

    is_paid = pay(event["account_id"], event["deposit"], at) if event.get("deposit") else False

    log.event("account_opened", account_id=event["account_id"], is_new=is_new, is_paid=is_paid)
    return {"account_id": event["account_id"], "is_new": is_new, "is_paid": is_paid}


def pay(account_id: str, deposit: dict[str, Any], at: str) -> bool:
    amount: Decimal = positive(deposit["amount_usd"], "amount_usd")
    return wiring.accounts().deposit(account_id, amount, UUID(deposit["id"]), at)

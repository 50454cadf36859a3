"""Whose books are to be reconciled."""

from typing import Any

from functions.trading import wiring


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return {"accounts": wiring.reconciliation().accounts()}

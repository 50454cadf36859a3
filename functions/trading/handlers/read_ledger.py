"""Positions, balances or the newest postings of an account, for operators."""

from typing import Any

from functions.trading import wiring

MOST_POSTINGS = 500


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{"view": "positions" | "balances" | "postings", "account_id"}`"""
    books, account_id = wiring.ledger_books(), event["account_id"]
    views = {
        "positions": lambda: books.positions(account_id),
        "balances": lambda: books.balances(account_id),
        "postings": lambda: books.statement(account_id, MOST_POSTINGS),
    }
    if event["view"] not in views:
        raise ValueError(f"view is {event['view']!r}: expected one of {', '.join(views)}")
    return {"account_id": account_id, "items": views[event["view"]]()}

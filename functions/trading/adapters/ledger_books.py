"""The whole ledger as the verification wants it, and an account's share of it for people."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.trading.adapters.database import Database, Transaction
from functions.trading.domain.verification import (
    BookedFill,
    BookedOrder,
    Books,
    Findings,
    PostedLine,
    verify,
)

_PAGE = 20_000
_LINES = """
SELECT transaction_id, line, account_id, book, unit, amount FROM postings
WHERE (transaction_id, line) > (CAST(:after AS uuid), :line) ORDER BY transaction_id, line LIMIT :page
"""
_FIRST_UUID = "00000000-0000-0000-0000-000000000000"
_FILLS = """
SELECT order_id, transaction_id, account_id, symbol, side, quantity, notional, fee FROM fills ORDER BY booked
"""
_ORDERS = """
SELECT order_id, account_id, symbol, filled_quantity, filled_notional, cash_reserved, shares_reserved
FROM trade_orders WHERE filled_quantity > 0 OR cash_reserved > 0 OR shares_reserved > 0
"""
_REALISED = """
SELECT l.account_id, l.symbol, sum(c.realised) AS realised FROM lot_closures c JOIN lots l USING (lot_id)
GROUP BY l.account_id, l.symbol
"""
_POSITIONS = """
SELECT symbol, quantity, reserved, cost, realised FROM positions
WHERE account_id = :account_id AND (quantity <> 0 OR realised <> 0) ORDER BY symbol
"""
_STATEMENT = """
SELECT t.occurred_at, t.kind, t.order_id, p.book, p.unit, p.amount
FROM ledger_transactions t JOIN postings p USING (transaction_id)
WHERE t.account_id = :account_id
ORDER BY t.occurred_at DESC, t.transaction_id, p.line LIMIT :most
"""
_BALANCES = (
    "SELECT book, unit, amount FROM balances WHERE account_id = :account_id AND amount <> 0 ORDER BY 1, 2"
)


class LedgerBooks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def verify(self) -> Findings:
        """One snapshot: what is booked meanwhile is in all of it or in none."""
        with self._database.transaction() as tx:
            tx.rows("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return verify(_books(tx))

    def positions(self, account_id: str) -> list[dict[str, Any]]:
        return self._plain(_POSITIONS, account_id=account_id)

    def balances(self, account_id: str) -> list[dict[str, Any]]:
        return self._plain(_BALANCES, account_id=account_id)

    def statement(self, account_id: str, most: int) -> list[dict[str, Any]]:
        """The newest postings first."""
        return self._plain(_STATEMENT, account_id=account_id, most=most)

    def _plain(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        with self._database.transaction() as tx:
            rows = tx.rows(statement, **values)
        return [{name: _text(value) for name, value in row.items()} for row in rows]


def _books(tx: Transaction) -> Books:
    balances = tx.rows("SELECT account_id, book, unit, amount FROM balances")
    lots = tx.rows("SELECT lot_id, remaining, cost_remaining FROM lots WHERE remaining > 0")
    realised = tx.rows(_REALISED)
    return Books(
        lines=_lines(tx),
        balances={(row["account_id"], row["book"], row["unit"]): row["amount"] for row in balances},
        fills=[_fill(row) for row in tx.rows(_FILLS)],
        orders=[BookedOrder(**{**row, "order_id": str(row["order_id"])}) for row in tx.rows(_ORDERS)],
        lots={UUID(str(row["lot_id"])): (row["remaining"], row["cost_remaining"]) for row in lots},
        realised={(row["account_id"], row["symbol"]): row["realised"] for row in realised},
    )


def _lines(tx: Transaction) -> Iterator[PostedLine]:
    after, line = _FIRST_UUID, -1
    while rows := tx.rows(_LINES, after=after, line=line, page=_PAGE):
        for row in rows:
            yield PostedLine(
                str(row["transaction_id"]), row["account_id"], row["book"], row["unit"], row["amount"]
            )
        after, line = str(rows[-1]["transaction_id"]), rows[-1]["line"]


def _fill(row: dict[str, Any]) -> BookedFill:
    ids = {"order_id": str(row["order_id"]), "transaction_id": UUID(str(row["transaction_id"]))}
    return BookedFill(**{**row, **ids})


def _text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, str | int | None) else str(value)

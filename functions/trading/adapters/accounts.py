"""Opening trading accounts and moving money into them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.trading.adapters import book_statements as sql
from functions.trading.adapters.book_rows import ledger_rows, purses_of
from functions.trading.adapters.database import Database
from functions.trading.domain import ledger
from functions.trading.domain.ledger import Purse

_OPEN = """
INSERT INTO accounts (account_id, user_id, broker, opened_at)
VALUES (:account_id, :user_id, :broker, CAST(:opened_at AS timestamptz))
ON CONFLICT (account_id) DO NOTHING RETURNING account_id
"""
_FIND = "SELECT account_id, user_id, broker, status FROM accounts WHERE account_id = :account_id"
_PURSE = """
SELECT json_build_object(
    'balances', coalesce(json_agg(json_build_array(account_id, book, unit, amount)), '[]')
)::text
FROM balances WHERE unit = 'USD' AND account_id IN (SELECT json_array_elements_text(CAST(:document AS json)))
"""
_BOOKED = "SELECT 1 FROM ledger_transactions WHERE transaction_id = CAST(:transaction_id AS uuid)"


class AccountUnknown(LookupError):
    """No account of this id was opened."""


class AccountTaken(ValueError):
    """The id was opened for another user or another broker."""


class Accounts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, account_id: str, user_id: str, broker: str, opened_at: str) -> bool:
        """Whether it is new. The same again changes nothing; raises AccountTaken when it is another's."""
        with self._database.transaction() as tx:
            is_new = bool(
                tx.rows(_OPEN, account_id=account_id, user_id=user_id, broker=broker, opened_at=opened_at)
            )
            [account] = tx.rows(_FIND, account_id=account_id)
        if (account["user_id"], account["broker"]) != (user_id, broker):
            raise AccountTaken(
                f"account {account_id} is {account['user_id']}'s at {account['broker']};"
                f" expected {user_id}'s at {broker}"
            )
        return is_new

    def deposit(self, account_id: str, amount: Decimal, deposit_id: UUID, at: str) -> bool:
        """Whether it was booked now; one id is booked once. Raises AccountUnknown."""
        with self._database.transaction() as tx:
            if not tx.document(sql.LOCK_ACCOUNTS, [account_id]):
                raise AccountUnknown(f"account {account_id}: expected one that was opened")
            if tx.rows(_BOOKED, transaction_id=str(deposit_id)):
                return False
            purse = purses_of(tx.document(_PURSE, [account_id])).get(account_id, Purse())
            booked = ledger.deposit(deposit_id, account_id, amount, purse, at)
            tx.document(sql.WRITE_INTAKE, _nothing_else(ledger_rows([booked])))
        return True


def _nothing_else(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {"orders": [], "activity": [], "cancellations": [], "claims": [], **rows}

"""What the desk would say of an order now: the same facts, the same checks, and nothing is kept."""

from collections.abc import Callable
from typing import Any

from functions.trading.adapters import book_statements as sql
from functions.trading.adapters.book_rows import accounts_of, moment
from functions.trading.adapters.database import Database
from functions.trading.domain import risk
from functions.trading.domain.limits import Configuration
from functions.trading.domain.orders import Order
from functions.trading.domain.risk import Account, Denial, Listing, Question
from functions.trading.domain.risk_checks import CHECKS


class RiskPreview:
    def __init__(
        self,
        database: Database,
        listing: Callable[[str, str], Listing],
        configuration: Callable[[], Configuration],
    ) -> None:
        self._database = database
        self._listing = listing
        self._configuration = configuration

    def of(self, order: Order, now: str) -> dict[str, Any]:
        """The verdict as a document. Raises DatabaseUnavailable."""
        configuration, listing = self._configuration(), self._listing(order.symbol, now)
        question = Question(order, self._account(order), listing, configuration, moment(now), moment(now))
        verdict = risk.assess(question, CHECKS)
        known = {"limits_version": configuration.version, "last_price": _text(listing.price)}
        if isinstance(verdict, Denial):
            denied = {"denial_code": verdict.code, "reason": verdict.reason}
            return {"would_be": "rejected", **denied, "cash_reserved": None, "shares_reserved": None, **known}
        reserved = {"cash_reserved": _text(verdict.cash), "shares_reserved": _text(verdict.shares)}
        return {"would_be": "accepted", "denial_code": None, "reason": None, **reserved, **known}

    def _account(self, order: Order) -> Account:
        asked = {
            "accounts": [order.account_id],
            "orders": [order.order_id],
            "symbols": [order.symbol],
            "periods": [period(order.submitted_at) for period in (risk.day_of, risk.minute_of)],
        }
        with self._database.transaction() as tx:
            locked = tx.document(sql.LOCK_ACCOUNTS, [order.account_id])
            loaded = tx.document(sql.LOAD_FOR_RISK, asked)
        found = accounts_of(locked, loaded)
        return found.get(order.account_id) or Account(order.account_id, "", "", "")


def _text(amount: object) -> str | None:
    return None if amount is None else str(amount)

"""Double entry: every transaction's postings sum to zero in every unit, USD or a symbol's shares."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from functions.trading.domain.amounts import ZERO, rounded
from functions.trading.domain.order_ids import step_id
from functions.trading.domain.orders import Order, Side

USD = "USD"


class Book(StrEnum):
    CASH = "cash"
    CASH_RESERVED = "cash_reserved"
    HOLDINGS = "holdings"
    HOLDINGS_RESERVED = "holdings_reserved"
    FEES = "fees"
    OWED = "owed"
    STREET = "street"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Posting:
    book: Book
    unit: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LedgerTransaction:
    """`order_id` is None for money that comes from outside or goes there."""

    transaction_id: UUID
    kind: str
    account_id: str
    order_id: UUID | None
    occurred_at: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class Purse:
    """What an account has at hand when something is booked: `owed` is negative or zero."""

    cash: Decimal = ZERO
    owed: Decimal = ZERO


class Unbalanced(ValueError):
    """The postings of a transaction do not sum to zero in one of its units."""


def transaction(  # noqa: PLR0913, PLR0917  a transaction has that many parts
    identity: UUID,
    kind: str,
    account_id: str,
    at: str,
    amounts: list[tuple[Book, str, Decimal]],
    order: UUID | None = None,
) -> LedgerTransaction:
    """Lines of amount zero say nothing and are left out. Raises Unbalanced."""
    postings = tuple(Posting(book, unit, amount) for book, unit, amount in amounts if amount)
    for unit in {posting.unit for posting in postings}:
        off = sum((posting.amount for posting in postings if posting.unit == unit), ZERO)
        if off:
            raise Unbalanced(f"{kind} of {account_id} is off by {off} {unit}")
    return LedgerTransaction(identity, kind, account_id, order, at, postings)


def deposit(identity: UUID, account_id: str, amount: Decimal, purse: Purse, at: str) -> LedgerTransaction:
    """What the account owes is paid first."""
    amounts = [(Book.OUTSIDE, USD, -amount), *_received(amount, purse)]
    return transaction(identity, "deposit", account_id, at, amounts)


def reserve(order: Order, cash: Decimal, shares: Decimal, at: str) -> LedgerTransaction:
    return transaction(
        step_id(order.order_id, "reserve"),
        "reserve",
        order.account_id,
        at,
        [
            (Book.CASH, USD, -cash),
            (Book.CASH_RESERVED, USD, cash),
            (Book.HOLDINGS, order.symbol, -shares),
            (Book.HOLDINGS_RESERVED, order.symbol, shares),
        ],
        order.order_id,
    )


def release(order: Order, cash: Decimal, shares: Decimal, at: str) -> LedgerTransaction:
    """The rest of a reservation goes back when its order ends."""
    return transaction(
        step_id(order.order_id, "release"),
        "release",
        order.account_id,
        at,
        [
            (Book.CASH_RESERVED, USD, -cash),
            (Book.CASH, USD, cash),
            (Book.HOLDINGS_RESERVED, order.symbol, -shares),
            (Book.HOLDINGS, order.symbol, shares),
        ],
        order.order_id,
    )


@dataclass(frozen=True, slots=True)
class Execution:
    """Shares that changed hands: `notional` is what they cost, `cumulative` the order's total after them."""

    order_id: UUID
    account_id: str
    symbol: str
    side: Side
    quantity: Decimal
    notional: Decimal
    fee: Decimal
    cumulative: Decimal
    at: str

    @property
    def transaction_id(self) -> UUID:
        return step_id(self.order_id, f"fill:{self.cumulative.normalize():f}")


def fill(
    done: Execution, purse: Purse, *, cash_reserved: Decimal, shares_reserved: Decimal
) -> LedgerTransaction:
    """A purchase is paid from its reservation, then from free cash, then it is owed: what the broker did is
    booked whether it was expected or not."""
    if done.side is Side.BUY:
        amounts = _bought(done, purse, cash_reserved)
    else:
        amounts = _sold(done, purse, shares_reserved)
    return transaction(
        done.transaction_id,
        "fill",
        done.account_id,
        done.at,
        [*amounts, (Book.FEES, USD, done.fee)],
        done.order_id,
    )


def _bought(done: Execution, purse: Purse, reserved: Decimal) -> list[tuple[Book, str, Decimal]]:
    cost = done.notional + done.fee
    from_reserve = min(cost, reserved)
    from_cash = min(cost - from_reserve, purse.cash)
    return [
        (Book.CASH_RESERVED, USD, -from_reserve),
        (Book.CASH, USD, -from_cash),
        (Book.OWED, USD, from_reserve + from_cash - cost),
        (Book.STREET, USD, done.notional),
        (Book.STREET, done.symbol, -done.quantity),
        (Book.HOLDINGS, done.symbol, done.quantity),
    ]


def _sold(done: Execution, purse: Purse, reserved: Decimal) -> list[tuple[Book, str, Decimal]]:
    from_reserve = min(done.quantity, reserved)
    return [
        (Book.HOLDINGS_RESERVED, done.symbol, -from_reserve),
        (Book.HOLDINGS, done.symbol, from_reserve - done.quantity),
        (Book.STREET, done.symbol, done.quantity),
        (Book.STREET, USD, -done.notional),
        *_received(done.notional - done.fee, purse),
    ]


def _received(amount: Decimal, purse: Purse) -> list[tuple[Book, str, Decimal]]:
    repaid = min(amount, -purse.owed)
    return [(Book.OWED, USD, repaid), (Book.CASH, USD, amount - repaid)]


def after(purse: Purse, booked: LedgerTransaction) -> Purse:
    cash = sum((p.amount for p in booked.postings if p.book is Book.CASH), purse.cash)
    owed = sum((p.amount for p in booked.postings if p.book is Book.OWED), purse.owed)
    return Purse(cash, owed)


def money(quantity: Decimal, price: Decimal) -> Decimal:
    return rounded(quantity * price)

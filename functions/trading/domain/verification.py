"""Is the ledger what its postings say? What is derived is computed again and compared, to the last digit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from functions.trading.domain.amounts import ZERO
from functions.trading.domain.ledger import USD, Book
from functions.trading.domain.lots import Lot, LotsMissing, close

NEVER_NEGATIVE = frozenset({Book.CASH, Book.CASH_RESERVED, Book.HOLDINGS, Book.HOLDINGS_RESERVED, Book.FEES})


@dataclass(frozen=True, slots=True)
class PostedLine:
    transaction_id: str
    account_id: str
    book: str
    unit: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BookedFill:
    """In the order in which the ledger booked them."""

    order_id: str
    transaction_id: UUID
    account_id: str
    symbol: str
    side: str
    quantity: Decimal
    notional: Decimal
    fee: Decimal


@dataclass(frozen=True, slots=True)
class BookedOrder:
    order_id: str
    account_id: str
    symbol: str
    filled_quantity: Decimal
    filled_notional: Decimal
    cash_reserved: Decimal
    shares_reserved: Decimal


@dataclass(frozen=True, slots=True)
class Books:
    lines: Iterable[PostedLine]  # oldest transaction first
    balances: Mapping[tuple[str, str, str], Decimal]  # by account, book, unit
    fills: Iterable[BookedFill]
    orders: Iterable[BookedOrder]
    lots: Mapping[UUID, tuple[Decimal, Decimal]]  # open ones: remaining and its cost, by lot
    realised: Mapping[tuple[str, str], Decimal]  # by account and symbol


@dataclass(slots=True)
class Findings:
    postings: int = 0
    transactions: int = 0
    fills: int = 0
    mismatches: list[str] = field(default_factory=list)


def verify(books: Books) -> Findings:
    found = Findings()
    replayed = _replay(books.lines, found)
    _compare("balance", replayed, books.balances, found)
    _orders(books, replayed, found)
    return found


def _replay(lines: Iterable[PostedLine], found: Findings) -> dict[tuple[str, str, str], Decimal]:
    balances: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in lines:
        key = (line.account_id, line.book, line.unit)
        balances[key] += line.amount
        sums[line.transaction_id, line.unit] += line.amount
        found.postings += 1
    found.transactions = len({transaction for transaction, _ in sums})
    found.mismatches += [
        f"transaction {transaction} is off by {amount} {unit}"
        for (transaction, unit), amount in sums.items()
        if amount
    ]
    found.mismatches += [
        f"{account} {book} {unit} is {amount}: expected not below 0"
        for (account, book, unit), amount in balances.items()
        if amount < 0 and book in NEVER_NEGATIVE
    ]
    return balances


def _orders(books: Books, balances: Mapping[tuple[str, str, str], Decimal], found: Findings) -> None:
    quantities: dict[str, Decimal] = defaultdict(Decimal)
    notionals: dict[str, Decimal] = defaultdict(Decimal)
    lots: dict[tuple[str, str], tuple[Lot, ...]] = defaultdict(tuple)
    realised: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for fill in books.fills:
        found.fills += 1
        quantities[fill.order_id] += fill.quantity
        notionals[fill.order_id] += fill.notional
        _trade(fill, lots, realised, found)
    reserved: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for order in books.orders:
        booked = (quantities[order.order_id], notionals[order.order_id])
        if booked != (order.filled_quantity, order.filled_notional):
            found.mismatches.append(
                f"order {order.order_id} says {order.filled_quantity} for {order.filled_notional} USD,"
                f" its fills {booked[0]} for {booked[1]} USD"
            )
        reserved[order.account_id, Book.CASH_RESERVED, USD] += order.cash_reserved
        reserved[order.account_id, Book.HOLDINGS_RESERVED, order.symbol] += order.shares_reserved
    kept = {key: amount for key, amount in balances.items() if key[1] in _RESERVED}
    _compare("reservation", reserved, kept, found)
    remaining = {lot.lot_id: (lot.remaining, lot.cost_remaining) for held in lots.values() for lot in held}
    _compare_lots(remaining, books.lots, found)
    _compare("realised profit", realised, books.realised, found)
    holdings: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (account, book, unit), amount in balances.items():
        if book in (Book.HOLDINGS, Book.HOLDINGS_RESERVED):
            holdings[account, unit] += amount
    in_lots = {key: sum((lot.remaining for lot in held), ZERO) for key, held in lots.items()}
    _compare("position", in_lots, holdings, found)


_RESERVED = frozenset({Book.CASH_RESERVED, Book.HOLDINGS_RESERVED})


def _trade(
    fill: BookedFill,
    lots: dict[tuple[str, str], tuple[Lot, ...]],
    realised: dict[tuple[str, str], Decimal],
    found: Findings,
) -> None:
    key = (fill.account_id, fill.symbol)
    if fill.side == "buy":
        lots[key] = (*lots[key], Lot(fill.transaction_id, fill.quantity, fill.notional))
        return
    try:
        closures, left = close(lots[key], fill.quantity, fill.notional)
    except LotsMissing as missing:
        found.mismatches.append(f"fill {fill.transaction_id} of {fill.symbol}: {missing}")
        return
    lots[key] = tuple(lot for lot in left if lot.remaining)
    realised[key] += sum((closure.realised for closure in closures), ZERO)


def _compare_lots(
    replayed: Mapping[UUID, tuple[Decimal, Decimal]],
    kept: Mapping[UUID, tuple[Decimal, Decimal]],
    found: Findings,
) -> None:
    for lot in replayed.keys() | kept.keys():
        if replayed.get(lot) != kept.get(lot):
            found.mismatches.append(f"lot {lot} is {kept.get(lot)}, its fills say {replayed.get(lot)}")


Key = TypeVar("Key", bound=tuple[str, ...])


def _compare(
    what: str, replayed: Mapping[Key, Decimal], kept: Mapping[Key, Decimal], found: Findings
) -> None:
    for key in sorted(replayed.keys() | kept.keys()):
        computed, stored = replayed.get(key, ZERO), kept.get(key, ZERO)
        if computed != stored:
            found.mismatches.append(f"{what} {' '.join(key)} is {stored}, replayed {computed}")

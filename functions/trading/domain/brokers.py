"""What a broker can be asked and what it can answer. An answer that did not come is one too: Unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from functions.trading.domain.orders import Order, Status


@dataclass(frozen=True, slots=True)
class Report:
    """How an order stands at the broker: totals since its beginning, never differences to the last report."""

    client_order_id: str  # ours: the order's id as text
    broker_order_id: str
    status: Status
    filled_quantity: Decimal
    average_price: Decimal | None
    at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """The broker answered that it does not take the order: certain."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A time-out or a broken connection: the order may be there or not. Never sent again, only looked up."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotThere:
    """The broker answered that it has no order of this id."""


@dataclass(frozen=True, slots=True)
class TryLater:
    """Nothing of the request reached the broker's books: a limit, or no connection at all."""

    reason: str
    retry_after_seconds: int


@dataclass(frozen=True, slots=True)
class Holding:
    symbol: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    bid: Decimal
    ask: Decimal


Submitted = Report | Declined | Unknown | TryLater
LookedUp = Report | NotThere | Unknown | TryLater


class Broker(Protocol):
    """Answers come in the order of what was asked. Orders are named by their own ids (`str(order_id)`)."""

    def submit(self, orders: Sequence[Order], now: str) -> list[Submitted]: ...

    def look_up(self, orders: Sequence[Order], now: str) -> list[LookedUp]: ...

    def cancel(self, orders: Sequence[Order], now: str) -> list[LookedUp]: ...

    def known_orders(self, account_id: str, now: str) -> list[Report] | Unknown | TryLater:
        """Orders the broker has open or closed lately."""

    def holdings(self, account_id: str, now: str) -> list[Holding] | Unknown | TryLater: ...

"""May this order be sent? Checks in a fixed order; the first that fails names the reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from functions.trading.domain.amounts import ZERO, rounded_up
from functions.trading.domain.fees import fee_of
from functions.trading.domain.ledger import Purse
from functions.trading.domain.limits import Configuration, Limits
from functions.trading.domain.orders import Order, Side


@dataclass(frozen=True, slots=True)
class Listing:
    """A symbol as the catalogue and the stored prices have it."""

    symbol: str
    asset_class: str
    exchange: str
    is_tradable: bool
    is_fractionable: bool
    price: Decimal | None  # the last close
    priced_on: str | None  # its day
    volume: Decimal | None  # shares traded on that day


@dataclass(frozen=True, slots=True)
class OpenOrder:
    symbol: str
    side: Side
    limit_price: Decimal | None  # None: trades at any price
    worth: Decimal  # what a purchase may still cost, in USD


@dataclass(frozen=True, slots=True)
class Account:
    """What the account has and does at the moment of the check."""

    account_id: str
    user_id: str
    status: str
    broker: str
    purse: Purse = field(default_factory=Purse)
    cash_reserved: Decimal = ZERO
    free_shares: Mapping[str, Decimal] = field(default_factory=dict)
    held_shares: Mapping[str, Decimal] = field(default_factory=dict)
    invested: Decimal = ZERO  # what open lots cost
    open_orders: Sequence[OpenOrder] = ()  # in the symbols asked about
    open_count: int = 0  # in all symbols
    orders_by_period: Mapping[str, int] = field(default_factory=dict)
    notional_by_period: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Denial:
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What is held back until the order ends."""

    cash: Decimal
    shares: Decimal
    worth: Decimal


@dataclass(frozen=True)  # without slots: its answers are computed once
class Question:
    order: Order
    account: Account
    listing: Listing
    configuration: Configuration
    now: datetime
    submitted: datetime

    @property
    def limits(self) -> Limits:
        return self.configuration.limits

    @property
    def price(self) -> Decimal:
        return self.listing.price or ZERO

    @cached_property
    def expected_price(self) -> Decimal:
        """The most a purchase may pay a share, the least a sale may bring."""
        order = self.order
        if order.limit_price is not None:
            return order.limit_price
        base = order.stop_price or self.price
        buffer = self.limits.market_buffer_fraction
        return base * (1 + buffer if order.side is Side.BUY else 1 - min(buffer, Decimal(1)))

    @cached_property
    def quantity(self) -> Decimal:
        """Shares, at the price expected where money was named."""
        order = self.order
        if order.quantity is not None:
            return order.quantity
        assert order.notional is not None  # noqa: S101  one of them is there
        return rounded_up(order.notional / self.expected_price) if self.expected_price else ZERO

    @cached_property
    def worth(self) -> Decimal:
        order = self.order
        if order.notional is not None:
            return order.notional
        return rounded_up(self.quantity * max(self.expected_price, self.price))

    @cached_property
    def cash_needed(self) -> Decimal:
        if self.order.side is Side.SELL:
            return ZERO
        cost = self.order.notional or rounded_up(self.quantity * self.expected_price)
        return cost + fee_of(Side.BUY, self.quantity, cost, self.configuration.fees)


Check = Callable[[Question], Denial | None]


def assess(question: Question, checks: Sequence[Check]) -> Denial | Approval:
    for check in checks:
        denial = check(question)
        if denial:
            return denial
    selling = question.order.side is Side.SELL
    return Approval(question.cash_needed, question.quantity if selling else ZERO, question.worth)


def day_of(submitted_at: str) -> str:
    return submitted_at[:10]


def minute_of(submitted_at: str) -> str:
    return submitted_at[:16]


def counted(account: Account, order: Order, worth: Decimal) -> Account:
    """Every order counts, a denied one too."""
    orders, notional = dict(account.orders_by_period), dict(account.notional_by_period)
    for period in (day_of(order.submitted_at), minute_of(order.submitted_at)):
        orders[period] = orders.get(period, 0) + 1
        notional[period] = notional.get(period, ZERO) + worth
    return replace(account, orders_by_period=orders, notional_by_period=notional)


def approved(account: Account, order: Order, approval: Approval) -> Account:
    """The account as the next order of the batch finds it."""
    cash, shares = approval.cash, approval.shares
    free = {**account.free_shares}
    if shares:
        free[order.symbol] = free.get(order.symbol, ZERO) - shares
    is_buying = order.side is Side.BUY
    opened = OpenOrder(order.symbol, order.side, order.limit_price, approval.worth if is_buying else ZERO)
    return replace(
        account,
        purse=replace(account.purse, cash=account.purse.cash - cash),
        cash_reserved=account.cash_reserved + cash,
        free_shares=free,
        open_orders=(*account.open_orders, opened),
        open_count=account.open_count + 1,
    )

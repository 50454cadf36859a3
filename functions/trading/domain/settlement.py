"""What a broker's report changes: status, fills, postings, lots. The same report again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from functions.trading.domain import ledger, lots
from functions.trading.domain.amounts import ZERO, rounded
from functions.trading.domain.brokers import Report
from functions.trading.domain.fees import FeeSchedule, fee_of
from functions.trading.domain.ledger import Execution, LedgerTransaction, Purse
from functions.trading.domain.lots import Closure, Lot
from functions.trading.domain.orders import Order, Side, Status
from functions.trading.domain.transitions import TERMINAL, TRANSITIONS


@dataclass(frozen=True, slots=True)
class Standing:
    """An order as the database has it."""

    order: Order
    status: Status
    cash_reserved: Decimal
    shares_reserved: Decimal
    filled_quantity: Decimal
    filled_notional: Decimal
    broker: str
    broker_order_id: str | None
    sent_at: str | None
    changed_at: str
    cancel_requested: bool
    denial_code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """`standing` is how the order stands afterwards; `lots` are those a sale used, as they are then."""

    standing: Standing
    booked: tuple[LedgerTransaction, ...] = ()
    execution: Execution | None = None
    closures: tuple[Closure, ...] = ()
    lots: tuple[Lot, ...] = ()
    purse: Purse = field(default_factory=Purse)


class ContradictoryReport(ValueError):
    """The broker says something that cannot follow from what it said before; a person must look."""


def settle(
    before: Standing, report: Report, purse: Purse, held: Sequence[Lot], fees: FeeSchedule
) -> Change | None:
    """None when the report says nothing new. Raises ContradictoryReport."""
    if before.status in TERMINAL:
        if report.filled_quantity > before.filled_quantity:
            raise ContradictoryReport(
                f"order {before.order.order_id} is {before.status} with {before.filled_quantity} filled; "
                f"the broker reports {report.filled_quantity}"
            )
        return None
    after = _next_status(before, report)
    execution = _execution(before, report, fees)
    if after is None and execution is None and report.broker_order_id == before.broker_order_id:
        return None
    standing = replace(
        before,
        status=after or before.status,
        broker_order_id=report.broker_order_id,
        changed_at=report.at,
        reason=report.reason,
    )
    change = Change(standing, purse=purse)
    if execution is not None:
        change = _with_execution(change, execution, held)
    if change.standing.status in TERMINAL:
        change = _with_release(change)
    if change.standing.status is Status.REJECTED:
        denied = replace(change.standing, denial_code="BROKER_REJECTED")
        change = replace(change, standing=denied)
    return change


def end(  # noqa: PLR0913  each says something of its own
    before: Standing, status: Status, at: str, purse: Purse, *, code: str | None, reason: str
) -> Change:
    """The desk's own ending of an order that is not, or no longer, at the broker."""
    standing = replace(before, status=status, changed_at=at, denial_code=code, reason=reason)
    return _with_release(Change(standing, purse=purse))


def lost_sight(before: Standing, at: str, reason: str) -> Change | None:
    """An answer that did not come; an order whose fate is known or already unknown stays as it is."""
    if Status.UNKNOWN not in TRANSITIONS[before.status]:
        return None
    return Change(replace(before, status=Status.UNKNOWN, changed_at=at, reason=reason))


def _next_status(before: Standing, report: Report) -> Status | None:
    """None where it stays. An older report, such as accepted after partially filled, takes nothing back."""
    if report.filled_quantity < before.filled_quantity:
        return None
    status = report.status
    if status is Status.ACCEPTED and report.filled_quantity > 0:
        status = Status.PARTIALLY_FILLED
    if status is Status.REJECTED and report.filled_quantity > 0:
        status = Status.CANCELED
    if status is before.status:
        return None
    if status not in TRANSITIONS[before.status]:
        raise ContradictoryReport(
            f"order {before.order.order_id} is {before.status}; the broker reports {status}"
        )
    return status


def _execution(before: Standing, report: Report, fees: FeeSchedule) -> Execution | None:
    quantity = report.filled_quantity - before.filled_quantity
    if quantity <= 0:
        return None
    order = before.order
    if report.average_price is None or report.average_price <= 0:
        raise ContradictoryReport(f"order {order.order_id}: {quantity} filled without a price")
    if order.quantity is not None and report.filled_quantity > order.quantity:
        raise ContradictoryReport(
            f"order {order.order_id} is for {order.quantity}; the broker reports {report.filled_quantity}"
        )
    if report.status is Status.FILLED and order.quantity not in (None, report.filled_quantity):
        raise ContradictoryReport(
            f"order {order.order_id} is filled with {report.filled_quantity} of {order.quantity}"
        )
    notional = rounded(report.filled_quantity * report.average_price) - before.filled_notional
    if notional <= 0:
        raise ContradictoryReport(f"order {order.order_id}: {quantity} more shares for {notional} USD")
    return Execution(
        order_id=order.order_id,
        account_id=order.account_id,
        symbol=order.symbol,
        side=order.side,
        quantity=quantity,
        notional=notional,
        fee=fee_of(order.side, quantity, notional, fees),
        cumulative=report.filled_quantity,
        at=report.at,
    )


def _with_execution(change: Change, execution: Execution, held: Sequence[Lot]) -> Change:
    before = change.standing
    booked = ledger.fill(
        execution,
        change.purse,
        cash_reserved=before.cash_reserved,
        shares_reserved=before.shares_reserved,
    )
    closures, left = (
        lots.close(held, execution.quantity, execution.notional) if execution.side is Side.SELL else ((), ())
    )
    cost = execution.notional + execution.fee
    standing = replace(
        before,
        filled_quantity=execution.cumulative,
        filled_notional=before.filled_notional + execution.notional,
        cash_reserved=max(before.cash_reserved - cost, ZERO) if execution.side is Side.BUY else ZERO,
        shares_reserved=max(before.shares_reserved - execution.quantity, ZERO),
    )
    return Change(standing, (booked,), execution, closures, left, ledger.after(change.purse, booked))


def _with_release(change: Change) -> Change:
    rest = change.standing
    if not rest.cash_reserved and not rest.shares_reserved:
        return change
    released = ledger.release(rest.order, rest.cash_reserved, rest.shares_reserved, rest.changed_at)
    return replace(
        change,
        standing=replace(rest, cash_reserved=ZERO, shares_reserved=ZERO),
        booked=(*change.booked, released),
        purse=ledger.after(change.purse, released),
    )

"""The simulated broker's behaviour: the same for the same seed, order and moment, however often asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from hashlib import sha256

from functions.trading.domain.amounts import SMALLEST, ZERO, rounded
from functions.trading.domain.brokers import Quote, Report
from functions.trading.domain.limits import Simulation
from functions.trading.domain.market_calendar import last_close_of_day_order
from functions.trading.domain.orders import LIMITED, STOPPED, Order, Side, Status, TimeInForce

_TICK = Decimal("0.01")
_SMALL_TICK = Decimal("0.0001")
_ONE_DOLLAR = Decimal(1)
_BASIS_POINTS = Decimal(10_000)
_MOST_PARTS = 3
_DIGITS = 2**52


@dataclass(frozen=True, slots=True)
class Received:
    """An order in the broker's book. `price` is what it trades at from `executable_at` on."""

    order: Order
    received_at: datetime
    executable_at: datetime | None
    price: Decimal | None
    canceled_at: datetime | None
    simulation: Simulation  # as it was on arrival


def quote(last: Decimal, simulation: Simulation) -> Quote:
    half = last * simulation.spread_basis_points / _BASIS_POINTS / 2
    tick = _TICK if last >= _ONE_DOLLAR else _SMALL_TICK
    ask = (last + half).quantize(tick, ROUND_HALF_EVEN)
    bid = (last - half).quantize(tick, ROUND_HALF_EVEN)
    return Quote(max(bid, tick), max(ask, tick))


def is_out(simulation: Simulation, now: datetime) -> bool:
    """Whether the broker cannot be reached in this minute."""
    minute = now.replace(second=0, microsecond=0)
    return _chance(simulation, "outage", minute.isoformat()) < simulation.outage_probability


def times_out(simulation: Simulation, order: Order) -> bool:
    return _chance(simulation, "time-out", str(order.order_id)) < simulation.timeout_probability


def arrives(simulation: Simulation, order: Order) -> bool:
    """Of the orders whose answer never comes, half are in the broker's book all the same."""
    return _chance(simulation, "arrival", str(order.order_id)) < Decimal("0.5")


def executable_price(order: Order, market: Quote) -> Decimal | None:
    """What the order trades at now; None while the market is elsewhere."""
    is_buying = order.side is Side.BUY
    price = market.ask if is_buying else market.bid
    if order.order_type in STOPPED and order.stop_price is not None:
        triggered = price >= order.stop_price if is_buying else price <= order.stop_price
        if not triggered:
            return None
    if order.order_type in LIMITED and order.limit_price is not None:
        reached = price <= order.limit_price if is_buying else price >= order.limit_price
        return price if reached else None
    return price


def report(received: Received, now: datetime) -> Report:
    """How the order stands at `now`; what was filled once stays filled."""
    order, wanted = received.order, _shares(received)
    ends_at = _end(received)
    until = min(now, ends_at) if ends_at else now
    filled = sum((share for at, share in _executions(received, wanted) if at <= until), ZERO)
    if order.time_in_force is TimeInForce.FOK and filled < wanted:
        filled = ZERO
    status = _status(received, filled, wanted, ends_at=ends_at, now=now)
    return Report(
        client_order_id=str(order.order_id),
        broker_order_id=f"sim-{order.order_id}",
        status=status,
        filled_quantity=filled,
        average_price=received.price if filled else None,
        at=_text(_moment(received, wanted, until, ends_at)),
    )


def _status(
    received: Received, filled: Decimal, wanted: Decimal, *, ends_at: datetime | None, now: datetime
) -> Status:
    if filled and filled == wanted:
        return Status.FILLED
    if ends_at is None or now < ends_at:
        return Status.PARTIALLY_FILLED if filled else Status.ACCEPTED
    canceled = received.canceled_at is not None or received.order.time_in_force in (
        TimeInForce.IOC,
        TimeInForce.FOK,
    )
    return Status.CANCELED if canceled else Status.EXPIRED


def _end(received: Received) -> datetime | None:
    """When what is not filled by then never will be."""
    ends = [received.canceled_at] if received.canceled_at else []
    if received.order.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        ends.append(received.received_at)
    if received.order.time_in_force is TimeInForce.DAY:
        ends.append(last_close_of_day_order(received.received_at))
    return min(ends) if ends else None


def _shares(received: Received) -> Decimal:
    order = received.order
    if order.quantity is not None:
        return order.quantity
    if order.notional is None or received.price is None:
        return ZERO
    return (order.notional / received.price).quantize(SMALLEST, ROUND_DOWN)


def _executions(received: Received, wanted: Decimal) -> list[tuple[datetime, Decimal]]:
    if received.executable_at is None or not wanted:
        return []
    order, simulation, parts = received.order, received.simulation, 1
    if _chance(simulation, "partial", str(order.order_id)) < simulation.partial_fill_probability:
        parts = _MOST_PARTS
    share = rounded(wanted / parts)
    # Decided on arrival: what is not there at once is not filled.
    at_once = order.time_in_force in (TimeInForce.IOC, TimeInForce.FOK)
    done: list[tuple[datetime, Decimal]] = []
    for part in range(parts):
        delay = ZERO if at_once and part == 0 else _delay(simulation, order, part)
        quantity = share if part < parts - 1 else wanted - share * (parts - 1)
        if quantity > 0:
            done.append((received.executable_at + timedelta(seconds=float(delay)), quantity))
    return done


def _delay(simulation: Simulation, order: Order, part: int) -> Decimal:
    """Later parts come at least a second apart: a partly filled order can be seen."""
    return simulation.latency_seconds * _chance(simulation, f"delay {part}", str(order.order_id)) + part


def _moment(received: Received, wanted: Decimal, until: datetime, ends_at: datetime | None) -> datetime:
    """When what the report says came to be."""
    times = [received.received_at]
    times += [at for at, _ in _executions(received, wanted) if at <= until]
    if ends_at is not None and until == ends_at:
        times.append(ends_at)
    return max(times)


def _chance(simulation: Simulation, what: str, key: str) -> Decimal:
    """A number from 0 to 1 that nothing but its arguments decides."""
    digest = sha256(f"{simulation.seed}|{what}|{key}".encode()).digest()
    return Decimal(int.from_bytes(digest[:8]) >> 12) / _DIGITS


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")

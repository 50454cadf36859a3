"""The desk's book beside the broker's: what agrees, what is to be mended, what a person must see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from functions.trading.domain.amounts import ZERO
from functions.trading.domain.brokers import Holding, LookedUp, NotThere, Report
from functions.trading.domain.orders import Status
from functions.trading.domain.settlement import Standing

# Longer than a request may be on its way and than any worker lives: what is not there then never arrives.
GRACE = timedelta(seconds=120)


class Kind(StrEnum):
    MATCHED = "matched"
    STATUS_BEHIND = "status_behind"  # the broker knows more; applied
    UNKNOWN_FILL = "unknown_fill"  # fills the desk had not heard of; applied
    NEVER_ARRIVED = "never_arrived"  # not at the broker after the grace; its reservation is released
    IN_FLIGHT = "in_flight"  # not at the broker yet, and not old enough to say more
    ORPHAN_ORDER = "orphan_order"  # at the broker and not in the desk's book; reported
    AMBIGUOUS = "ambiguous"  # contradicts the book, or was not answered; reported
    POSITION = "position"  # shares differ; reported


APPLIED = frozenset({Kind.STATUS_BEHIND, Kind.UNKNOWN_FILL, Kind.NEVER_ARRIVED})
REPORTED = frozenset({Kind.ORPHAN_ORDER, Kind.AMBIGUOUS, Kind.POSITION})


@dataclass(frozen=True, slots=True)
class Difference:
    kind: Kind
    subject: str  # an order's id, or a symbol
    detail: str


def classify(standing: Standing, found: LookedUp, now: datetime) -> Difference:
    """Of an order that the desk believes open or does not know the fate of."""
    subject = str(standing.order.order_id)
    if isinstance(found, Report):
        return _beside(standing, found, subject)
    if not isinstance(found, NotThere):
        return Difference(Kind.AMBIGUOUS, subject, found.reason)
    if standing.broker_order_id is not None or standing.filled_quantity:
        return Difference(Kind.AMBIGUOUS, subject, f"the broker no longer knows {standing.broker_order_id}")
    sent = standing.sent_at or standing.changed_at
    if now - datetime.fromisoformat(sent) < GRACE:
        return Difference(Kind.IN_FLIGHT, subject, f"sent at {sent}")
    return Difference(Kind.NEVER_ARRIVED, subject, f"sent at {sent}, not at the broker")


def _beside(standing: Standing, found: Report, subject: str) -> Difference:
    if found.filled_quantity > standing.filled_quantity:
        detail = f"{standing.filled_quantity} filled here, {found.filled_quantity} there"
        return Difference(Kind.UNKNOWN_FILL, subject, detail)
    if found.filled_quantity < standing.filled_quantity:
        detail = f"{standing.filled_quantity} filled here, only {found.filled_quantity} there"
        return Difference(Kind.AMBIGUOUS, subject, detail)
    is_same = found.status is standing.status or (
        found.status is Status.ACCEPTED and standing.status is Status.PARTIALLY_FILLED
    )
    if is_same and standing.broker_order_id is not None:
        return Difference(Kind.MATCHED, subject, standing.status)
    return Difference(Kind.STATUS_BEHIND, subject, f"{standing.status} here, {found.status} there")


def orphans(known_here: Mapping[str, Decimal], there: Sequence[Report]) -> list[Difference]:
    """`known_here`: what the desk has filled, by order id, whatever the order's status."""
    found = []
    for report in there:
        if report.client_order_id not in known_here:
            detail = f"{report.status}, {report.filled_quantity} filled, broker's id {report.broker_order_id}"
            found.append(Difference(Kind.ORPHAN_ORDER, report.client_order_id, detail))
        elif known_here[report.client_order_id] != report.filled_quantity:
            detail = f"{known_here[report.client_order_id]} filled here, {report.filled_quantity} there"
            found.append(Difference(Kind.AMBIGUOUS, report.client_order_id, detail))
    return found


def positions(here: Mapping[str, Decimal], there: Sequence[Holding]) -> list[Difference]:
    held = {holding.symbol: holding.quantity for holding in there}
    return [
        Difference(Kind.POSITION, symbol, f"{here.get(symbol, ZERO)} here, {held.get(symbol, ZERO)} there")
        for symbol in sorted(here.keys() | held.keys())
        if here.get(symbol, ZERO) != held.get(symbol, ZERO)
    ]

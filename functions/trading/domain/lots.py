"""First in, first out: which purchases a sale closes, and what that realises."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from functions.trading.domain.amounts import ZERO, rounded


@dataclass(frozen=True, slots=True)
class Lot:
    lot_id: UUID  # of the fill that bought it
    remaining: Decimal
    cost_remaining: Decimal


@dataclass(frozen=True, slots=True)
class Closure:
    """`realised` is proceeds less cost; fees are not in it, they have a book of their own."""

    lot_id: UUID
    quantity: Decimal
    cost: Decimal
    proceeds: Decimal

    @property
    def realised(self) -> Decimal:
        return self.proceeds - self.cost


class LotsMissing(ValueError):
    """More was sold than was ever bought here: the positions must be reconciled by a person."""


def close(
    lots: Sequence[Lot], quantity: Decimal, proceeds: Decimal
) -> tuple[tuple[Closure, ...], tuple[Lot, ...]]:
    """Closures in the order of the lots given (oldest first), and the lots as they are afterwards.

    Costs and proceeds are split to nine decimals; the last share of each takes what rounding left, so
    that the parts sum to the whole.
    """
    closures: list[Closure] = []
    left, unpaid = quantity, proceeds
    after: list[Lot] = []
    for lot in lots:
        taken = min(lot.remaining, left)
        if not taken:
            after.append(lot)
            continue
        whole = taken == lot.remaining
        cost = lot.cost_remaining if whole else rounded(lot.cost_remaining * taken / lot.remaining)
        earned = unpaid if taken == left else rounded(unpaid * taken / left)
        closures.append(Closure(lot.lot_id, taken, cost, earned))
        after.append(Lot(lot.lot_id, lot.remaining - taken, lot.cost_remaining - cost))
        left, unpaid = left - taken, unpaid - earned
    if left:
        held = sum((lot.remaining for lot in lots), ZERO)
        raise LotsMissing(f"{quantity} sold, {held} held in lots")
    return tuple(closures), tuple(after)

"""What an execution costs beside its price."""

from dataclasses import dataclass
from decimal import Decimal

from functions.trading.domain.amounts import ZERO, rounded_up
from functions.trading.domain.orders import Side

_ONE_BASIS_POINT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    per_share_usd: Decimal = ZERO
    sell_basis_points: Decimal = ZERO  # of the proceeds: what regulators take


def fee_of(side: Side, quantity: Decimal, notional: Decimal, schedule: FeeSchedule) -> Decimal:
    """Never more than a sale brings."""
    fee = quantity * schedule.per_share_usd
    if side is Side.SELL:
        fee += notional * schedule.sell_basis_points * _ONE_BASIS_POINT
        return min(rounded_up(fee), notional)
    return rounded_up(fee)

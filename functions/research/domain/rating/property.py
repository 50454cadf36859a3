"""What is asked of landlords: buildings are depreciated while most keep their value, and nearly all income
is paid out.
"""

from functions.research.domain.rating.declaration import (
    FirmKind,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.parts import held_share_of_assets
from functions.research.domain.rating.reported import (
    ASSETS,
    DEBT,
    DEPRECIATION,
    DIVIDENDS,
    NET_INCOME,
    REVENUE,
    income,
)
from functions.research.domain.rating.scoring import WORST, Anchors

LANDLORDS = frozenset({FirmKind.PROPERTY})
# Rent is the revenue, so funds from operations of several times it are in another unit.
LARGEST_MARGIN = 3.0

INCOME_DEPRECIATION = income("depreciation_and_amortization")
DEPRECIATIONS = (INCOME_DEPRECIATION, DEPRECIATION)
FFO = (
    "funds from operations = net_income + the larger of depreciation_and_amortization and"
    " depreciation_depletion_and_amortization; gains on sales are not told apart"
)


def funds_from_operations(values: Values) -> float | None:
    """None without depreciation. Each statement sometimes holds a part of it only."""
    amounts = [values[wanted.name] for wanted in DEPRECIATIONS if wanted.name in values]
    return values["net_income"] + max(amounts) if amounts else None


def ffo_margin(values: Values) -> Outcome:
    funds = funds_from_operations(values)
    if funds is None:
        return Missing(INCOME_DEPRECIATION.name)
    if values["total_revenue"] <= 0:
        return NotApplicable("NO_REVENUE")
    margin = funds / values["total_revenue"]
    return margin if abs(margin) <= LARGEST_MARGIN else Missing("total_revenue")


def ffo_payout(values: Values) -> Outcome:
    funds = funds_from_operations(values)
    if funds is None:
        return Missing(INCOME_DEPRECIATION.name)
    if values["dividend_payout"] <= 0:
        return NotApplicable("NO_DIVIDEND")
    if funds <= 0:
        return Judged(WORST, "a dividend without funds from operations")
    return values["dividend_payout"] / funds


def debt_to_assets(values: Values) -> Outcome:
    return held_share_of_assets(values["debt"], values, "debt")


FFO_MARGIN = Metric(
    code="ffo_margin",
    name="Funds from operations to revenue",
    weight=0.15,
    unit="percent",
    formula=f"funds from operations / total_revenue; {FFO}",
    inputs=(NET_INCOME, *(wanted.optional() for wanted in DEPRECIATIONS), REVENUE),
    measure=ffo_margin,
    anchors=Anchors(
        (0.10, 0.22, 0.35, 0.48, 0.62), "a third to a half of the rent is left after upkeep and interest"
    ),
    source="Nareit 2018, Funds From Operations White Paper",
    applies_to=LANDLORDS,
)
FFO_PAYOUT = Metric(
    code="ffo_payout",
    name="Dividends to funds from operations",
    weight=0.40,
    unit="percent",
    formula=f"dividend_payout / funds from operations; {FFO}",
    inputs=(NET_INCOME, *(wanted.optional() for wanted in DEPRECIATIONS), DIVIDENDS),
    measure=ffo_payout,
    anchors=Anchors(
        (1.15, 1.0, 0.85, 0.75, 0.60),
        "90 % of taxable income must be paid out, which leaves 65 to 80 % of FFO",
    ),
    source="Nareit 2018, Funds From Operations White Paper",
    applies_to=LANDLORDS,
)
DEBT_TO_ASSETS = Metric(
    code="debt_to_assets",
    name="Debt to assets",
    weight=0.35,
    unit="percent",
    formula="debt / total_assets",
    inputs=(DEBT, ASSETS),
    measure=debt_to_assets,
    anchors=Anchors((0.65, 0.55, 0.45, 0.35, 0.22), "covenants of unsecured bonds of REITs end at 60 %"),
    source="Giacomini, Ling and Naranjo 2015, Journal of Real Estate Finance and Economics 51(2)",
    applies_to=LANDLORDS,
)

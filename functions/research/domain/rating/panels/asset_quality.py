"""Are the assets worth what the balance sheet says?

Three signs against the year before: slower depreciation, slower inventory and slower customers each push
profit into assets.
"""

from collections.abc import Callable
from dataclasses import dataclass

from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    OPERATING,
    Input,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import (
    SCALE_BREAK,
    Measure,
    is_scale_break,
    proper_share,
    quotient,
    share,
)
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    CASH,
    COST_OF_REVENUE,
    COST_OF_REVENUE_PRIOR,
    DEBT,
    DEPRECIATION,
    DEPRECIATION_PRIOR,
    FIXED_ASSETS,
    FIXED_ASSETS_PRIOR,
    INVENTORY,
    INVENTORY_PRIOR,
    LIABILITIES,
    RECEIVABLES,
    RECEIVABLES_PRIOR,
    REVENUE,
    REVENUE_PRIOR,
)

BOTH_YEARS = "the rated twelve months and the twelve before, each with its closing balance sheet"
LOWEST, HIGHEST = 1.0, 100.0
# An unchanged sign is worth half of its marks; a change by a fifth is worth all or none. Beneish 1999 found
# 8 % slower depreciation and 47 % slower customers in the mean of firms that manipulated.
FULL_CHANGE = 0.20
# One sign alone would be that sign under another name.
FEWEST_SIGNS = 2

DEPRECIATION_INPUTS = (DEPRECIATION, DEPRECIATION_PRIOR, FIXED_ASSETS, FIXED_ASSETS_PRIOR)
INVENTORY_INPUTS = (COST_OF_REVENUE, COST_OF_REVENUE_PRIOR, INVENTORY, INVENTORY_PRIOR)
RECEIVABLES_INPUTS = (REVENUE, REVENUE_PRIOR, RECEIVABLES, RECEIVABLES_PRIOR)


def _depreciation_rate(values: Values, when: str) -> Outcome:
    written_off = values["depreciation_depletion_and_amortization" + when]
    fixed_assets = values["property_plant_equipment" + when]
    if fixed_assets < 0:
        return NotApplicable("NO_FIXED_ASSETS")
    return proper_share(written_off, written_off + fixed_assets, "NO_FIXED_ASSETS")


def _inventory_turnover(values: Values, when: str) -> Outcome:
    return share(values["cost_of_revenue" + when], values["inventory" + when], "NO_INVENTORY")


def _receivables_share(values: Values, when: str) -> Outcome:
    return share(values["current_net_receivables" + when], values["total_revenue" + when], "NO_REVENUE")


def change_of(rate: Callable[[Values, str], Outcome], absent: str) -> Measure:
    """How far the rated year's rate stands from the year before, as a fraction of it."""

    def measure(values: Values) -> Outcome:
        newer, older = rate(values, ""), rate(values, "_prior")
        if not isinstance(newer, float):
            return newer
        if not isinstance(older, float):
            return older
        if is_scale_break(newer, older):
            return SCALE_BREAK
        return quotient(newer - older, older, absent)

    return measure


def net_operating_assets(values: Values) -> Outcome:
    assets, opening = values["total_assets"], values["total_assets_prior"]
    if is_scale_break(assets, opening):
        return SCALE_BREAK
    operating_assets = assets - values["cash_and_short_term_investments"]
    operating_liabilities = values["total_liabilities"] - values["debt"]
    return quotient(operating_assets - operating_liabilities, opening, "NO_ASSETS")


depreciation_rate_change = change_of(_depreciation_rate, "NO_DEPRECIATION_BEFORE")
inventory_turnover_change = change_of(_inventory_turnover, "NO_COST_OF_REVENUE_BEFORE")
days_sales_change = change_of(_receivables_share, "NO_RECEIVABLES_BEFORE")


@dataclass(frozen=True, slots=True)
class Sign:
    """`better` is 1 when a rise speaks for the assets and -1 when a fall does."""

    reads: tuple[Input, ...]
    change: Measure
    better: int


SIGNS = (
    Sign(DEPRECIATION_INPUTS, depreciation_rate_change, 1),
    Sign(INVENTORY_INPUTS, inventory_turnover_change, 1),
    Sign(RECEIVABLES_INPUTS, days_sales_change, -1),
)


def _marks(sign: Sign, values: Values) -> Outcome:
    absent = next((figure.name for figure in sign.reads if figure.name not in values), None)
    if absent is not None:
        return Missing(absent)
    changed = sign.change(values)
    if not isinstance(changed, float):
        return changed
    return max(0.0, min(1.0, (1 + sign.better * changed / FULL_CHANGE) / 2))


def asset_quality(values: Values) -> Outcome:
    outcomes = [_marks(sign, values) for sign in SIGNS]
    marks = [outcome for outcome in outcomes if isinstance(outcome, float)]
    if len(marks) >= FEWEST_SIGNS:
        return LOWEST + (HIGHEST - LOWEST) * sum(marks) / len(marks)
    missing = next((outcome for outcome in outcomes if isinstance(outcome, Missing)), None)
    return missing or NotApplicable("TOO_FEW_SIGNS")


DEPRECIATION_RATE_CHANGE = Metric(
    code="depreciation_rate_change",
    name="Change of the depreciation rate",
    unit="percent",
    formula="depreciation / (depreciation + property_plant_equipment), against the same a year before;"
    " a fall keeps cost in the balance sheet",
    inputs=DEPRECIATION_INPUTS,
    measure=depreciation_rate_change,
    source="Beneish 1999, Financial Analysts Journal 55(5), depreciation index",
    period=BOTH_YEARS,
    applies_to=OPERATING,
)
INVENTORY_TURNOVER_CHANGE = Metric(
    code="inventory_turnover_change",
    name="Change of the inventory turnover",
    unit="percent",
    formula="cost_of_revenue / closing inventory, against the same a year before; a fall piles up stock",
    inputs=INVENTORY_INPUTS,
    measure=inventory_turnover_change,
    source="Lev and Thiagarajan 1993, Journal of Accounting Research 31(2), inventory signal",
    period=BOTH_YEARS,
    applies_to=OPERATING,
)
DAYS_SALES_CHANGE = Metric(
    code="days_sales_outstanding_change",
    name="Change of the days sales outstanding",
    unit="percent",
    formula="closing current_net_receivables / total_revenue, against the same a year before;"
    " a rise books sales before they are paid",
    inputs=RECEIVABLES_INPUTS,
    measure=days_sales_change,
    source="Beneish 1999, Financial Analysts Journal 55(5), days sales in receivables index",
    period=BOTH_YEARS,
    applies_to=OPERATING,
)
NET_OPERATING_ASSETS = Metric(
    code="net_operating_assets",
    name="Net operating assets to opening assets",
    unit="percent",
    formula="((total_assets - cash_and_short_term_investments) - (total_liabilities - debt))"
    " / opening total_assets; much of it is profit that has not become cash",
    inputs=(ASSETS, CASH, LIABILITIES, DEBT, ASSETS_PRIOR),
    measure=net_operating_assets,
    source="Hirshleifer, Hou, Teoh and Zhang 2004, Journal of Accounting and Economics 38",
    period="the opening and closing balance sheets of the rated twelve months",
    applies_to=NON_FINANCIAL,
)
ASSET_QUALITY_SCORE = Metric(
    code="asset_quality",
    name="Asset quality",
    unit="points",
    formula="1 + 99 x mean of up to three marks, at least two: (1 + change / 20 %) / 2 within 0 to 1 for the"
    " depreciation rate and the inventory turnover, (1 - change / 20 %) / 2 for days sales outstanding;"
    " 50.5 is as good as a year before",
    inputs=tuple(figure.optional() for sign in SIGNS for figure in sign.reads),
    measure=asset_quality,
    source="signs of Beneish 1999 and of Lev and Thiagarajan 1993; the marks are this rule set's own",
    period=BOTH_YEARS,
    applies_to=OPERATING,
)

ASSET_QUALITY = Panel(
    "asset_quality",
    "Asset quality",
    (
        ASSET_QUALITY_SCORE,
        DEPRECIATION_RATE_CHANGE,
        INVENTORY_TURNOVER_CHANGE,
        DAYS_SALES_CHANGE,
        NET_OPERATING_ASSETS,
    ),
)

"""What do published failure models say beside Altman's?

Their coefficients were fitted to American companies of the 1960s to 1980s without banks, insurers and
utilities. They order companies; their probabilities are not those of today.
"""

import math

from functions.research.domain.rating.declaration import (
    OPERATING,
    FirmKind,
    Metric,
    NotApplicable,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import believable
from functions.research.domain.rating.reported import (
    ASSETS,
    CURRENT_ASSETS,
    CURRENT_LIABILITIES,
    DEPRECIATION,
    EBIT,
    LIABILITIES,
    MARKET_WORTH,
    NET_INCOME,
    NET_INCOME_PRIOR,
    PRETAX_INCOME,
    REVENUE,
)

# Ohlson's price index has 1968 at 100. The deflator of gross national product stands near 660 in the middle
# of the 2020s; a tenth more would move O by 0.04.
PRICE_LEVEL = 660.0
SAMPLED = OPERATING - {FirmKind.UTILITY}


def _first_absent(values: Values, *needed: str) -> NotApplicable | None:
    for name in needed:
        if not values[name] > 0:
            return NotApplicable(f"NO_{name.removeprefix('total_').upper()}")
    return None


def ohlson_o(values: Values) -> Outcome:
    """Model 1 of Ohlson 1980; amounts are taken for US dollars. Funds are net income plus depreciation."""
    absent = _first_absent(values, "total_assets", "total_liabilities", "total_current_assets")
    if absent is not None:
        return absent
    assets, liabilities = values["total_assets"], values["total_liabilities"]
    current_assets, current_liabilities = values["total_current_assets"], values["total_current_liabilities"]
    profit, profit_prior = values["net_income"], values["net_income_prior"]
    funds = profit + values["depreciation_depletion_and_amortization"]
    swing = abs(profit) + abs(profit_prior)
    return believable(
        -1.32
        - 0.407 * (math.log(assets) - math.log(PRICE_LEVEL))
        + 6.03 * liabilities / assets
        - 1.43 * (current_assets - current_liabilities) / assets
        + 0.0757 * current_liabilities / current_assets
        - 1.72 * (liabilities > assets)
        - 2.37 * profit / assets
        - 1.83 * funds / liabilities
        + 0.285 * (profit < 0 and profit_prior < 0)
        - 0.521 * ((profit - profit_prior) / swing if swing > 0 else 0.0)
    )


def zmijewski(values: Values) -> Outcome:
    absent = _first_absent(values, "total_assets", "total_liabilities", "total_current_liabilities")
    if absent is not None:
        return absent
    return believable(
        -4.336
        - 4.513 * values["net_income"] / values["total_assets"]
        + 5.679 * values["total_liabilities"] / values["total_assets"]
        + 0.004 * values["total_current_assets"] / values["total_current_liabilities"]
    )


def springate(values: Values) -> Outcome:
    absent = _first_absent(values, "total_assets", "total_current_liabilities")
    if absent is not None:
        return absent
    assets, current_liabilities = values["total_assets"], values["total_current_liabilities"]
    return believable(
        1.03 * (values["total_current_assets"] - current_liabilities) / assets
        + 3.07 * values["ebit"] / assets
        + 0.66 * values["income_before_tax"] / current_liabilities
        + 0.4 * values["total_revenue"] / assets
    )


OHLSON_O = Metric(
    code="ohlson_o",
    name="Ohlson O",
    unit="points",
    formula="-1.32 - 0.407 ln(total_assets / price level) + 6.03 total_liabilities/total_assets"
    " - 1.43 working capital/total_assets + 0.0757 current liabilities/current assets"
    " - 1.72 if liabilities exceed assets - 2.37 net_income/total_assets"
    " - 1.83 (net_income + depreciation)/total_liabilities + 0.285 if both years ended in a loss"
    " - 0.521 change of net_income / sum of both years' absolute net_income; higher is worse."
    " Amounts are US dollars, the price level is 660 with 1968 at 100; not of statements in another currency",
    inputs=(
        ASSETS,
        LIABILITIES,
        CURRENT_ASSETS,
        CURRENT_LIABILITIES,
        NET_INCOME,
        NET_INCOME_PRIOR,
        DEPRECIATION,
        # Not for its value: beside a market price only statements in its currency count, and that is dollars.
        MARKET_WORTH,
    ),
    measure=ohlson_o,
    source="Ohlson 1980, Journal of Accounting Research 18(1), model 1",
    applies_to=SAMPLED,
)
ZMIJEWSKI = Metric(
    code="zmijewski",
    name="Zmijewski score",
    unit="points",
    formula="-4.336 - 4.513 net_income/total_assets + 5.679 total_liabilities/total_assets"
    " + 0.004 total_current_assets/total_current_liabilities; above 0 failure is the likelier outcome",
    inputs=(NET_INCOME, ASSETS, LIABILITIES, CURRENT_ASSETS, CURRENT_LIABILITIES),
    measure=zmijewski,
    source="Zmijewski 1984, Journal of Accounting Research 22 (supplement)",
    applies_to=SAMPLED,
)
SPRINGATE = Metric(
    code="springate",
    name="Springate S",
    unit="points",
    formula="1.03 working capital/total_assets + 3.07 ebit/total_assets"
    " + 0.66 income_before_tax/total_current_liabilities + 0.4 total_revenue/total_assets;"
    " below 0.862 failure is the likelier outcome",
    inputs=(ASSETS, CURRENT_ASSETS, CURRENT_LIABILITIES, EBIT, PRETAX_INCOME, REVENUE),
    measure=springate,
    source="Springate 1978, Predicting the Possibility of Failure in a Canadian Firm (thesis, Simon Fraser)",
    applies_to=SAMPLED,
)

DISTRESS = Panel("distress", "Failure models", (OHLSON_O, ZMIJEWSKI, SPRINGATE))

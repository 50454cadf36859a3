"""Do the accounts look like those of firms that were found to have manipulated their earnings?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from functions.research.domain.rating.declaration import OPERATING, Judged, Metric, Missing, Outcome, Values
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    CURRENT_ASSETS,
    CURRENT_ASSETS_PRIOR,
    CURRENT_LIABILITIES,
    CURRENT_LIABILITIES_PRIOR,
    DEPRECIATION_OF_PLANT,
    DEPRECIATION_OF_PLANT_PRIOR,
    FIXED_ASSETS,
    FIXED_ASSETS_PRIOR,
    GROSS_PROFIT,
    GROSS_PROFIT_PRIOR,
    LONG_TERM_DEBT,
    LONG_TERM_DEBT_PRIOR,
    NET_INCOME,
    OPERATING_CASH_FLOW,
    OVERHEAD,
    OVERHEAD_PRIOR,
    RECEIVABLES,
    RECEIVABLES_PRIOR,
    REVENUE,
    REVENUE_PRIOR,
)
from functions.research.domain.rating.scoring import Anchors, score

CONSTANT = -4.84
WEIGHTS = {
    "DSRI": 0.920,  # receivables to sales: sales booked too early
    "GMI": 0.528,  # gross margin: worsening prospects tempt
    "AQI": 0.404,  # assets neither current nor plant: costs put off
    "SGI": 0.892,  # sales: growth under pressure to go on
    "DEPI": 0.115,  # rate of depreciation: lives stretched
    "SGAI": -0.172,  # overhead to sales
    "TATA": 4.679,  # accruals to assets: profit without cash
    "LVGI": -0.327,  # debt to assets
}
# An index of 1 says that nothing changed against the year before; accruals of 0 that profit came as cash.
NEUTRAL_INDICES = {code: 0.0 if code == "TATA" else 1.0 for code in WEIGHTS}
# Above it Beneish takes a firm for a manipulator when missing one costs 20 to 30 times a false alarm.
SUSPICIOUS_ABOVE = -1.78
MOST_MISSING = 3
# Beyond these an index comes from a change of unit or from next to nothing, and would decide M alone.
LARGEST_INDEX = 20.0
LARGEST_ACCRUALS = 1.0
ANCHORS = Anchors(
    (-1.0, SUSPICIOUS_ABOVE, -2.22, -2.6, -3.0),
    "2 is the published limit of suspicion, 3 the stricter one in wide use; no change at all gives -2.48",
)

THIS_YEAR, YEAR_BEFORE = "", "_prior"


@dataclass(frozen=True, slots=True)
class Comparison:
    """An index: the `quotient` of this year over that of the year before, or the other way round.

    `quotient` is None when nothing can be divided by, and raises KeyError when a figure is missing.
    """

    quotient: Callable[[Values, str], float | None]
    is_before_over_now: bool = False


def _over(amount: float, whole: float) -> float | None:
    return amount / whole if whole > 0 else None


def _to_revenue(name: str) -> Callable[[Values, str], float | None]:
    return lambda v, year: _over(v[name + year], v["total_revenue" + year])


def _soft_assets(v: Values, year: str) -> float | None:
    hard = v["total_current_assets" + year] + v["property_plant_equipment" + year]
    return _over(v["total_assets" + year] - hard, v["total_assets" + year])


def _revenue(v: Values, year: str) -> float | None:
    return v["total_revenue" + year]


def _depreciation_rate(v: Values, year: str) -> float | None:
    depreciation = v["depreciation" + year]
    return _over(depreciation, depreciation + v["property_plant_equipment" + year])


def _leverage(v: Values, year: str) -> float | None:
    owed = v["long_term_debt" + year] + v["total_current_liabilities" + year]
    return _over(owed, v["total_assets" + year])


COMPARISONS = {
    "DSRI": Comparison(_to_revenue("current_net_receivables")),
    "GMI": Comparison(_to_revenue("gross_profit"), is_before_over_now=True),
    "AQI": Comparison(_soft_assets),
    "SGI": Comparison(_revenue),
    "DEPI": Comparison(_depreciation_rate, is_before_over_now=True),
    "SGAI": Comparison(_to_revenue("selling_general_and_administrative")),
    "LVGI": Comparison(_leverage),
}


def indices(values: Values) -> dict[str, float]:
    """Those that can be told, by code."""
    told = {code: _index(comparison, values) for code, comparison in COMPARISONS.items()}
    told["TATA"] = _accruals(values)
    return {code: value for code, value in told.items() if value is not None}


def _index(comparison: Comparison, values: Values) -> float | None:
    try:
        now, before = comparison.quotient(values, THIS_YEAR), comparison.quotient(values, YEAR_BEFORE)
    except KeyError:
        return None
    if now is None or before is None or now <= 0 or before <= 0:
        return None
    ratio = before / now if comparison.is_before_over_now else now / before
    return ratio if 1 / LARGEST_INDEX <= ratio <= LARGEST_INDEX else None


def _accruals(values: Values) -> float | None:
    if any(name not in values for name in ("net_income", "operating_cashflow", "total_assets")):
        return None
    accruals = _over(values["net_income"] - values["operating_cashflow"], values["total_assets"])
    return accruals if accruals is not None and abs(accruals) <= LARGEST_ACCRUALS else None


def m_score(told: Mapping[str, float]) -> float:
    """M = -4.84 + 0.920 DSRI + 0.528 GMI + 0.404 AQI + 0.892 SGI + 0.115 DEPI - 0.172 SGAI + 4.679 TATA
    - 0.327 LVGI; an index that is not told counts as no change.
    """
    return CONSTANT + sum(w * told.get(code, NEUTRAL_INDICES[code]) for code, w in WEIGHTS.items())


def beneish_m(values: Values) -> Outcome:
    """The `share` of the outcome is that of the eight indices that could be told."""
    told = indices(values)
    unknown = [code for code in WEIGHTS if code not in told]
    if len(unknown) > MOST_MISSING:
        return Missing(_first_absent(values))
    m = m_score(told)
    note = f"counted as unchanged: {', '.join(unknown)}" if unknown else "all eight indices"
    return Judged(score(m, ANCHORS), note, m, len(told) / len(WEIGHTS), by_anchors=True)


def _first_absent(values: Values) -> str:
    return next((wanted.name for wanted in INPUTS if wanted.name not in values), "beneish_indices")


INPUTS = tuple(
    figure.optional()
    for figure in (
        RECEIVABLES,
        RECEIVABLES_PRIOR,
        REVENUE,
        REVENUE_PRIOR,
        GROSS_PROFIT,
        GROSS_PROFIT_PRIOR,
        CURRENT_ASSETS,
        CURRENT_ASSETS_PRIOR,
        FIXED_ASSETS,
        FIXED_ASSETS_PRIOR,
        ASSETS,
        ASSETS_PRIOR,
        DEPRECIATION_OF_PLANT,
        DEPRECIATION_OF_PLANT_PRIOR,
        OVERHEAD,
        OVERHEAD_PRIOR,
        LONG_TERM_DEBT,
        LONG_TERM_DEBT_PRIOR,
        CURRENT_LIABILITIES,
        CURRENT_LIABILITIES_PRIOR,
        NET_INCOME,
        OPERATING_CASH_FLOW,
    )
)
BENEISH_M = Metric(
    code="beneish_m",
    name="Beneish M-score",
    weight=0.15,
    unit="points",
    formula="-4.84 + 0.920 DSRI + 0.528 GMI + 0.404 AQI + 0.892 SGI + 0.115 DEPI - 0.172 SGAI + 4.679 TATA"
    " - 0.327 LVGI. This year over the year before: DSRI current_net_receivables/total_revenue; AQI 1 -"
    " (total_current_assets + property_plant_equipment)/total_assets; SGI total_revenue; SGAI"
    " selling_general_and_administrative/total_revenue; LVGI (long_term_debt + total_current_liabilities)/"
    "total_assets. The year before over this year: GMI gross_profit/total_revenue; DEPI depreciation/"
    "(depreciation + property_plant_equipment). TATA (net_income - operating_cashflow)/total_assets. Up to"
    " three that cannot be told count as 1, TATA as 0",
    inputs=INPUTS,
    measure=beneish_m,
    anchors=ANCHORS,
    source="Beneish 1999, Financial Analysts Journal 55(5)",
    applies_to=OPERATING,
)

"""How far is the company from the balance sheets of firms that went bankrupt?"""

import math
from dataclasses import dataclass

from functions.research.domain.rating.declaration import FirmKind, Metric, NotApplicable, Outcome, Values
from functions.research.domain.rating.reported import (
    ASSETS,
    CURRENT_ASSETS,
    CURRENT_LIABILITIES,
    EBIT,
    EQUITY,
    LIABILITIES,
    MARKET_VALUE,
    RETAINED_EARNINGS,
    REVENUE,
)
from functions.research.domain.rating.scoring import Anchors

# Zones as published: below the first number distress, above the second safe.
Z_ZONES = (1.81, 2.99)
Z_DOUBLE_PRIME_ZONES = (1.10, 2.60)
# The middle of the grey zone counts as even odds, and the slope makes its edges 25 and 75 %. Neither is
# fitted to defaults: the result orders companies, it is no probability of default.
EVEN_ODDS_Z = 1.85
SLOPE = 1.5
LEVELS = ((15.0, "low"), (40.0, "medium"), (70.0, "high"))
HIGHEST_LEVEL = "very_high"
# Beyond it the logistic function is 0 or 1 to the last digit.
LARGEST_EXPONENT = 50.0


@dataclass(frozen=True, slots=True)
class Bankruptcy:
    percent: float
    level: str
    z_double_prime: float


def altman_z(values: Values) -> Outcome:
    """Z = 1.2 X1 + 1.4 X2 + 3.3 X3 + 0.6 X4 + 1.0 X5 for listed manufacturers (Altman 1968)."""
    assets, liabilities = values["total_assets"], values["total_liabilities"]
    if assets <= 0 or liabilities <= 0:
        return NotApplicable("NO_LIABILITIES" if assets > 0 else "NO_ASSETS")
    return (
        1.2 * _working_capital(values) / assets
        + 1.4 * values["retained_earnings"] / assets
        + 3.3 * values["ebit"] / assets
        + 0.6 * values["market_capitalization"] / liabilities
        + 1.0 * values["total_revenue"] / assets
    )


def altman_z_double_prime(values: Values) -> Outcome:
    """Z'' = 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4 with book equity, for other firms (Altman 2000)."""
    assets, liabilities = values["total_assets"], values["total_liabilities"]
    if assets <= 0 or liabilities <= 0:
        return NotApplicable("NO_LIABILITIES" if assets > 0 else "NO_ASSETS")
    return (
        6.56 * _working_capital(values) / assets
        + 3.26 * values["retained_earnings"] / assets
        + 6.72 * values["ebit"] / assets
        + 1.05 * values["total_shareholder_equity"] / liabilities
    )


def _working_capital(values: Values) -> float:
    return values["total_current_assets"] - values["total_current_liabilities"]


def bankruptcy(z_double_prime: float) -> Bankruptcy:
    """A heuristic 0 to 100, falling as Z'' rises."""
    exponent = SLOPE * (EVEN_ODDS_Z - z_double_prime)
    bounded = max(-LARGEST_EXPONENT, min(LARGEST_EXPONENT, exponent))
    percent = 100.0 / (1.0 + math.exp(-bounded))
    level = next((name for limit, name in LEVELS if percent < limit), HIGHEST_LEVEL)
    return Bankruptcy(percent, level, z_double_prime)


ALTMAN_Z = Metric(
    code="altman_z",
    name="Altman Z",
    weight=0.35,
    unit="points",
    formula="1.2 working capital/assets + 1.4 retained_earnings/assets + 3.3 ebit/assets"
    " + 0.6 market_capitalization/total_liabilities + 1.0 total_revenue/assets",
    inputs=(
        ASSETS,
        LIABILITIES,
        CURRENT_ASSETS,
        CURRENT_LIABILITIES,
        RETAINED_EARNINGS,
        EBIT,
        REVENUE,
        MARKET_VALUE,
    ),
    measure=altman_z,
    anchors=Anchors((1.1, Z_ZONES[0], 2.4, Z_ZONES[1], 4.0), "2 and 4 are the published zone limits"),
    source="Altman 1968, Journal of Finance 23(4)",
    applies_to=frozenset({FirmKind.MANUFACTURER}),
)
ALTMAN_Z_DOUBLE_PRIME = Metric(
    code="altman_z_double_prime",
    name="Altman Z''",
    weight=0.35,
    unit="points",
    formula="6.56 working capital/assets + 3.26 retained_earnings/assets + 6.72 ebit/assets"
    " + 1.05 total_shareholder_equity/total_liabilities",
    inputs=(ASSETS, LIABILITIES, CURRENT_ASSETS, CURRENT_LIABILITIES, RETAINED_EARNINGS, EBIT, EQUITY),
    measure=altman_z_double_prime,
    anchors=Anchors(
        (0.5, Z_DOUBLE_PRIME_ZONES[0], 1.85, Z_DOUBLE_PRIME_ZONES[1], 4.0),
        "2 and 4 are the published zone limits",
    ),
    source="Altman 2000, Predicting Financial Distress of Companies: Revisiting the Z-Score and ZETA Models",
    applies_to=frozenset({FirmKind.GENERAL}),
)
JUDGED_KINDS = ALTMAN_Z.applies_to | ALTMAN_Z_DOUBLE_PRIME.applies_to
DISTRESS_BELOW = {ALTMAN_Z.code: Z_ZONES[0], ALTMAN_Z_DOUBLE_PRIME.code: Z_DOUBLE_PRIME_ZONES[0]}

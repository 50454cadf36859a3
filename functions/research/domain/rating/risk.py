"""How much could go wrong? Five is safe."""

import math

from functions.research.domain.rating.altman import (
    ALTMAN_Z,
    ALTMAN_Z_DOUBLE_PRIME,
    Z_DOUBLE_PRIME_ZONES,
    Z_ZONES,
    altman_z,
    altman_z_double_prime,
)
from functions.research.domain.rating.beneish import BENEISH_M
from functions.research.domain.rating.declaration import (
    Block,
    Component,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.kind_anchors import anchors_for
from functions.research.domain.rating.reported import NET_INCOME, PRICE, profile
from functions.research.domain.rating.scoring import BEST, NEUTRAL, WORST, Anchors
from functions.research.domain.rating.volatility import (
    CASH_FLOW_STABILITY,
    EARNINGS_VOLATILITY,
    OPERATING_CASH_STABILITY,
)

# No listed share has moved ten times as far as the market for long; such a beta is a misprint.
LARGEST_BETA = 10.0
# Below it the price or the earnings are in another unit or currency.
SMALLEST_PRICE_EARNINGS = 0.2
# A price at a multiple of its own year's high, or next to nothing of it, was not adjusted for a split.
LARGEST_RISE, SMALLEST_REST = 2.0, 0.002
# Dearer than most that earn anything: the price rests on hopes alone.
LOSS_SCORE = 2.0

BETA_FIGURE = profile("beta")
HIGH = profile("52_week_high")
PRICE_EARNINGS = profile("pe_ratio")
EPS_TTM = profile("diluted_eps_ttm")


def beta(values: Values) -> Outcome:
    """Exactly zero is what the provider writes where it has computed none."""
    figure = values["beta"]
    return Missing("beta") if figure == 0 or abs(figure) > LARGEST_BETA else figure


def drawdown(values: Values) -> Outcome:
    high, price = values["52_week_high"], values["price"]
    if high <= 0 or price <= 0:
        return Missing("52_week_high" if high <= 0 else "price")
    if not SMALLEST_REST < price / high < LARGEST_RISE:
        return Missing("52_week_high")
    # The price may be newer than the high.
    return min(price / high, 1.0) - 1.0


def valuation_stretch(values: Values) -> Outcome:
    ratio, eps, price = (values.get(name, 0.0) for name in ("pe_ratio", "diluted_eps_ttm", "price"))
    if ratio <= 0 and eps > 0 and price > 0:
        ratio = price / eps
    if ratio > 0:
        return ratio if ratio >= SMALLEST_PRICE_EARNINGS else Missing("pe_ratio")
    if eps < 0 or values.get("net_income", 0.0) < 0:
        return Judged(LOSS_SCORE, "a loss has no price-earnings ratio")
    return Missing("pe_ratio")


def zone_of_z(values: Values) -> Outcome:
    return _zone(altman_z(values), Z_ZONES)


def zone_of_z_double_prime(values: Values) -> Outcome:
    return _zone(altman_z_double_prime(values), Z_DOUBLE_PRIME_ZONES)


def _zone(z: Outcome, zones: tuple[float, float]) -> Outcome:
    if not isinstance(z, float):
        return z
    if not math.isfinite(z):
        return NotApplicable("OUT_OF_RANGE")
    distressed_below, safe_above = zones
    if z < distressed_below:
        return Judged(WORST, "distress zone", z)
    if z > safe_above:
        return Judged(BEST, "safe zone", z)
    return Judged(NEUTRAL, "grey zone", z)


BETA = Metric(
    code="beta",
    name="Beta",
    weight=0.2,
    unit="times",
    formula="the profile's beta",
    inputs=(BETA_FIGURE,),
    measure=beta,
    anchors=Anchors((2.0, 1.5, 1.15, 0.9, 0.6), "the market is 1; the steadiest sectors lie near 0.6"),
    source="Sharpe 1964, Journal of Finance 19(3)",
    period="as the provider computes it, usually five years",
)
DRAWDOWN = Metric(
    code="drawdown",
    name="Fall from the year's high",
    weight=0.1,
    unit="percent",
    formula="price / 52_week_high - 1, at most 0",
    inputs=(PRICE, HIGH),
    measure=drawdown,
    anchors=Anchors(
        (-0.6, -0.4, -0.25, -0.12, -0.03), "a fall of 20 to 25 % is commonly called a bear market"
    ),
    source="George and Hwang 2004, Journal of Finance 59(5)",
    period="52 weeks",
)
VALUATION_STRETCH = Metric(
    code="valuation_stretch",
    name="Price to earnings",
    weight=0.1,
    unit="times",
    formula="the profile's pe_ratio, else price / diluted_eps_ttm; a loss scores 2",
    inputs=(
        PRICE_EARNINGS.optional(),
        PRICE.optional(),
        EPS_TTM.optional(),
        NET_INCOME.optional(),
    ),
    measure=valuation_stretch,
    anchors=Anchors(
        (60.0, 40.0, 25.0, 18.0, 12.0), "the long-run mean of the market is near 16 to 18; 60 needs a decade"
    ),
    anchors_for=anchors_for("valuation_stretch"),
    source="Basu 1977, Journal of Finance 32(3)",
)
ZONES = Anchors((0.0, 0.25, 0.5, 0.75, 1.0), "by zone alone: distress 1, grey 3, safe 5")
DISTRESS_ZONE = Metric(
    code="distress_zone",
    name="Distress zone by Z''",
    weight=0.1,
    unit="points",
    formula="zone of Altman Z'': above 2.60 safe 5, below 1.10 distress 1, grey 3 between",
    inputs=ALTMAN_Z_DOUBLE_PRIME.inputs,
    measure=zone_of_z_double_prime,
    anchors=ZONES,
    source=ALTMAN_Z_DOUBLE_PRIME.source,
    applies_to=ALTMAN_Z_DOUBLE_PRIME.applies_to,
    is_judged=True,
)
DISTRESS_ZONE_OF_MANUFACTURERS = Metric(
    code="distress_zone_of_manufacturers",
    name="Distress zone by Z",
    weight=0.1,
    unit="points",
    formula="zone of Altman Z: above 2.99 safe 5, below 1.81 distress 1, grey 3 between",
    inputs=ALTMAN_Z.inputs,
    measure=zone_of_z,
    anchors=ZONES,
    source=ALTMAN_Z.source,
    applies_to=ALTMAN_Z.applies_to,
    is_judged=True,
)

RISK = Component(
    "risk",
    "Risk",
    0.20,
    (
        Block(
            "risk",
            "Risk",
            1.0,
            (
                BETA,
                BENEISH_M,
                EARNINGS_VOLATILITY,
                CASH_FLOW_STABILITY,
                OPERATING_CASH_STABILITY,
                DRAWDOWN,
                VALUATION_STRETCH,
                DISTRESS_ZONE,
                DISTRESS_ZONE_OF_MANUFACTURERS,
            ),
        ),
    ),
)

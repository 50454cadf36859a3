"""Can the company pay what falls due within a year?"""

from functions.research.domain.rating.bank import LIQUID_ASSETS, WHOLESALE_FUNDING
from functions.research.domain.rating.declaration import (
    OPERATING,
    Block,
    Metric,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.kind_anchors import anchors_for
from functions.research.domain.rating.reported import CASH, CURRENT_ASSETS, CURRENT_LIABILITIES, RECEIVABLES
from functions.research.domain.rating.scoring import Anchors

SOURCE = "White, Sondhi and Fried 2003, The Analysis and Use of Financial Statements, ch. 4"


def _over_current_liabilities(amount: float, values: Values) -> Outcome:
    liabilities = values["total_current_liabilities"]
    if liabilities <= 0:
        return NotApplicable("NO_CURRENT_LIABILITIES")
    return amount / liabilities


def current_ratio(values: Values) -> Outcome:
    return _over_current_liabilities(values["total_current_assets"], values)


def quick_ratio(values: Values) -> Outcome:
    quick = values["cash_and_short_term_investments"] + values["current_net_receivables"]
    return _over_current_liabilities(quick, values)


def cash_ratio(values: Values) -> Outcome:
    return _over_current_liabilities(values["cash_and_short_term_investments"], values)


CURRENT_RATIO = Metric(
    code="current_ratio",
    name="Current ratio",
    weight=0.5,
    unit="times",
    formula="total_current_assets / total_current_liabilities",
    inputs=(CURRENT_ASSETS, CURRENT_LIABILITIES),
    measure=current_ratio,
    anchors=Anchors(
        (0.6, 0.9, 1.2, 1.7, 2.5),
        "below 1 next year's bills exceed what turns into cash; above 2.5 more of it adds no safety",
    ),
    anchors_for=anchors_for("current_ratio"),
    source=SOURCE,
    applies_to=OPERATING,
)
QUICK_RATIO = Metric(
    code="quick_ratio",
    name="Quick ratio",
    weight=0.3,
    unit="times",
    formula="(cash_and_short_term_investments + current_net_receivables) / total_current_liabilities",
    inputs=(CASH, RECEIVABLES, CURRENT_LIABILITIES),
    measure=quick_ratio,
    anchors=Anchors((0.3, 0.6, 0.9, 1.2, 1.8), "the bills without having to sell stock: 1 covers them"),
    anchors_for=anchors_for("quick_ratio"),
    source=SOURCE,
    applies_to=OPERATING,
)
CASH_RATIO = Metric(
    code="cash_ratio",
    name="Cash ratio",
    weight=0.2,
    unit="times",
    formula="cash_and_short_term_investments / total_current_liabilities",
    inputs=(CASH, CURRENT_LIABILITIES),
    measure=cash_ratio,
    anchors=Anchors((0.05, 0.15, 0.3, 0.5, 0.8), "cash for a third of the year's bills is the ordinary case"),
    anchors_for=anchors_for("cash_ratio"),
    source=SOURCE,
    applies_to=OPERATING,
)

LIQUIDITY = Block(
    "liquidity",
    "Liquidity",
    0.15,
    (CURRENT_RATIO, QUICK_RATIO, CASH_RATIO, LIQUID_ASSETS, WHOLESALE_FUNDING),
)

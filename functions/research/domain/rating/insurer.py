"""What is asked of insurers: they owe their policyholders first and hold bonds to pay them."""

from functions.research.domain.rating.declaration import (
    FirmKind,
    Input,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.reported import DEBT, EQUITY, REVENUE, income
from functions.research.domain.rating.scoring import WORST, Anchors
from functions.research.domain.statements import Statement

INSURERS = frozenset({FirmKind.INSURER})
# Less than a hundredth of the equity in business, or a third of the bonds in interest, is another unit.
SMALLEST_TURNOVER = 0.01
LARGEST_YIELD = 0.30

INVESTMENT_INCOME = income("investment_income_net")
INVESTMENTS = Input(
    "long_and_short_term_investments",
    Statement.BALANCE,
    (("long_term_investments", "short_term_investments"), ("long_term_investments",)),
)


def revenue_to_equity(values: Values) -> Outcome:
    if values["total_shareholder_equity"] <= 0:
        return Judged(WORST, "equity is used up")
    turnover = values["total_revenue"] / values["total_shareholder_equity"]
    return turnover if turnover >= SMALLEST_TURNOVER else Missing("total_revenue")


def debt_to_capital(values: Values) -> Outcome:
    debt, equity = values["debt"], values["total_shareholder_equity"]
    if debt < 0:
        return Missing("debt")
    return Judged(WORST, "equity is used up") if equity <= 0 else debt / (debt + equity)


def investment_yield(values: Values) -> Outcome:
    """Bonds pay something every year: an income of nothing or less is a sum with realised losses."""
    investments = values["long_and_short_term_investments"]
    if investments <= 0:
        return NotApplicable("NO_INVESTMENTS")
    rate = values["investment_income_net"] / investments
    return rate if 0 < rate <= LARGEST_YIELD else Missing("investment_income_net")


REVENUE_TO_EQUITY = Metric(
    code="revenue_to_equity",
    name="Business written on equity",
    weight=0.3,
    unit="times",
    formula="total_revenue / total_shareholder_equity; equity at or below zero scores 1",
    inputs=(REVENUE, EQUITY),
    measure=revenue_to_equity,
    anchors=Anchors(
        (3.0, 2.0, 1.3, 0.8, 0.4), "supervisors ask questions when net premiums exceed three times surplus"
    ),
    source="NAIC, Insurance Regulatory Information System (IRIS), ratio of net premiums to surplus",
    applies_to=INSURERS,
)
DEBT_TO_CAPITAL = Metric(
    code="debt_to_capital",
    name="Debt to capital",
    weight=0.35,
    unit="percent",
    formula="debt / (debt + total_shareholder_equity); equity at or below zero scores 1",
    inputs=(DEBT, EQUITY),
    measure=debt_to_capital,
    anchors=Anchors(
        (0.55, 0.40, 0.28, 0.18, 0.08), "a quarter is usual; above 40 % lenders rely on what insurers pay up"
    ),
    source="A.M. Best 2017, Best's Credit Rating Methodology (financial leverage)",
    applies_to=INSURERS,
)
INVESTMENT_YIELD = Metric(
    code="investment_yield",
    name="Yield on investments",
    weight=0.15,
    unit="percent",
    formula="investment_income_net / (long_term_investments + short_term_investments)",
    inputs=(INVESTMENT_INCOME, INVESTMENTS),
    measure=investment_yield,
    anchors=Anchors(
        (0.01, 0.022, 0.032, 0.042, 0.055), "portfolios of good bonds have paid 3 to 4 % in the last decade"
    ),
    source="NAIC, Capital Markets Special Reports (net yield on invested assets)",
    applies_to=INSURERS,
)

"""What does the company spend its revenue on?"""

from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    OPERATING,
    Metric,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import quotient, share_of
from functions.research.domain.rating.reported import (
    CAPITAL_EXPENDITURES,
    DEPRECIATION,
    OVERHEAD,
    RESEARCH,
    REVENUE,
    STOCK_COMPENSATION,
)


def capital_expenditures_to_revenue(values: Values) -> Outcome:
    """Providers give capital expenditures with either sign; they are money spent."""
    return quotient(abs(values["capital_expenditures"]), values["total_revenue"], "NO_REVENUE")


def capital_expenditures_to_depreciation(values: Values) -> Outcome:
    depreciation = values["depreciation_depletion_and_amortization"]
    return quotient(abs(values["capital_expenditures"]), depreciation, "NO_DEPRECIATION")


OVERHEAD_TO_REVENUE = Metric(
    code="overhead_to_revenue",
    name="Selling, general and administrative expenses to revenue",
    unit="percent",
    formula="selling_general_and_administrative / total_revenue",
    inputs=(OVERHEAD, REVENUE),
    measure=share_of("selling_general_and_administrative", "total_revenue", "NO_REVENUE"),
    source="Anderson, Banker and Janakiraman 2003, Journal of Accounting Research 41(1)",
    applies_to=OPERATING,
)
RESEARCH_TO_REVENUE = Metric(
    code="research_to_revenue",
    name="Research and development to revenue",
    unit="percent",
    formula="research_and_development / total_revenue",
    inputs=(RESEARCH, REVENUE),
    measure=share_of("research_and_development", "total_revenue", "NO_REVENUE"),
    source="Chan, Lakonishok and Sougiannis 2001, Journal of Finance 56(6)",
    applies_to=OPERATING,
)
CAPITAL_EXPENDITURES_TO_REVENUE = Metric(
    code="capital_expenditures_to_revenue",
    name="Capital expenditures to revenue",
    unit="percent",
    formula="|capital_expenditures| / total_revenue",
    inputs=(CAPITAL_EXPENDITURES, REVENUE),
    measure=capital_expenditures_to_revenue,
    source="Damodaran 2012, Investment Valuation, ch. 10",
    applies_to=NON_FINANCIAL,
)
CAPITAL_EXPENDITURES_TO_DEPRECIATION = Metric(
    code="capital_expenditures_to_depreciation",
    name="Capital expenditures to depreciation",
    unit="times",
    formula="|capital_expenditures| / depreciation_depletion_and_amortization; below 1 assets wear out faster"
    " than they are renewed",
    inputs=(CAPITAL_EXPENDITURES, DEPRECIATION),
    measure=capital_expenditures_to_depreciation,
    source="Damodaran 2012, Investment Valuation, ch. 10",
    applies_to=NON_FINANCIAL,
)
STOCK_COMPENSATION_TO_REVENUE = Metric(
    code="stock_compensation_to_revenue",
    name="Stock-based compensation to revenue",
    unit="percent",
    formula="stock_based_compensation / total_revenue",
    inputs=(STOCK_COMPENSATION, REVENUE),
    measure=share_of("stock_based_compensation", "total_revenue", "NO_REVENUE"),
    source="Koller, Goedhart and Wessels 2020, Valuation, ch. 20",
)

SPENDING = Panel(
    "spending",
    "Spending",
    (
        OVERHEAD_TO_REVENUE,
        RESEARCH_TO_REVENUE,
        CAPITAL_EXPENDITURES_TO_REVENUE,
        CAPITAL_EXPENDITURES_TO_DEPRECIATION,
        STOCK_COMPENSATION_TO_REVENUE,
    ),
)

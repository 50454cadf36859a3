"""What is left of revenue at each step, and how do the parts multiply to the return on equity?

Tax burden x interest burden x EBIT margin x asset turnover x equity multiplier is net income over mean
equity.
"""

from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    OPERATING,
    Metric,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import (
    PART_EXCEEDS_WHOLE,
    SCALE_BREAK,
    ends,
    is_scale_break,
    over_mean,
    quotient,
    ratio_of,
)
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    EBIT,
    EBITDA,
    EQUITY,
    EQUITY_PRIOR,
    GROSS_PROFIT,
    NET_INCOME,
    OPERATING_CASH_FLOW,
    OPERATING_INCOME,
    PRETAX_INCOME,
    REVENUE,
    TAX,
)

DUPONT = "Penman 2013, Financial Statement Analysis and Security Valuation, ch. 12 (DuPont analysis)"
FIVE_FACTORS = "Palepu and Healy 2013, Business Analysis and Valuation, ch. 5 (five-factor DuPont analysis)"


def gross_margin(values: Values) -> Outcome:
    """Costs cannot be negative, so gross profit above revenue is a mistake."""
    if values["gross_profit"] > values["total_revenue"] > 0:
        return PART_EXCEEDS_WHOLE
    return quotient(values["gross_profit"], values["total_revenue"], "NO_REVENUE")


def equity_multiplier(values: Values) -> Outcome:
    closing, opening = ends(values, "total_assets")
    if is_scale_break(closing, opening):
        return SCALE_BREAK
    return over_mean((closing + opening) / 2, values, "total_shareholder_equity", "EQUITY_USED_UP")


GROSS_MARGIN = Metric(
    code="gross_margin",
    name="Gross margin",
    unit="percent",
    formula="gross_profit / total_revenue",
    inputs=(GROSS_PROFIT, REVENUE),
    measure=gross_margin,
    source=DUPONT,
    applies_to=OPERATING,
)
OPERATING_MARGIN = Metric(
    code="operating_margin",
    name="Operating margin",
    unit="percent",
    formula="operating_income / total_revenue",
    inputs=(OPERATING_INCOME, REVENUE),
    measure=ratio_of("operating_income", "total_revenue", "NO_REVENUE"),
    source=DUPONT,
    applies_to=NON_FINANCIAL,
)
EBIT_MARGIN = Metric(
    code="ebit_margin",
    name="EBIT margin",
    unit="percent",
    formula="ebit / total_revenue",
    inputs=(EBIT, REVENUE),
    measure=ratio_of("ebit", "total_revenue", "NO_REVENUE"),
    source=FIVE_FACTORS,
    applies_to=NON_FINANCIAL,
)
EBITDA_MARGIN = Metric(
    code="ebitda_margin",
    name="EBITDA margin",
    unit="percent",
    formula="ebitda / total_revenue",
    inputs=(EBITDA, REVENUE),
    measure=ratio_of("ebitda", "total_revenue", "NO_REVENUE"),
    source="Damodaran 2012, Investment Valuation, ch. 18",
    applies_to=NON_FINANCIAL,
)
PRETAX_MARGIN = Metric(
    code="pretax_margin",
    name="Pre-tax margin",
    unit="percent",
    formula="income_before_tax / total_revenue",
    inputs=(PRETAX_INCOME, REVENUE),
    measure=ratio_of("income_before_tax", "total_revenue", "NO_REVENUE"),
    source=DUPONT,
)
OPERATING_CASH_FLOW_MARGIN = Metric(
    code="operating_cash_flow_margin",
    name="Operating cash flow margin",
    unit="percent",
    formula="operating_cashflow / total_revenue",
    inputs=(OPERATING_CASH_FLOW, REVENUE),
    measure=ratio_of("operating_cashflow", "total_revenue", "NO_REVENUE"),
    source="Mills and Yamamura 1998, Journal of Accountancy 186(4)",
    applies_to=NON_FINANCIAL,
)
EFFECTIVE_TAX_RATE = Metric(
    code="effective_tax_rate",
    name="Effective tax rate",
    unit="percent",
    formula="income_tax_expense / income_before_tax; not asked of a loss",
    inputs=(TAX, PRETAX_INCOME),
    measure=ratio_of("income_tax_expense", "income_before_tax", "LOSS_BEFORE_TAX"),
    source="Dyreng, Hanlon and Maydew 2008, The Accounting Review 83(1)",
)
TAX_BURDEN = Metric(
    code="tax_burden",
    name="Tax burden",
    unit="percent",
    formula="net_income / income_before_tax; not asked of a loss",
    inputs=(NET_INCOME, PRETAX_INCOME),
    measure=ratio_of("net_income", "income_before_tax", "LOSS_BEFORE_TAX"),
    source=FIVE_FACTORS,
)
INTEREST_BURDEN = Metric(
    code="interest_burden",
    name="Interest burden",
    unit="percent",
    formula="income_before_tax / ebit; not asked without EBIT",
    inputs=(PRETAX_INCOME, EBIT),
    measure=ratio_of("income_before_tax", "ebit", "NO_EBIT"),
    source=FIVE_FACTORS,
    # Interest is what a bank buys its goods for.
    applies_to=NON_FINANCIAL,
)
EQUITY_MULTIPLIER = Metric(
    code="equity_multiplier",
    name="Equity multiplier",
    unit="times",
    formula="mean of opening and closing total_assets / mean of opening and closing total_shareholder_equity",
    inputs=(ASSETS, ASSETS_PRIOR, EQUITY, EQUITY_PRIOR),
    measure=equity_multiplier,
    source=DUPONT,
    period="the opening and closing balance sheets of the rated twelve months",
)

MARGINS = Panel(
    "margins",
    "Margins and DuPont parts",
    (
        GROSS_MARGIN,
        OPERATING_MARGIN,
        EBIT_MARGIN,
        EBITDA_MARGIN,
        PRETAX_MARGIN,
        OPERATING_CASH_FLOW_MARGIN,
        EFFECTIVE_TAX_RATE,
        TAX_BURDEN,
        INTEREST_BURDEN,
        EQUITY_MULTIPLIER,
    ),
)

"""What does the company earn on what it uses?"""

from functions.research.domain.rating.bank import BANKS, COST_TO_INCOME, NET_INTEREST_MARGIN
from functions.research.domain.rating.declaration import (
    EVERY_FIRM,
    NON_FINANCIAL,
    OPERATING,
    Block,
    Judged,
    Metric,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.insurer import INVESTMENT_YIELD
from functions.research.domain.rating.kind_anchors import anchors_for
from functions.research.domain.rating.property import FFO_MARGIN
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    CASH,
    DEBT,
    EBIT,
    EQUITY,
    EQUITY_PRIOR,
    GROSS_PROFIT,
    NET_INCOME,
    PRETAX_INCOME,
    REVENUE,
    TAX,
)
from functions.research.domain.rating.scoring import WORST, Anchors

# With less equity than this the return on it is large for lack of a base, not for profit.
THINNEST_EQUITY = 0.05
# Above any corporate income tax rate in use; higher quotients come from write-offs.
HIGHEST_TAX_RATE = 0.35


def return_on_equity(values: Values) -> Outcome:
    if values["total_shareholder_equity"] < THINNEST_EQUITY * values["total_assets"]:
        return NotApplicable("THIN_EQUITY")
    mean_equity = (values["total_shareholder_equity"] + values["total_shareholder_equity_prior"]) / 2
    if mean_equity <= 0:
        return NotApplicable("THIN_EQUITY")
    return values["net_income"] / mean_equity


def return_on_assets(values: Values) -> Outcome:
    mean_assets = (values["total_assets"] + values["total_assets_prior"]) / 2
    if mean_assets <= 0:
        return NotApplicable("NO_ASSETS")
    return values["net_income"] / mean_assets


def return_on_invested_capital(values: Values) -> Outcome:
    invested = values["debt"] + values["total_shareholder_equity"] - values["cash_and_short_term_investments"]
    if invested <= 0:
        return NotApplicable("NO_INVESTED_CAPITAL")
    pretax, tax = values["income_before_tax"], values["income_tax_expense"]
    # A loss saves tax only in years nobody can foresee.
    rate = max(0.0, min(HIGHEST_TAX_RATE, tax / pretax)) if pretax > 0 else 0.0
    return values["ebit"] * (1 - rate) / invested


def gross_profitability(values: Values) -> Outcome:
    if values["total_assets"] <= 0:
        return NotApplicable("NO_ASSETS")
    return values["gross_profit"] / values["total_assets"]


def net_margin(values: Values) -> Outcome:
    if values["total_revenue"] > 0:
        return values["net_income"] / values["total_revenue"]
    if values["net_income"] < 0:
        return Judged(WORST, "a loss without revenue")
    return NotApplicable("NO_REVENUE")


ROE = Metric(
    code="return_on_equity",
    name="Return on equity",
    weight=0.2,
    unit="percent",
    formula="net_income / mean of opening and closing total_shareholder_equity; not below 5 % of assets",
    inputs=(NET_INCOME, EQUITY, EQUITY_PRIOR, ASSETS),
    measure=return_on_equity,
    anchors=Anchors((-0.05, 0.03, 0.10, 0.16, 0.25), "about 10 % is what owners can earn elsewhere"),
    anchors_for=anchors_for("return_on_equity"),
    source="Penman 2013, ch. 12 (DuPont analysis)",
)
ROA = Metric(
    code="return_on_assets",
    name="Return on assets",
    weight=0.25,
    unit="percent",
    formula="net_income / mean of opening and closing total_assets",
    inputs=(NET_INCOME, ASSETS, ASSETS_PRIOR),
    measure=return_on_assets,
    anchors=Anchors((-0.03, 0.01, 0.04, 0.08, 0.14), "4 % is near the median of large listed firms"),
    anchors_for=anchors_for("return_on_assets"),
    source="Penman 2013, ch. 12 (DuPont analysis)",
)
ROIC = Metric(
    code="return_on_invested_capital",
    name="Return on invested capital",
    weight=0.25,
    unit="percent",
    formula="ebit (1 - tax rate) / (debt + total_shareholder_equity - cash_and_short_term_investments);"
    " tax rate = income_tax_expense / income_before_tax within 0 to 35 %",
    inputs=(EBIT, PRETAX_INCOME, TAX, DEBT, EQUITY, CASH),
    measure=return_on_invested_capital,
    anchors=Anchors(
        (0.0, 0.04, 0.08, 0.13, 0.20), "8 % is a usual cost of capital: below it growth destroys value"
    ),
    anchors_for=anchors_for("return_on_invested_capital"),
    source="Koller, Goedhart and Wessels 2020, Valuation, ch. 11",
    # Debt is a bank's raw material, not capital invested in it.
    applies_to=NON_FINANCIAL,
)
GROSS_PROFITABILITY = Metric(
    code="gross_profitability",
    name="Gross profit to assets",
    weight=0.15,
    unit="percent",
    formula="gross_profit / total_assets",
    inputs=(GROSS_PROFIT, ASSETS),
    measure=gross_profitability,
    anchors=Anchors((0.05, 0.15, 0.25, 0.35, 0.50), "quintiles of listed non-financial firms lie near these"),
    anchors_for=anchors_for("gross_profitability"),
    source="Novy-Marx 2013, Journal of Financial Economics 108(1)",
    applies_to=OPERATING,
)
NET_MARGIN = Metric(
    code="net_margin",
    name="Net margin",
    weight=0.15,
    unit="percent",
    formula="net_income / total_revenue; a loss without revenue scores 1",
    inputs=(NET_INCOME, REVENUE),
    measure=net_margin,
    anchors=Anchors((-0.05, 0.02, 0.07, 0.13, 0.22), "7 % is near the long-run mean of large listed firms"),
    anchors_for=anchors_for("net_margin"),
    source="Penman 2013, ch. 12 (DuPont analysis)",
    # What stands for a bank's revenue changes from year to year, before interest paid or after it.
    applies_to=EVERY_FIRM - BANKS,
)

PROFITABILITY = Block(
    "profitability",
    "Profitability",
    0.25,
    (
        ROE,
        ROA,
        ROIC,
        GROSS_PROFITABILITY,
        NET_MARGIN,
        FFO_MARGIN,
        NET_INTEREST_MARGIN,
        COST_TO_INCOME,
        INVESTMENT_YIELD,
    ),
)

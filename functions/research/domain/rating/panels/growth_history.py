"""What has grown, and did it pay?"""

from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    OPERATING,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Panel,
    Series,
    Step,
    Values,
)
from functions.research.domain.rating.panels.quotients import (
    SCALE_BREAK,
    believable,
    change,
    growth_of,
    is_scale_break,
)
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    CAPITAL_EXPENDITURES,
    CAPITAL_EXPENDITURES_PRIOR,
    DIVIDENDS,
    DIVIDENDS_PRIOR,
    EBITDA,
    EBITDA_PRIOR,
    EQUITY,
    EQUITY_PRIOR,
    OPERATING_INCOME,
    OPERATING_INCOME_PRIOR,
    RESEARCH,
    RESEARCH_PRIOR,
    REVENUE,
    REVENUE_PRIOR,
)
from functions.research.domain.statements import Statement

BOTH_YEARS = "the rated twelve months and the twelve before"
GROWTH = "Damodaran 2012, Investment Valuation, ch. 11"
LONG_RUN_YEARS = 5
REVENUE_OF_SIX_YEARS = Series(
    "total_revenue_of_six_years",
    Statement.INCOME,
    "total_revenue",
    Step.YEARS,
    LONG_RUN_YEARS + 1,
    LONG_RUN_YEARS + 1,
)


def capital_expenditures_growth(values: Values) -> Outcome:
    newer, older = abs(values["capital_expenditures"]), abs(values["capital_expenditures_prior"])
    return change(newer, older, "NOTHING_SPENT_BEFORE")


def dividend_growth(values: Values) -> Outcome:
    newer, older = abs(values["dividend_payout"]), abs(values["dividend_payout_prior"])
    return change(newer, older, "NO_DIVIDEND_BEFORE")


def operating_margin_change(values: Values) -> Outcome:
    revenue, revenue_prior = values["total_revenue"], values["total_revenue_prior"]
    if not (revenue > 0 and revenue_prior > 0):
        return NotApplicable("NO_REVENUE")
    if is_scale_break(revenue, revenue_prior):
        return SCALE_BREAK
    return believable(values["operating_income"] / revenue - values["operating_income_prior"] / revenue_prior)


def long_run_revenue_growth(values: Values) -> Outcome:
    revenue = values.series[REVENUE_OF_SIX_YEARS.name]
    newest, oldest = revenue[0], revenue[LONG_RUN_YEARS] if len(revenue) > LONG_RUN_YEARS else None
    if newest is None or oldest is None:
        return Missing(REVENUE_OF_SIX_YEARS.field)
    if not (newest > 0 and oldest > 0):
        return NotApplicable("NO_REVENUE")
    yearly = (newest / oldest) ** (1 / LONG_RUN_YEARS)
    # The limit of a year holds for the mean year too.
    return SCALE_BREAK if is_scale_break(yearly, 1.0) else believable(yearly - 1)


OPERATING_INCOME_GROWTH = Metric(
    code="operating_income_growth",
    name="Operating income growth",
    unit="percent",
    formula="operating_income / the same a year before - 1; not after a loss",
    inputs=(OPERATING_INCOME, OPERATING_INCOME_PRIOR),
    measure=growth_of("operating_income", "LOSS_BEFORE"),
    source=GROWTH,
    period=BOTH_YEARS,
    applies_to=NON_FINANCIAL,
)
EBITDA_GROWTH = Metric(
    code="ebitda_growth",
    name="EBITDA growth",
    unit="percent",
    formula="ebitda / the same a year before - 1; not after a loss",
    inputs=(EBITDA, EBITDA_PRIOR),
    measure=growth_of("ebitda", "LOSS_BEFORE"),
    source=GROWTH,
    period=BOTH_YEARS,
    applies_to=NON_FINANCIAL,
)
OPERATING_MARGIN_CHANGE = Metric(
    code="operating_margin_change",
    name="Change of the operating margin",
    unit="percent",
    formula="operating_income / total_revenue - the same a year before",
    inputs=(OPERATING_INCOME, OPERATING_INCOME_PRIOR, REVENUE, REVENUE_PRIOR),
    measure=operating_margin_change,
    source="Lev and Thiagarajan 1993, Journal of Accounting Research 31(2)",
    period=BOTH_YEARS,
    applies_to=NON_FINANCIAL,
)
ASSET_GROWTH = Metric(
    code="asset_growth",
    name="Asset growth",
    unit="percent",
    formula="total_assets / the same a year before - 1; fast growth has been followed by low returns",
    inputs=(ASSETS, ASSETS_PRIOR),
    measure=growth_of("total_assets", "NO_ASSETS"),
    source="Cooper, Gulen and Schill 2008, Journal of Finance 63(4)",
    period=BOTH_YEARS,
)
EQUITY_GROWTH = Metric(
    code="equity_growth",
    name="Equity growth",
    unit="percent",
    formula="total_shareholder_equity / the same a year before - 1",
    inputs=(EQUITY, EQUITY_PRIOR),
    measure=growth_of("total_shareholder_equity", "EQUITY_USED_UP"),
    source=GROWTH,
    period=BOTH_YEARS,
)
RESEARCH_GROWTH = Metric(
    code="research_growth",
    name="Research and development growth",
    unit="percent",
    formula="research_and_development / the same a year before - 1",
    inputs=(RESEARCH, RESEARCH_PRIOR),
    measure=growth_of("research_and_development", "NO_RESEARCH_BEFORE"),
    source="Eberhart, Maxwell and Siddique 2004, Journal of Finance 59(2)",
    period=BOTH_YEARS,
    applies_to=OPERATING,
)
CAPITAL_EXPENDITURES_GROWTH = Metric(
    code="capital_expenditures_growth",
    name="Capital expenditures growth",
    unit="percent",
    formula="|capital_expenditures| / the same a year before - 1",
    inputs=(CAPITAL_EXPENDITURES, CAPITAL_EXPENDITURES_PRIOR),
    measure=capital_expenditures_growth,
    source="Titman, Wei and Xie 2004, Journal of Financial and Quantitative Analysis 39(4)",
    period=BOTH_YEARS,
    applies_to=NON_FINANCIAL,
)
DIVIDEND_GROWTH = Metric(
    code="dividend_growth",
    name="Dividend growth",
    unit="percent",
    formula="|dividend_payout| / the same a year before - 1",
    inputs=(DIVIDENDS, DIVIDENDS_PRIOR),
    measure=dividend_growth,
    source="Lintner 1956, American Economic Review 46(2)",
    period=BOTH_YEARS,
)
REVENUE_CAGR_5Y = Metric(
    code="revenue_cagr_5y",
    name="Revenue growth over five years",
    unit="percent",
    formula="fifth root of (total_revenue / the same five fiscal years before) - 1",
    inputs=(REVENUE_OF_SIX_YEARS,),
    measure=long_run_revenue_growth,
    source=GROWTH,
    period="six fiscal years",
)

GROWTH_HISTORY = Panel(
    "growth_history",
    "Growth history",
    (
        OPERATING_INCOME_GROWTH,
        EBITDA_GROWTH,
        OPERATING_MARGIN_CHANGE,
        ASSET_GROWTH,
        EQUITY_GROWTH,
        RESEARCH_GROWTH,
        CAPITAL_EXPENDITURES_GROWTH,
        DIVIDEND_GROWTH,
        REVENUE_CAGR_5Y,
    ),
)

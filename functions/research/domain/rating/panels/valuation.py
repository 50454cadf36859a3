"""What does the market pay for what the company has and earns?

Multiples of the value at the last known price and the rated twelve months. A multiple of a loss says nothing
and is not given; the yields turn the fraction over and stay in order through zero.
"""

import math

from functions.research.domain.rating.cash_flow_quality import free_cash_flow
from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import (
    LARGEST_RATIO,
    OUT_OF_RANGE,
    SCALE_BREAK,
    Measure,
    believable,
    is_scale_break,
    quotient,
)
from functions.research.domain.rating.reported import (
    CAPITAL_EXPENDITURES,
    CASH,
    DEBT,
    EBIT,
    EBITDA,
    EPS_BY_YEAR,
    EQUITY,
    GOODWILL_AND_INTANGIBLES,
    MARKET_WORTH,
    NET_INCOME,
    OPERATING_CASH_FLOW,
    REVENUE,
)

MULTIPLES = "Damodaran 2012, Investment Valuation, ch. 18 to 20"
# Graham would pay at most 15 times earnings and 1.5 times book value, or the same product of the two.
GRAHAM_PRODUCT = 15 * 1.5
GROWTH_YEARS = 3
NO_MARKET_VALUE = NotApplicable("NO_MARKET_VALUE")
ENTERPRISE = (MARKET_WORTH, DEBT, CASH)


def multiple(price: float, amount: float, absent: str) -> Outcome:
    """Between a thousandth and a thousand; outside, price and statements are not in one unit."""
    if not amount > 0:
        return NotApplicable(absent)
    ratio = price / amount
    return ratio if 1 / LARGEST_RATIO <= ratio <= LARGEST_RATIO else OUT_OF_RANGE


def _price_to(amount: float, values: Values, absent: str) -> Outcome:
    return multiple(values["market_value"], amount, absent) if values["market_value"] > 0 else NO_MARKET_VALUE


def price_to(name: str, absent: str) -> Measure:
    def measure(values: Values) -> Outcome:
        return _price_to(values[name], values, absent)

    return measure


def price_to_free_cash_flow(values: Values) -> Outcome:
    return _price_to(free_cash_flow(values), values, "NO_FREE_CASH_FLOW")


def price_to_tangible_book(values: Values) -> Outcome:
    tangible = values["total_shareholder_equity"] - values["goodwill_and_intangibles"]
    return _price_to(tangible, values, "NO_TANGIBLE_EQUITY")


def enterprise_value_to(name: str, absent: str) -> Measure:
    """Minority interests and preferred shares are in no statement of the provider, so not in the value."""

    def measure(values: Values) -> Outcome:
        if not values["market_value"] > 0:
            return NO_MARKET_VALUE
        enterprise_value = values["market_value"] + values["debt"] - values["cash_and_short_term_investments"]
        if not enterprise_value > 0:
            return NotApplicable("CASH_EXCEEDS_VALUE")
        return multiple(enterprise_value, values[name], absent)

    return measure


def earnings_yield(values: Values) -> Outcome:
    return quotient(values["net_income"], values["market_value"], NO_MARKET_VALUE.why)


def free_cash_flow_yield(values: Values) -> Outcome:
    return quotient(free_cash_flow(values), values["market_value"], NO_MARKET_VALUE.why)


def peg_ratio(values: Values) -> Outcome:
    price_earnings = _price_to(values["net_income"], values, "NO_PROFIT")
    if not isinstance(price_earnings, float):
        return price_earnings
    eps = values.series[EPS_BY_YEAR.name]
    newest, oldest = eps[0], eps[GROWTH_YEARS] if len(eps) > GROWTH_YEARS else None
    if newest is None or oldest is None:
        return Missing(EPS_BY_YEAR.field)
    if not (newest > 0 and oldest > 0):
        return NotApplicable("NO_PROFIT")
    if is_scale_break(newest, oldest):
        return SCALE_BREAK
    growth = (newest / oldest) ** (1 / GROWTH_YEARS) - 1
    return quotient(price_earnings, 100 * growth, "NO_GROWTH")


def graham_distance(values: Values) -> Outcome:
    profit, equity = values["net_income"], values["total_shareholder_equity"]
    if not values["market_value"] > 0:
        return NO_MARKET_VALUE
    if not profit > 0:
        return NotApplicable("NO_PROFIT")
    if not equity > 0:
        return NotApplicable("EQUITY_USED_UP")
    # Two roots, for the product of two amounts may exceed the largest float.
    worth = math.sqrt(GRAHAM_PRODUCT) * math.sqrt(profit) * math.sqrt(equity)
    return believable(values["market_value"] / worth - 1)


PE = Metric(
    code="pe_ratio",
    name="Price to earnings",
    unit="times",
    formula="market_value / net_income; not of a loss",
    inputs=(MARKET_WORTH, NET_INCOME),
    measure=price_to("net_income", "NO_PROFIT"),
    source="Basu 1977, Journal of Finance 32(3)",
)
PRICE_TO_BOOK = Metric(
    code="price_to_book",
    name="Price to book",
    unit="times",
    formula="market_value / total_shareholder_equity",
    inputs=(MARKET_WORTH, EQUITY),
    measure=price_to("total_shareholder_equity", "EQUITY_USED_UP"),
    source="Fama and French 1992, Journal of Finance 47(2)",
)
PRICE_TO_TANGIBLE_BOOK = Metric(
    code="price_to_tangible_book",
    name="Price to tangible book",
    unit="times",
    formula="market_value / (total_shareholder_equity - goodwill and intangible assets)",
    inputs=(MARKET_WORTH, EQUITY, GOODWILL_AND_INTANGIBLES),
    measure=price_to_tangible_book,
    source=MULTIPLES,
)
PRICE_TO_SALES = Metric(
    code="price_to_sales",
    name="Price to sales",
    unit="times",
    formula="market_value / total_revenue",
    inputs=(MARKET_WORTH, REVENUE),
    measure=price_to("total_revenue", "NO_REVENUE"),
    source=MULTIPLES,
    applies_to=NON_FINANCIAL,
)
PRICE_TO_FREE_CASH_FLOW = Metric(
    code="price_to_free_cash_flow",
    name="Price to free cash flow",
    unit="times",
    formula="market_value / (operating_cashflow - |capital_expenditures|)",
    inputs=(MARKET_WORTH, OPERATING_CASH_FLOW, CAPITAL_EXPENDITURES),
    measure=price_to_free_cash_flow,
    source=MULTIPLES,
    applies_to=NON_FINANCIAL,
)
EV_TO_EBITDA = Metric(
    code="ev_to_ebitda",
    name="Enterprise value to EBITDA",
    unit="times",
    formula="(market_value + debt - cash_and_short_term_investments) / ebitda",
    inputs=(*ENTERPRISE, EBITDA),
    measure=enterprise_value_to("ebitda", "NO_EBITDA"),
    source="Loughran and Wellman 2011, Journal of Financial and Quantitative Analysis 46(6)",
    applies_to=NON_FINANCIAL,
)
EV_TO_EBIT = Metric(
    code="ev_to_ebit",
    name="Enterprise value to EBIT",
    unit="times",
    formula="(market_value + debt - cash_and_short_term_investments) / ebit",
    inputs=(*ENTERPRISE, EBIT),
    measure=enterprise_value_to("ebit", "NO_EBIT"),
    source="Greenblatt 2006, The Little Book That Beats the Market, appendix",
    applies_to=NON_FINANCIAL,
)
EV_TO_SALES = Metric(
    code="ev_to_sales",
    name="Enterprise value to sales",
    unit="times",
    formula="(market_value + debt - cash_and_short_term_investments) / total_revenue",
    inputs=(*ENTERPRISE, REVENUE),
    measure=enterprise_value_to("total_revenue", "NO_REVENUE"),
    source=MULTIPLES,
    applies_to=NON_FINANCIAL,
)
EARNINGS_YIELD = Metric(
    code="earnings_yield",
    name="Earnings yield",
    unit="percent",
    formula="net_income / market_value",
    inputs=(NET_INCOME, MARKET_WORTH),
    measure=earnings_yield,
    source="Basu 1977, Journal of Finance 32(3)",
)
FREE_CASH_FLOW_YIELD = Metric(
    code="free_cash_flow_yield",
    name="Free cash flow yield",
    unit="percent",
    formula="(operating_cashflow - |capital_expenditures|) / market_value",
    inputs=(OPERATING_CASH_FLOW, CAPITAL_EXPENDITURES, MARKET_WORTH),
    measure=free_cash_flow_yield,
    source="Lakonishok, Shleifer and Vishny 1994, Journal of Finance 49(5) (cash flow to price)",
    applies_to=NON_FINANCIAL,
)
PEG = Metric(
    code="peg_ratio",
    name="Price to earnings to growth",
    unit="times",
    formula="price to earnings / (100 x yearly growth of reported_eps over three fiscal years);"
    " not of losses or without growth",
    inputs=(MARKET_WORTH, NET_INCOME, EPS_BY_YEAR),
    measure=peg_ratio,
    source="Lynch 1989, One Up on Wall Street, ch. 13",
    period="the rated twelve months and three fiscal years of growth",
)
GRAHAM_DISTANCE = Metric(
    code="graham_distance",
    name="Distance from the Graham number",
    unit="percent",
    formula="market_value / square root of (22.5 x net_income x total_shareholder_equity) - 1;"
    " below 0 cheaper than Graham's limit",
    inputs=(MARKET_WORTH, NET_INCOME, EQUITY),
    measure=graham_distance,
    source="Graham 1973, The Intelligent Investor, ch. 14",
)

VALUATION = Panel(
    "valuation",
    "Valuation",
    (
        PE,
        PRICE_TO_BOOK,
        PRICE_TO_TANGIBLE_BOOK,
        PRICE_TO_SALES,
        PRICE_TO_FREE_CASH_FLOW,
        EV_TO_EBITDA,
        EV_TO_EBIT,
        EV_TO_SALES,
        EARNINGS_YIELD,
        FREE_CASH_FLOW_YIELD,
        PEG,
        GRAHAM_DISTANCE,
    ),
)

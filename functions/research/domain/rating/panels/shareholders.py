"""What do owners get, what is kept, and what for?"""

from functions.research.domain.rating.declaration import (
    OPERATING,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import change, quotient
from functions.research.domain.rating.panels.splits import is_like_split
from functions.research.domain.rating.profitability import HIGHEST_TAX_RATE
from functions.research.domain.rating.reported import (
    BUYBACKS,
    CAPITAL_EXPENDITURES,
    CASH,
    CASH_PRIOR,
    CURRENT_ASSETS,
    CURRENT_ASSETS_PRIOR,
    CURRENT_LIABILITIES,
    CURRENT_LIABILITIES_PRIOR,
    DEPRECIATION,
    DIVIDENDS,
    EBIT,
    EQUITY_PRIOR,
    MARKET_WORTH,
    NET_INCOME,
    PRETAX_INCOME,
    SHARE_ISSUES,
    SHARES,
    SHARES_PRIOR,
    SHORT_TERM_DEBT,
    SHORT_TERM_DEBT_PRIOR,
    TAX,
)

PAYOUTS = "Boudoukh, Michaely, Richardson and Roberts 2007, Journal of Finance 62(2)"
SPLIT = NotApplicable("SPLIT_IN_WINDOW")

# Providers give money paid to owners with either sign.


def dividend_yield(values: Values) -> Outcome:
    return quotient(abs(values["dividend_payout"]), values["market_value"], "NO_MARKET_VALUE")


def payout_ratio(values: Values) -> Outcome:
    return quotient(abs(values["dividend_payout"]), values["net_income"], "NO_PROFIT")


def _net_buybacks(values: Values) -> float:
    issued = values.get("proceeds_from_issuance_of_common_stock", 0.0)
    return abs(values["share_buybacks"]) - abs(issued)


def buyback_yield(values: Values) -> Outcome:
    return quotient(_net_buybacks(values), values["market_value"], "NO_MARKET_VALUE")


def shareholder_yield(values: Values) -> Outcome:
    """A company that reports one way of paying owners and not the other does not use the other."""
    if "dividend_payout" not in values and "share_buybacks" not in values:
        return Missing("dividend_payout")
    paid = abs(values.get("dividend_payout", 0.0))
    bought = _net_buybacks(values) if "share_buybacks" in values else 0.0
    return quotient(paid + bought, values["market_value"], "NO_MARKET_VALUE")


def share_count_growth(values: Values) -> Outcome:
    newer, older = (
        values["common_stock_shares_outstanding"],
        values["common_stock_shares_outstanding_prior"],
    )
    if not newer > 0:
        return NotApplicable("NO_SHARES")
    if older > 0 and is_like_split(newer, older):
        return SPLIT
    return change(newer, older, "NO_SHARES")


def sustainable_growth(values: Values) -> Outcome:
    retained = values["net_income"] - abs(values["dividend_payout"])
    return quotient(retained, values["total_shareholder_equity_prior"], "EQUITY_USED_UP")


def _operating_capital(values: Values, when: str) -> float:
    """Working capital without cash and without what is borrowed."""
    employed = values["total_current_assets" + when] - values["cash_and_short_term_investments" + when]
    owed = values["total_current_liabilities" + when] - values["short_term_debt" + when]
    return employed - owed


def reinvestment_rate(values: Values) -> Outcome:
    pretax = values["income_before_tax"]
    rate = max(0.0, min(HIGHEST_TAX_RATE, values["income_tax_expense"] / pretax)) if pretax > 0 else 0.0
    net_investment = abs(values["capital_expenditures"]) - values["depreciation_depletion_and_amortization"]
    working_capital = _operating_capital(values, "") - _operating_capital(values, "_prior")
    return quotient(net_investment + working_capital, values["ebit"] * (1 - rate), "NO_EBIT")


DIVIDEND_YIELD = Metric(
    code="dividend_yield",
    name="Dividend yield",
    unit="percent",
    formula="|dividend_payout| / market_value",
    inputs=(DIVIDENDS, MARKET_WORTH),
    measure=dividend_yield,
    source="Fama and French 1988, Journal of Financial Economics 22(1)",
)
PAYOUT_RATIO = Metric(
    code="payout_ratio",
    name="Payout ratio",
    unit="percent",
    formula="|dividend_payout| / net_income; not of a loss",
    inputs=(DIVIDENDS, NET_INCOME),
    measure=payout_ratio,
    source="Lintner 1956, American Economic Review 46(2)",
)
BUYBACK_YIELD = Metric(
    code="buyback_yield",
    name="Net buyback yield",
    unit="percent",
    formula="(shares bought back - shares issued for cash) / market_value; negative when more are issued",
    inputs=(BUYBACKS, SHARE_ISSUES.optional(), MARKET_WORTH),
    measure=buyback_yield,
    source=PAYOUTS,
)
SHAREHOLDER_YIELD = Metric(
    code="shareholder_yield",
    name="Shareholder yield",
    unit="percent",
    formula="(|dividend_payout| + shares bought back - shares issued for cash) / market_value",
    inputs=(DIVIDENDS.optional(), BUYBACKS.optional(), SHARE_ISSUES.optional(), MARKET_WORTH),
    measure=shareholder_yield,
    source=PAYOUTS,
)
SHARE_COUNT_GROWTH = Metric(
    code="share_count_growth",
    name="Growth of the share count",
    unit="percent",
    formula="common_stock_shares_outstanding / the same a year before - 1; not over a share split",
    inputs=(SHARES, SHARES_PRIOR),
    measure=share_count_growth,
    source="Pontiff and Woodgate 2008, Journal of Finance 63(2)",
    period="the rated twelve months and their opening balance sheet",
)
SUSTAINABLE_GROWTH = Metric(
    code="sustainable_growth",
    name="Sustainable growth",
    unit="percent",
    formula="(net_income - |dividend_payout|) / opening total_shareholder_equity",
    inputs=(NET_INCOME, DIVIDENDS, EQUITY_PRIOR),
    measure=sustainable_growth,
    source="Higgins 1977, Financial Management 6(3)",
)
REINVESTMENT_RATE = Metric(
    code="reinvestment_rate",
    name="Reinvestment rate",
    unit="percent",
    formula="(|capital_expenditures| - depreciation + growth of working capital without cash and short-term"
    " debt) / (ebit (1 - tax rate)); tax rate = income_tax_expense / income_before_tax within 0 to 35 %",
    inputs=(
        CAPITAL_EXPENDITURES,
        DEPRECIATION,
        CURRENT_ASSETS,
        CURRENT_ASSETS_PRIOR,
        CASH,
        CASH_PRIOR,
        CURRENT_LIABILITIES,
        CURRENT_LIABILITIES_PRIOR,
        SHORT_TERM_DEBT,
        SHORT_TERM_DEBT_PRIOR,
        EBIT,
        TAX,
        PRETAX_INCOME,
    ),
    measure=reinvestment_rate,
    source="Damodaran 2012, Investment Valuation, ch. 11",
    applies_to=OPERATING,
)

SHAREHOLDERS = Panel(
    "shareholders",
    "Shareholders",
    (
        DIVIDEND_YIELD,
        PAYOUT_RATIO,
        BUYBACK_YIELD,
        SHAREHOLDER_YIELD,
        SHARE_COUNT_GROWTH,
        SUSTAINABLE_GROWTH,
        REINVESTMENT_RATE,
    ),
)

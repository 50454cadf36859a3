"""How much of the company belongs to its lenders?"""

from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    OPERATING,
    FirmKind,
    Metric,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import (
    NEGATIVE_PART,
    proper_share,
    quotient,
    ratio_of,
    share,
    share_of,
)
from functions.research.domain.rating.reported import (
    ASSETS,
    CASH,
    DEBT,
    EBITDA,
    EQUITY,
    GOODWILL_AND_INTANGIBLES,
    LIABILITIES,
    LONG_TERM_DEBT,
    OPERATING_CASH_FLOW,
    SHORT_TERM_DEBT,
)

BALANCE_DAY = "the end of the rated twelve months"
LONG_TERM_SOLVENCY = "White, Sondhi and Fried 2003, The Analysis and Use of Financial Statements, ch. 4"


def debt_to_capital(values: Values) -> Outcome:
    return share(values["debt"], values["debt"] + values["total_shareholder_equity"], "NO_CAPITAL")


def long_term_debt_to_capital(values: Values) -> Outcome:
    long_term_debt = values["long_term_debt"]
    return share(long_term_debt, long_term_debt + values["total_shareholder_equity"], "NO_CAPITAL")


def net_debt_to_equity(values: Values) -> Outcome:
    if values["debt"] < 0:
        return NEGATIVE_PART
    net_debt = values["debt"] - values["cash_and_short_term_investments"]
    return quotient(net_debt, values["total_shareholder_equity"], "EQUITY_USED_UP")


def debt_due_soon(values: Values) -> Outcome:
    return proper_share(values["short_term_debt"], values["debt"], "NO_DEBT")


def intangibles_to_assets(values: Values) -> Outcome:
    return proper_share(values["goodwill_and_intangibles"], values["total_assets"], "NO_ASSETS")


DEBT_TO_ASSETS = Metric(
    code="total_debt_to_assets",
    name="Total debt to assets",
    unit="percent",
    formula="debt / total_assets",
    inputs=(DEBT, ASSETS),
    measure=share_of("debt", "total_assets", "NO_ASSETS"),
    source=LONG_TERM_SOLVENCY,
    period=BALANCE_DAY,
    # A landlord is graded on it.
    applies_to=OPERATING,
)
LIABILITIES_TO_ASSETS = Metric(
    code="liabilities_to_assets",
    name="Liabilities to assets",
    unit="percent",
    formula="total_liabilities / total_assets; above 1 equity is used up",
    inputs=(LIABILITIES, ASSETS),
    measure=share_of("total_liabilities", "total_assets", "NO_ASSETS"),
    source="Ohlson 1980, Journal of Accounting Research 18(1), TLTA",
    period=BALANCE_DAY,
)
DEBT_TO_CAPITAL = Metric(
    code="total_debt_to_capital",
    name="Total debt to capital",
    unit="percent",
    formula="debt / (debt + total_shareholder_equity)",
    inputs=(DEBT, EQUITY),
    measure=debt_to_capital,
    source=LONG_TERM_SOLVENCY,
    period=BALANCE_DAY,
    applies_to=NON_FINANCIAL,
)
LONG_TERM_DEBT_TO_CAPITAL = Metric(
    code="long_term_debt_to_capital",
    name="Long-term debt to capital",
    unit="percent",
    formula="long_term_debt / (long_term_debt + total_shareholder_equity)",
    inputs=(LONG_TERM_DEBT, EQUITY),
    measure=long_term_debt_to_capital,
    source=LONG_TERM_SOLVENCY,
    period=BALANCE_DAY,
    applies_to=NON_FINANCIAL,
)
NET_DEBT_TO_EQUITY = Metric(
    code="net_debt_to_equity",
    name="Net debt to equity",
    unit="times",
    formula="(debt - cash_and_short_term_investments) / total_shareholder_equity; negative with net cash",
    inputs=(DEBT, CASH, EQUITY),
    measure=net_debt_to_equity,
    source="Penman 2013, Financial Statement Analysis and Security Valuation, ch. 11 (financial leverage)",
    period=BALANCE_DAY,
    applies_to=NON_FINANCIAL,
)
CASH_FLOW_TO_DEBT = Metric(
    code="operating_cash_flow_to_debt",
    name="Operating cash flow to debt",
    unit="percent",
    formula="operating_cashflow / debt",
    inputs=(OPERATING_CASH_FLOW, DEBT),
    measure=ratio_of("operating_cashflow", "debt", "NO_DEBT"),
    source="Beaver 1966, Journal of Accounting Research 4 (supplement)",
    # A utility is graded on it.
    applies_to=NON_FINANCIAL - {FirmKind.UTILITY},
)
DEBT_TO_EBITDA = Metric(
    code="debt_to_ebitda",
    name="Debt to EBITDA",
    unit="times",
    formula="debt / ebitda; not without EBITDA",
    inputs=(DEBT, EBITDA),
    measure=share_of("debt", "ebitda", "NO_EBITDA"),
    source="Damodaran 2012, Investment Valuation, ch. 4",
    applies_to=NON_FINANCIAL,
)
DEBT_DUE_SOON = Metric(
    code="debt_due_within_a_year",
    name="Debt due within a year",
    unit="percent",
    formula="short_term_debt / debt",
    inputs=(SHORT_TERM_DEBT, DEBT),
    measure=debt_due_soon,
    source="Diamond 1991, Quarterly Journal of Economics 106(3)",
    period=BALANCE_DAY,
    applies_to=NON_FINANCIAL,
)
INTANGIBLES_TO_ASSETS = Metric(
    code="intangibles_to_assets",
    name="Goodwill and intangible assets to assets",
    unit="percent",
    formula="(goodwill + intangible_assets_excluding_goodwill), else intangible_assets, / total_assets",
    inputs=(GOODWILL_AND_INTANGIBLES, ASSETS),
    measure=intangibles_to_assets,
    source="Penman 2013, Financial Statement Analysis and Security Valuation, ch. 10",
    period=BALANCE_DAY,
)

LEVERAGE = Panel(
    "leverage",
    "Leverage",
    (
        DEBT_TO_ASSETS,
        LIABILITIES_TO_ASSETS,
        DEBT_TO_CAPITAL,
        LONG_TERM_DEBT_TO_CAPITAL,
        NET_DEBT_TO_EQUITY,
        CASH_FLOW_TO_DEBT,
        DEBT_TO_EBITDA,
        DEBT_DUE_SOON,
        INTANGIBLES_TO_ASSETS,
    ),
)

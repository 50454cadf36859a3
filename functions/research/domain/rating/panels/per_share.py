"""What belongs to one share, in the statements' currency?"""

from functions.research.domain.rating.cash_flow_quality import free_cash_flow
from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    Input,
    Metric,
    NotApplicable,
    Outcome,
    Panel,
    Source,
    Values,
)
from functions.research.domain.rating.panels.quotients import OUT_OF_RANGE, SCALE_BREAK, is_scale_break
from functions.research.domain.rating.reported import (
    CAPITAL_EXPENDITURES,
    CASH,
    DIVIDENDS,
    EQUITY,
    GOODWILL_AND_INTANGIBLES,
    NET_INCOME,
    OPERATING_CASH_FLOW,
    REVENUE,
    SHARES,
)

SOURCE = "White, Sondhi and Fried 2003, The Analysis and Use of Financial Statements, ch. 4"
UNIT = "currency a share"
# The dearest share ever listed stands below a million dollars, and dollars below two thousand won.
LARGEST_A_SHARE = 1e9
# The profile's count tells whether the balance sheet counts in thousands or in another class of shares.
LISTED_SHARES = Input("shares_outstanding", Source.PROFILE, (("shares_outstanding",),), required=False)
COUNTED = (SHARES, LISTED_SHARES)


def a_share(amount: float, values: Values) -> Outcome:
    shares = values["common_stock_shares_outstanding"]
    if not shares > 0:
        return NotApplicable("NO_SHARES")
    if is_scale_break(shares, values.get("shares_outstanding", shares)):
        return SCALE_BREAK
    worth = amount / shares
    return worth if -LARGEST_A_SHARE <= worth <= LARGEST_A_SHARE else OUT_OF_RANGE


def earnings_per_share(values: Values) -> Outcome:
    return a_share(values["net_income"], values)


def sales_per_share(values: Values) -> Outcome:
    return a_share(values["total_revenue"], values)


def free_cash_flow_per_share(values: Values) -> Outcome:
    return a_share(free_cash_flow(values), values)


def dividends_per_share(values: Values) -> Outcome:
    return a_share(abs(values["dividend_payout"]), values)


def book_value_per_share(values: Values) -> Outcome:
    return a_share(values["total_shareholder_equity"], values)


def tangible_book_value_per_share(values: Values) -> Outcome:
    return a_share(values["total_shareholder_equity"] - values["goodwill_and_intangibles"], values)


def cash_per_share(values: Values) -> Outcome:
    return a_share(values["cash_and_short_term_investments"], values)


EARNINGS_PER_SHARE = Metric(
    code="earnings_per_share",
    name="Earnings per share",
    unit=UNIT,
    formula="net_income / closing common_stock_shares_outstanding",
    inputs=(NET_INCOME, *COUNTED),
    measure=earnings_per_share,
    source=SOURCE,
)
SALES_PER_SHARE = Metric(
    code="sales_per_share",
    name="Sales per share",
    unit=UNIT,
    formula="total_revenue / closing common_stock_shares_outstanding",
    inputs=(REVENUE, *COUNTED),
    measure=sales_per_share,
    source=SOURCE,
)
FREE_CASH_FLOW_PER_SHARE = Metric(
    code="free_cash_flow_per_share",
    name="Free cash flow per share",
    unit=UNIT,
    formula="(operating_cashflow - |capital_expenditures|) / closing common_stock_shares_outstanding",
    inputs=(OPERATING_CASH_FLOW, CAPITAL_EXPENDITURES, *COUNTED),
    measure=free_cash_flow_per_share,
    source=SOURCE,
    applies_to=NON_FINANCIAL,
)
DIVIDENDS_PER_SHARE = Metric(
    code="dividends_per_share",
    name="Dividends per share",
    unit=UNIT,
    formula="|dividend_payout| / closing common_stock_shares_outstanding",
    inputs=(DIVIDENDS, *COUNTED),
    measure=dividends_per_share,
    source=SOURCE,
)
BOOK_VALUE_PER_SHARE = Metric(
    code="book_value_per_share",
    name="Book value per share",
    unit=UNIT,
    formula="total_shareholder_equity / common_stock_shares_outstanding",
    inputs=(EQUITY, *COUNTED),
    measure=book_value_per_share,
    source=SOURCE,
)
TANGIBLE_BOOK_VALUE_PER_SHARE = Metric(
    code="tangible_book_value_per_share",
    name="Tangible book value per share",
    unit=UNIT,
    formula="(total_shareholder_equity - goodwill and intangible assets) / common_stock_shares_outstanding",
    inputs=(EQUITY, GOODWILL_AND_INTANGIBLES, *COUNTED),
    measure=tangible_book_value_per_share,
    source=SOURCE,
)
CASH_PER_SHARE = Metric(
    code="cash_per_share",
    name="Cash per share",
    unit=UNIT,
    formula="cash_and_short_term_investments / common_stock_shares_outstanding",
    inputs=(CASH, *COUNTED),
    measure=cash_per_share,
    source=SOURCE,
    applies_to=NON_FINANCIAL,
)

PER_SHARE = Panel(
    "per_share",
    "Per share",
    (
        EARNINGS_PER_SHARE,
        SALES_PER_SHARE,
        FREE_CASH_FLOW_PER_SHARE,
        DIVIDENDS_PER_SHARE,
        BOOK_VALUE_PER_SHARE,
        TANGIBLE_BOOK_VALUE_PER_SHARE,
        CASH_PER_SHARE,
    ),
)

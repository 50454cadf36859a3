"""The reported figures that metrics read, named once."""

from functions.research.domain.rating.declaration import Input, Source
from functions.research.domain.statements import Statement

SUFFIX = ("", "_prior", "_before_prior")


def _figure(statement: Statement, field: str, years_back: int) -> Input:
    return Input(field + SUFFIX[years_back], statement, ((field,),), years_back)


def balance(field: str, years_back: int = 0) -> Input:
    return _figure(Statement.BALANCE, field, years_back)


def income(field: str, years_back: int = 0) -> Input:
    return _figure(Statement.INCOME, field, years_back)


def cash_flow(field: str, years_back: int = 0) -> Input:
    return _figure(Statement.CASH_FLOW, field, years_back)


ASSETS = balance("total_assets")
ASSETS_PRIOR = balance("total_assets", 1)
ASSETS_BEFORE_PRIOR = balance("total_assets", 2)
LIABILITIES = balance("total_liabilities")
EQUITY = balance("total_shareholder_equity")
EQUITY_PRIOR = balance("total_shareholder_equity", 1)
CURRENT_ASSETS = balance("total_current_assets")
CURRENT_ASSETS_PRIOR = balance("total_current_assets", 1)
CURRENT_LIABILITIES = balance("total_current_liabilities")
CURRENT_LIABILITIES_PRIOR = balance("total_current_liabilities", 1)
CASH = balance("cash_and_short_term_investments")
RECEIVABLES = balance("current_net_receivables")
RETAINED_EARNINGS = balance("retained_earnings")
SHARES = balance("common_stock_shares_outstanding")
SHARES_PRIOR = balance("common_stock_shares_outstanding", 1)
LONG_TERM_DEBT = balance("long_term_debt")
LONG_TERM_DEBT_PRIOR = balance("long_term_debt", 1)
DEBT = Input(
    "debt", Statement.BALANCE, (("short_long_term_debt_total",), ("long_term_debt", "short_term_debt"))
)

REVENUE = income("total_revenue")
REVENUE_PRIOR = income("total_revenue", 1)
GROSS_PROFIT = income("gross_profit")
GROSS_PROFIT_PRIOR = income("gross_profit", 1)
EBIT = income("ebit")
EBITDA = income("ebitda")
INTEREST_EXPENSE = income("interest_expense")
PRETAX_INCOME = income("income_before_tax")
TAX = income("income_tax_expense")
NET_INCOME = income("net_income")
NET_INCOME_PRIOR = income("net_income", 1)

OPERATING_CASH_FLOW = cash_flow("operating_cashflow")
CAPITAL_EXPENDITURES = cash_flow("capital_expenditures")
DIVIDENDS = cash_flow("dividend_payout")

MARKET_VALUE = Input("market_capitalization", Source.PROFILE, (("market_capitalization",),))

"""The reported figures that metrics read, named once."""

from functions.research.domain.rating.declaration import Input, Series, Source, Step
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


def quarter(statement: Statement, field: str, quarters_back: int = 0) -> Input:
    """A single quarter, the newest or the one a year before it."""
    ending = "_quarter" if quarters_back == 0 else "_quarter_year_before"
    return Input(field + ending, statement, ((field,),), quarters_back=quarters_back)


def by_year(statement: Statement, field: str) -> Series:
    """At most five fiscal years; whoever needs more than three of them has to look for holes."""
    return Series(f"{field}_by_year", statement, field, Step.YEARS, shortest=3, longest=5)


def profile(field: str) -> Input:
    return Input(field, Source.PROFILE, ((field,),))


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
CASH_PRIOR = balance("cash_and_short_term_investments", 1)
RECEIVABLES = balance("current_net_receivables")
RECEIVABLES_PRIOR = balance("current_net_receivables", 1)
INVENTORY = balance("inventory")
INVENTORY_PRIOR = balance("inventory", 1)
FIXED_ASSETS = balance("property_plant_equipment")
FIXED_ASSETS_PRIOR = balance("property_plant_equipment", 1)
GOODWILL = balance("goodwill")
# The provider's intangible assets sometimes hold the goodwill and sometimes not; the two parts are exact.
GOODWILL_AND_INTANGIBLES = Input(
    "goodwill_and_intangibles",
    Statement.BALANCE,
    (("goodwill", "intangible_assets_excluding_goodwill"), ("intangible_assets",)),
)
PAYABLES = balance("current_accounts_payable")
PAYABLES_PRIOR = balance("current_accounts_payable", 1)
RETAINED_EARNINGS = balance("retained_earnings")
SHARES = balance("common_stock_shares_outstanding")
SHARES_PRIOR = balance("common_stock_shares_outstanding", 1)
LONG_TERM_DEBT = balance("long_term_debt")
LONG_TERM_DEBT_PRIOR = balance("long_term_debt", 1)
SHORT_TERM_DEBT = balance("short_term_debt")
SHORT_TERM_DEBT_PRIOR = balance("short_term_debt", 1)
DEBT = Input(
    "debt", Statement.BALANCE, (("short_long_term_debt_total",), ("long_term_debt", "short_term_debt"))
)

REVENUE = income("total_revenue")
REVENUE_PRIOR = income("total_revenue", 1)
GROSS_PROFIT = income("gross_profit")
GROSS_PROFIT_PRIOR = income("gross_profit", 1)
COST_OF_REVENUE = income("cost_of_revenue")
COST_OF_REVENUE_PRIOR = income("cost_of_revenue", 1)
OVERHEAD = income("selling_general_and_administrative")
OVERHEAD_PRIOR = income("selling_general_and_administrative", 1)
RESEARCH = income("research_and_development")
RESEARCH_PRIOR = income("research_and_development", 1)
OPERATING_INCOME = income("operating_income")
OPERATING_INCOME_PRIOR = income("operating_income", 1)
EBIT = income("ebit")
EBITDA = income("ebitda")
EBITDA_PRIOR = income("ebitda", 1)
INTEREST_EXPENSE = income("interest_expense")
PRETAX_INCOME = income("income_before_tax")
TAX = income("income_tax_expense")
# Of plant alone, where it is told apart from the amortization of intangible assets.
DEPRECIATION_OF_PLANT = income("depreciation")
DEPRECIATION_OF_PLANT_PRIOR = income("depreciation", 1)
NET_INCOME = income("net_income")
NET_INCOME_PRIOR = income("net_income", 1)

OPERATING_CASH_FLOW = cash_flow("operating_cashflow")
CAPITAL_EXPENDITURES = cash_flow("capital_expenditures")
CAPITAL_EXPENDITURES_PRIOR = cash_flow("capital_expenditures", 1)
DEPRECIATION = cash_flow("depreciation_depletion_and_amortization")
DEPRECIATION_PRIOR = cash_flow("depreciation_depletion_and_amortization", 1)
STOCK_COMPENSATION = cash_flow("stock_based_compensation")
DIVIDENDS = cash_flow("dividend_payout")
DIVIDENDS_PRIOR = cash_flow("dividend_payout", 1)
BUYBACKS = Input(
    "share_buybacks",
    Statement.CASH_FLOW,
    (("payments_for_repurchase_of_common_stock",), ("payments_for_repurchase_of_equity",)),
)
SHARE_ISSUES = cash_flow("proceeds_from_issuance_of_common_stock")

MARKET_VALUE = profile("market_capitalization")

REVENUE_BY_YEAR = by_year(Statement.INCOME, "total_revenue")
EPS_BY_YEAR = by_year(Statement.EARNINGS, "reported_eps")
OPERATING_CASH_FLOW_BY_YEAR = by_year(Statement.CASH_FLOW, "operating_cashflow")
CAPITAL_EXPENDITURES_BY_YEAR = by_year(Statement.CASH_FLOW, "capital_expenditures")
# The profile's, else the last known close times shares; MARKET_VALUE is the profile's alone.
MARKET_WORTH = Input("market_value", Source.PRICES, (("market_value",),))
PRICE = Input("price", Source.PRICES, (("price",),))

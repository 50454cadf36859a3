"""How hard do the assets work?"""

from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    OPERATING,
    Metric,
    Outcome,
    Panel,
    Values,
)
from functions.research.domain.rating.panels.quotients import over_mean, quotient, turnover_of
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    COST_OF_REVENUE,
    CURRENT_ASSETS,
    CURRENT_LIABILITIES,
    EBIT,
    FIXED_ASSETS,
    FIXED_ASSETS_PRIOR,
    INVENTORY,
    INVENTORY_PRIOR,
    OPERATING_CASH_FLOW,
    PAYABLES,
    PAYABLES_PRIOR,
    RECEIVABLES,
    RECEIVABLES_PRIOR,
    REVENUE,
)

TURNOVERS = "White, Sondhi and Fried 2003, The Analysis and Use of Financial Statements, ch. 4"
TWO_BALANCES = "the rated twelve months, between their opening and closing balance sheets"


def working_capital_to_assets(values: Values) -> Outcome:
    working_capital = values["total_current_assets"] - values["total_current_liabilities"]
    return quotient(working_capital, values["total_assets"], "NO_ASSETS")


def cash_return_on_assets(values: Values) -> Outcome:
    return over_mean(values["operating_cashflow"], values, "total_assets", "NO_ASSETS")


def return_on_capital_employed(values: Values) -> Outcome:
    employed = values["total_assets"] - values["total_current_liabilities"]
    return quotient(values["ebit"], employed, "NO_CAPITAL_EMPLOYED")


ASSET_TURNOVER = Metric(
    code="asset_turnover",
    name="Asset turnover",
    unit="times",
    formula="total_revenue / mean of opening and closing total_assets",
    inputs=(REVENUE, ASSETS, ASSETS_PRIOR),
    measure=turnover_of("total_assets", "total_revenue", "NO_ASSETS"),
    source="Penman 2013, Financial Statement Analysis and Security Valuation, ch. 12 (DuPont analysis)",
    period=TWO_BALANCES,
)
FIXED_ASSET_TURNOVER = Metric(
    code="fixed_asset_turnover",
    name="Fixed asset turnover",
    unit="times",
    formula="total_revenue / mean of opening and closing property_plant_equipment",
    inputs=(REVENUE, FIXED_ASSETS, FIXED_ASSETS_PRIOR),
    measure=turnover_of("property_plant_equipment", "total_revenue", "NO_FIXED_ASSETS"),
    source=TURNOVERS,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
INVENTORY_TURNOVER = Metric(
    code="inventory_turnover",
    name="Inventory turnover",
    unit="times",
    formula="cost_of_revenue / mean of opening and closing inventory",
    inputs=(COST_OF_REVENUE, INVENTORY, INVENTORY_PRIOR),
    measure=turnover_of("inventory", "cost_of_revenue", "NO_INVENTORY"),
    source=TURNOVERS,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
RECEIVABLES_TURNOVER = Metric(
    code="receivables_turnover",
    name="Receivables turnover",
    unit="times",
    formula="total_revenue / mean of opening and closing current_net_receivables",
    inputs=(REVENUE, RECEIVABLES, RECEIVABLES_PRIOR),
    measure=turnover_of("current_net_receivables", "total_revenue", "NO_RECEIVABLES"),
    source=TURNOVERS,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
PAYABLES_TURNOVER = Metric(
    code="payables_turnover",
    name="Payables turnover",
    unit="times",
    formula="cost_of_revenue / mean of opening and closing current_accounts_payable",
    inputs=(COST_OF_REVENUE, PAYABLES, PAYABLES_PRIOR),
    measure=turnover_of("current_accounts_payable", "cost_of_revenue", "NO_PAYABLES"),
    source=TURNOVERS,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
WORKING_CAPITAL_TO_ASSETS = Metric(
    code="working_capital_to_assets",
    name="Working capital to assets",
    unit="percent",
    formula="(total_current_assets - total_current_liabilities) / total_assets",
    inputs=(CURRENT_ASSETS, CURRENT_LIABILITIES, ASSETS),
    measure=working_capital_to_assets,
    source="Altman 1968, Journal of Finance 23(4), X1",
    applies_to=OPERATING,
)
CASH_RETURN_ON_ASSETS = Metric(
    code="cash_return_on_assets",
    name="Cash return on assets",
    unit="percent",
    formula="operating_cashflow / mean of opening and closing total_assets",
    inputs=(OPERATING_CASH_FLOW, ASSETS, ASSETS_PRIOR),
    measure=cash_return_on_assets,
    source="Mills and Yamamura 1998, Journal of Accountancy 186(4)",
    period=TWO_BALANCES,
    applies_to=NON_FINANCIAL,
)
RETURN_ON_CAPITAL_EMPLOYED = Metric(
    code="return_on_capital_employed",
    name="Return on capital employed",
    unit="percent",
    formula="ebit / (total_assets - total_current_liabilities)",
    inputs=(EBIT, ASSETS, CURRENT_LIABILITIES),
    measure=return_on_capital_employed,
    source=TURNOVERS,
    applies_to=OPERATING,
)

EFFICIENCY = Panel(
    "efficiency",
    "Efficiency",
    (
        ASSET_TURNOVER,
        FIXED_ASSET_TURNOVER,
        INVENTORY_TURNOVER,
        RECEIVABLES_TURNOVER,
        PAYABLES_TURNOVER,
        WORKING_CAPITAL_TO_ASSETS,
        CASH_RETURN_ON_ASSETS,
        RETURN_ON_CAPITAL_EMPLOYED,
    ),
)

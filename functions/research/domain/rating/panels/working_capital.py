"""How long does money stay in stock and with customers before it comes back?"""

from functions.research.domain.rating.declaration import OPERATING, Metric, Outcome, Panel, Values
from functions.research.domain.rating.panels.quotients import days_held, days_of
from functions.research.domain.rating.reported import (
    COST_OF_REVENUE,
    INVENTORY,
    INVENTORY_PRIOR,
    PAYABLES,
    PAYABLES_PRIOR,
    RECEIVABLES,
    RECEIVABLES_PRIOR,
    REVENUE,
)

SOURCE = "Richards and Laughlin 1980, Financial Management 9(1)"
TWO_BALANCES = "the rated twelve months, between their opening and closing balance sheets"
INVENTORY_INPUTS = (INVENTORY, INVENTORY_PRIOR, COST_OF_REVENUE)
RECEIVABLES_INPUTS = (RECEIVABLES, RECEIVABLES_PRIOR, REVENUE)
PAYABLES_INPUTS = (PAYABLES, PAYABLES_PRIOR, COST_OF_REVENUE)

days_inventory = days_of("inventory", "cost_of_revenue", "NO_COST_OF_REVENUE")
days_sales = days_of("current_net_receivables", "total_revenue", "NO_REVENUE")


def operating_cycle(values: Values) -> Outcome:
    in_stock, with_customers = days_inventory(values), days_sales(values)
    if not isinstance(in_stock, float):
        return in_stock
    return in_stock + with_customers if isinstance(with_customers, float) else with_customers


def cash_conversion_cycle(values: Values) -> Outcome:
    until_paid = operating_cycle(values)
    if not isinstance(until_paid, float):
        return until_paid
    owed = days_held(
        values, "current_accounts_payable", values["cost_of_revenue"], absent="NO_COST_OF_REVENUE"
    )
    return until_paid - owed if isinstance(owed, float) else owed


DAYS_SALES = Metric(
    code="days_sales_outstanding",
    name="Days sales outstanding",
    unit="days",
    formula="365 x mean of opening and closing current_net_receivables / total_revenue",
    inputs=RECEIVABLES_INPUTS,
    measure=days_sales,
    source=SOURCE,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
DAYS_INVENTORY = Metric(
    code="days_inventory_outstanding",
    name="Days inventory outstanding",
    unit="days",
    formula="365 x mean of opening and closing inventory / cost_of_revenue",
    inputs=INVENTORY_INPUTS,
    measure=days_inventory,
    source=SOURCE,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
DAYS_PAYABLES = Metric(
    code="days_payables_outstanding",
    name="Days payables outstanding",
    unit="days",
    formula="365 x mean of opening and closing current_accounts_payable / cost_of_revenue",
    inputs=PAYABLES_INPUTS,
    measure=days_of("current_accounts_payable", "cost_of_revenue", "NO_COST_OF_REVENUE"),
    source=SOURCE,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
OPERATING_CYCLE = Metric(
    code="operating_cycle",
    name="Operating cycle",
    unit="days",
    formula="days inventory outstanding + days sales outstanding",
    inputs=(*INVENTORY_INPUTS, *RECEIVABLES_INPUTS),
    measure=operating_cycle,
    source=SOURCE,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)
CASH_CONVERSION_CYCLE = Metric(
    code="cash_conversion_cycle",
    name="Cash conversion cycle",
    unit="days",
    formula="days inventory outstanding + days sales outstanding - days payables outstanding",
    inputs=(*INVENTORY_INPUTS, *RECEIVABLES_INPUTS, PAYABLES, PAYABLES_PRIOR),
    measure=cash_conversion_cycle,
    source=SOURCE,
    period=TWO_BALANCES,
    applies_to=OPERATING,
)

WORKING_CAPITAL = Panel(
    "working_capital",
    "Working capital",
    (DAYS_SALES, DAYS_INVENTORY, DAYS_PAYABLES, OPERATING_CYCLE, CASH_CONVERSION_CYCLE),
)

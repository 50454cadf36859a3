"""A company with round figures, and closes that are told apart by where they stand."""

from functions.research.domain.rating.declaration import Series, Values
from functions.research.domain.rating.panels import PANELS
from functions.research.domain.rating.panels.price_history import HALF_YEAR, MONTH, QUARTER, YEAR

METRICS = {metric.code: metric for panel in PANELS for metric in panel.metrics}
FIGURES = {
    "total_assets": 1100, "total_assets_prior": 900,
    "total_current_assets": 400, "total_current_assets_prior": 300,
    "cash_and_short_term_investments": 100, "cash_and_short_term_investments_prior": 80,
    "current_net_receivables": 110, "current_net_receivables_prior": 90,
    "inventory": 60, "inventory_prior": 40,
    "property_plant_equipment": 440, "property_plant_equipment_prior": 360,
    "goodwill_and_intangibles": 55,
    "total_liabilities": 500,
    "total_current_liabilities": 200, "total_current_liabilities_prior": 180,
    "current_accounts_payable": 45, "current_accounts_payable_prior": 35,
    "debt": 200, "long_term_debt": 150, "short_term_debt": 50, "short_term_debt_prior": 30,
    "total_shareholder_equity": 600, "total_shareholder_equity_prior": 400,
    "common_stock_shares_outstanding": 100, "common_stock_shares_outstanding_prior": 80,
    "total_revenue": 1000, "total_revenue_prior": 800,
    "cost_of_revenue": 600, "cost_of_revenue_prior": 520,
    "gross_profit": 400,
    "selling_general_and_administrative": 180,
    "research_and_development": 70, "research_and_development_prior": 50,
    "operating_income": 150, "operating_income_prior": 100,
    "ebit": 160, "ebitda": 200, "ebitda_prior": 160,
    "income_before_tax": 140, "income_tax_expense": 35,
    "net_income": 105, "net_income_prior": 84,
    "operating_cashflow": 180,
    "capital_expenditures": -80, "capital_expenditures_prior": 64,
    "depreciation_depletion_and_amortization": 40, "depreciation_depletion_and_amortization_prior": 36,
    "stock_based_compensation": 20,
    "dividend_payout": -42, "dividend_payout_prior": 35,
    "share_buybacks": 30, "proceeds_from_issuance_of_common_stock": 9,
    "market_value": 2100, "shares_outstanding": 110,
}  # fmt: skip
CLOSES = [105.0] * (YEAR + 1)
CLOSES[0], CLOSES[5], CLOSES[MONTH], CLOSES[QUARTER], CLOSES[HALF_YEAR], CLOSES[YEAR] = (
    120,
    126,
    110,
    100,
    96,
    80,
)
SERIES = {
    "reported_eps_by_year": (2.662, 2.4, 2.3, 2.0),
    "total_revenue_of_six_years": (3221.02, 3000, 2800, 2400, 2200, 2000),
}


def values_of(metric, figures=FIGURES, closes=CLOSES, series=SERIES, **changes):
    """What the metric reads of the company; a change to None leaves the figure out."""
    named = {**figures, **changes}
    wanted = {i.name for i in metric.inputs if not isinstance(i, Series)}
    read = {name: float(named[name]) for name in wanted if named[name] is not None}
    return Values(
        read,
        {
            i.name: tuple(closes[: i.longest]) if i.field == "close" else series[i.name]
            for i in metric.inputs
            if isinstance(i, Series)
        },
    )

"""FinanceToolkit over given statements, through its ratio and model classes: no cache and no download."""

import logging
import time
import warnings
from dataclasses import replace

import pandas as pd
from financetoolkit.models.models_controller import Models
from financetoolkit.ratios.ratios_controller import Ratios

from tests.benchmarks.toolkit_statements import Company, Year, price

# Each of their names, from the figure of ours that says the same.
BALANCE = {
    "Total Assets": "total_assets",
    "Total Current Assets": "total_current_assets",
    "Cash and Cash Equivalents": "cash_and_cash_equivalents_at_carrying_value",
    "Short Term Investments": "short_term_investments",
    "Cash and Short Term Investments": "cash_and_short_term_investments",
    "Accounts Receivable": "current_net_receivables",
    "Net Receivables": "current_net_receivables",
    "Inventory": "inventory",
    "Property, Plant and Equipment": "property_plant_equipment",
    "Goodwill": "goodwill",
    "Intangible Assets": "intangible_assets_excluding_goodwill",
    "Goodwill and Intangible Assets": "intangible_assets",
    "Accounts Payable": "current_accounts_payable",
    "Deferred Revenue": "deferred_revenue",
    "Short Term Debt": "short_term_debt",
    "Total Current Liabilities": "total_current_liabilities",
    "Long Term Debt": "long_term_debt",
    "Total Debt": "short_long_term_debt_total",
    "Total Liabilities": "total_liabilities",
    "Retained Earnings": "retained_earnings",
    "Total Shareholder Equity": "total_shareholder_equity",
    "Total Equity": "total_shareholder_equity",
}
INCOME = {
    "Revenue": "total_revenue",
    "Cost of Goods Sold": "cost_of_revenue",
    "Gross Profit": "gross_profit",
    "Research and Development Expenses": "research_and_development",
    "Selling, General and Administrative Expenses": "selling_general_and_administrative",
    "Operating Expenses": "operating_expenses",
    "Operating Income": "operating_income",
    "Interest Expense": "interest_expense",
    "Depreciation and Amortization": "depreciation_and_amortization",
    "EBITDA": "ebitda",
    "Income Before Tax": "income_before_tax",
    "Income Tax Expense": "income_tax_expense",
    "Net Income": "net_income",
}
CASH = {
    "Net Income": "net_income",
    "Depreciation and Amortization": "depreciation_depletion_and_amortization",
    "Stock Based Compensation": "stock_based_compensation",
    "Cash Flow from Operations": "operating_cashflow",
    "Operating Cash Flow": "operating_cashflow",
    "Cash Flow from Investing": "cashflow_from_investment",
}
RATIOS = ("efficiency", "liquidity", "profitability", "solvency", "valuation")
MODELS = {
    "Altman": "get_altman_z_score",
    "Piotroski": "get_piotroski_score",
    "Beneish": "get_beneish_m_score",
    "Ohlson": "get_ohlson_o_score",
    "Zmijewski": "get_zmijewski_score",
    "Springate": "get_springate_score",
    "DuPont": "get_extended_dupont_analysis",
    "Accruals": "get_accruals_ratio",
}
NONE_REPORTED = float("nan")


def _spent(year: Year, name: str) -> float:
    """What goes out is negative in its statements."""
    value = year.cash_flow.get(name)
    return NONE_REPORTED if value is None else -abs(value)


def _rows(year: Year) -> dict[str, dict[str, float]]:
    def named(figures, names):
        return {t: NONE_REPORTED if figures.get(o) is None else figures[o] for t, o in names.items()}

    balance, income, cash = (
        named(year.balance, BALANCE),
        named(year.income, INCOME),
        named(year.cash_flow, CASH),
    )
    shares = year.balance.get("common_stock_shares_outstanding", NONE_REPORTED)
    balance |= {
        "Net Debt": balance["Total Debt"] - balance["Cash and Short Term Investments"],
        "Minority Interest": 0.0,
        "Preferred Stock": 0.0,
        "Tax Payables": 0.0,
    }
    income |= {"Weighted Average Shares": shares, "Weighted Average Shares Diluted": shares}
    income |= dict.fromkeys(
        ("Selling and Marketing Expenses", "General and Administrative Expenses"), NONE_REPORTED
    )
    cash |= {
        "Capital Expenditure": _spent(year, "capital_expenditures"),
        "Free Cash Flow": cash["Cash Flow from Operations"] + _spent(year, "capital_expenditures"),
        "Dividends Paid": _spent(year, "dividend_payout"),
        "Common Stock Purchased": _spent(year, "payments_for_repurchase_of_common_stock"),
        "Common Stock Issued": year.cash_flow.get("proceeds_from_issuance_of_common_stock", NONE_REPORTED),
        "Preferred Dividends Paid": 0.0,
        "Interest Paid": NONE_REPORTED,
        "Income Taxes Paid": NONE_REPORTED,
    }
    return {"balance": balance, "income": income, "cash": cash}


def years_across(labels: list[int]) -> pd.PeriodIndex:
    return pd.PeriodIndex([str(label) for label in labels], freq="Y")


def frames(companies: list[Company], labels: list[int]):
    """Three frames of statements, tickers and items down and fiscal years across, and one of prices."""
    across = years_across(labels)
    made = {}
    by_company = {c.symbol: [_rows(year) for year in c.years] for c in companies}
    for statement in ("balance", "income", "cash"):
        cells = {
            (symbol, item): [year[statement][item] for year in reversed(years)]
            for symbol, years in by_company.items()
            for item in years[0][statement]
        }
        frame = pd.DataFrame.from_dict(cells, orient="index", columns=across)
        frame.index = pd.MultiIndex.from_tuples(frame.index)
        made[statement] = frame.sort_index(level=0, sort_remaining=False)
    closes = pd.DataFrame({c.symbol: [price(y) for y in reversed(c.years)] for c in companies}, index=across)
    prices = pd.concat({"Close": closes, "Adj Close": closes, "Dividends": closes * 0.0}, axis=1)
    daily = prices.copy()
    daily.index = pd.PeriodIndex([f"{label}-12-31" for label in labels], freq="D")
    return made, {"period": prices, "yearly": prices, "daily": daily}


def compute(companies: list[Company], labels: list[int]) -> dict:
    """Values by name of theirs and symbol, newest year first, and what they took."""
    logging.getLogger("financetoolkit").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    began = time.process_time()
    for company in companies:
        tables([company], labels)
    one_by_one = time.process_time() - began

    began = time.process_time()
    found = tables(companies, labels)
    together = time.process_time() - began
    given_ebit = [Company(c.symbol, tuple(_with_ebit(year) for year in c.years)) for c in companies]
    return {
        "values": _named(found, labels),
        "values_given_ebit": _named(tables(given_ebit, labels), labels),
        "cpu_seconds": one_by_one,
        "cpu_seconds_together": together,
    }


def _with_ebit(year: Year) -> Year:
    """As if all income but interest were from operations, which is what it takes operating income for."""
    others = {name: value for name, value in year.income.items() if name not in {"ebit", "operating_income"}}
    ebit = {"operating_income": year.income["ebit"]} if "ebit" in year.income else {}
    return replace(year, income=others | ebit)


def _named(found: list[tuple[str, pd.DataFrame]], labels: list[int]) -> dict[str, dict[str, list[float]]]:
    across = years_across(labels)
    values = {}
    for prefix, table in found:
        if isinstance(table.index, pd.MultiIndex):
            items = table.index.unique(level=1)
            values |= {prefix + item: _by_symbol(table.xs(item, level=1), across) for item in items}
        else:
            values[prefix] = _by_symbol(table, across)
    return values


def tables(companies: list[Company], labels: list[int]) -> list[tuple[str, pd.DataFrame]]:
    statements, prices = frames(companies, labels)
    symbols = [company.symbol for company in companies]
    span = {"start_date": f"{labels[0]}-01-01", "end_date": f"{labels[-1]}-12-31", "rounding": None}
    ratios = Ratios(tickers=symbols, historical=prices, **statements, **span)
    models = Models(tickers=symbols, historical_data=prices, risk_free_rate_data={}, **statements, **span)
    return [
        *(("", getattr(ratios, f"collect_{group}_ratios")()) for group in RATIOS),
        *((f"{model}: ", getattr(models, method)()) for model, method in MODELS.items()),
        ("Sustainable Growth Rate", models.get_sustainable_growth_rate()),
    ]


def _by_symbol(rows: pd.DataFrame, across: pd.PeriodIndex) -> dict[str, list[float]]:
    rows = rows.reindex(across, axis=1)
    return {symbol: rows.loc[symbol].tolist()[::-1] for symbol in rows.index}

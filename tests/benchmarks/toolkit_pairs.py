"""Which of our metrics FinanceToolkit computes too, under which name, and where the definitions part."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """`offset` is how far their figure is above ours: an index is one above the change it speaks of."""

    code: str
    theirs: str
    offset: float = 0.0


SAME = (
    Pair("current_ratio", "Current Ratio"),
    Pair("quick_ratio", "Quick Ratio"),
    Pair("cash_ratio", "Cash Ratio"),
    Pair("debt_to_equity", "Debt-to-Equity Ratio"),
    Pair("return_on_equity", "Return on Equity"),
    Pair("return_on_assets", "Return on Assets"),
    Pair("net_margin", "Net Profit Margin"),
    Pair("cash_conversion", "Income Quality Ratio"),
    Pair("free_cash_flow_margin", "Free Cash Flow Margin"),
    Pair("gross_margin", "Gross Margin"),
    Pair("operating_margin", "Operating Margin"),
    Pair("ebit_margin", "EBIT to Revenue"),
    Pair("pretax_margin", "Income Before Tax Profit Margin"),
    Pair("operating_cash_flow_margin", "Operating Cash Flow to Sales Ratio"),
    Pair("effective_tax_rate", "Effective Tax Rate"),
    Pair("tax_burden", "DuPont: Tax Burden Ratio"),
    Pair("interest_burden", "EBT to EBIT Ratio"),
    Pair("equity_multiplier", "Equity Multiplier"),
    Pair("asset_turnover", "Asset Turnover Ratio"),
    Pair("fixed_asset_turnover", "Fixed Asset Turnover"),
    Pair("inventory_turnover", "Inventory Turnover Ratio"),
    Pair("receivables_turnover", "Receivables Turnover"),
    Pair("payables_turnover", "Accounts Payable Turnover Ratio"),
    Pair("working_capital_to_assets", "Altman: Working Capital to Total Assets"),
    Pair("cash_return_on_assets", "Cash Return on Assets"),
    Pair("days_sales_outstanding", "Days of Sales Outstanding"),
    Pair("days_inventory_outstanding", "Days of Inventory Outstanding"),
    Pair("days_payables_outstanding", "Days of Accounts Payable Outstanding"),
    Pair("operating_cycle", "Operating Cycle"),
    Pair("cash_conversion_cycle", "Cash Conversion Cycle"),
    Pair("overhead_to_revenue", "SGA-to-Revenue Ratio"),
    Pair("research_to_revenue", "R&D Intensity Ratio"),
    Pair("stock_compensation_to_revenue", "SBC to Revenue Ratio"),
    Pair("total_debt_to_assets", "Debt-to-Assets Ratio"),
    Pair("total_debt_to_capital", "Debt-to-Capital Ratio"),
    Pair("liabilities_to_assets", "Zmijewski: Total Liabilities to Total Assets"),
    Pair("operating_cash_flow_to_debt", "Cash Flow Coverage Ratio"),
    Pair("days_sales_outstanding_change", "Beneish: Days Sales in Receivables Index", offset=1.0),
    Pair("pe_ratio", "Price-to-Earnings"),
    Pair("price_to_book", "Price-to-Book"),
    Pair("price_to_sales", "Price-to-Sales"),
    Pair("price_to_free_cash_flow", "Price-to-Free-Cash-Flow"),
    Pair("ev_to_sales", "EV-to-Sales"),
    Pair("earnings_yield", "Earnings Yield"),
    Pair("free_cash_flow_yield", "Free Cash Flow Yield"),
    Pair("dividend_yield", "Weighted Dividend Yield"),
    Pair("payout_ratio", "Dividend Payout Ratio"),
    Pair("buyback_yield", "Buyback Yield"),
    Pair("sustainable_growth", "Sustainable Growth Rate"),
    Pair("earnings_per_share", "Earnings per Share"),
    Pair("sales_per_share", "Revenue per Share"),
    Pair("book_value_per_share", "Book Value per Share"),
)
# It takes operating income for EBIT, and operating income plus depreciation for EBITDA. Ours are the reported
# figures, other income included. Given EBIT as its operating income, it must come to the same.
SAME_GIVEN_EBIT = (
    Pair("altman_z", "Altman: Altman Z-Score"),
    Pair("springate", "Springate: Springate Score"),
    Pair("interest_cover", "Interest Coverage Ratio"),
    Pair("return_on_capital_employed", "Return on Capital Employed"),
    Pair("ev_to_ebit", "EV-to-EBIT"),
    Pair("ebitda_margin", "EBITDA Margin"),
    Pair("net_debt_to_ebitda", "Net-Debt to EBITDA Ratio"),
    Pair("debt_to_ebitda", "Gross Debt to EBITDA Ratio"),
    Pair("ev_to_ebitda", "EV-to-EBITDA"),
)
OTHER = {
    Pair("beneish_m", "Beneish: Beneish M-Score"): (
        "its depreciation index takes in amortization; ours is of plant alone, and 1 where that is not told"
    ),
    Pair("return_on_invested_capital", "Return on Invested Capital"): (
        "its capital is the mean of debt and equity, cash not taken off, and tax goes up to 100 %;"
        " ours is closing capital without cash and tax up to 35 % (Koller et al.)"
    ),
    Pair("zmijewski", "Zmijewski: Zmijewski Score"): (
        "it subtracts 0.004 x current ratio; the coefficient of the paper is positive, and so is ours"
    ),
    Pair("ohlson_o", "Ohlson: Ohlson O-Score"): (
        "it leaves out the price level and takes operating cash flow for funds from operations"
    ),
    Pair("piotroski_f", "Piotroski: Piotroski Score"): (
        "it looks for an issue of shares in the cash flow statement, ours at the share count;"
        " ours is scaled to nine when a sign is missing"
    ),
    Pair("accruals", "Accruals: Cash Flow Accruals Ratio"): (
        "it subtracts investing cash flow as well; ours does not (Hribar and Collins)"
    ),
}
NOT_COMPARED = {
    "peg_ratio": "its growth is of the last year; ours of three years of announced earnings",
    "reinvestment_rate": "its is 1 - payout ratio; ours is investment over profit after tax (Damodaran)",
    "shareholder_yield": "its dividends are of the price history; ours of the cash flow statement",
    "graham_distance": "it gives the number itself; ours how far the price is from it",
}

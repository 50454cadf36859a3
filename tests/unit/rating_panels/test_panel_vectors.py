"""Every shown metric of the company with round figures, computed by hand; the working stands beside it."""

import math

import pytest

from tests.support.round_figures import METRICS

OF_STATEMENTS = [
    ("gross_margin", 0.4, "400 / 1000"),
    ("operating_margin", 0.15, "150 / 1000"),
    ("ebit_margin", 0.16, "160 / 1000"),
    ("ebitda_margin", 0.2, "200 / 1000"),
    ("pretax_margin", 0.14, "140 / 1000"),
    ("operating_cash_flow_margin", 0.18, "180 / 1000"),
    ("effective_tax_rate", 0.25, "35 / 140"),
    ("tax_burden", 0.75, "105 / 140"),
    ("interest_burden", 0.875, "140 / 160"),
    ("equity_multiplier", 2.0, "(1100 + 900) / (600 + 400)"),
    ("asset_turnover", 1.0, "1000 / ((1100 + 900) / 2)"),
    ("fixed_asset_turnover", 2.5, "1000 / ((440 + 360) / 2)"),
    ("inventory_turnover", 12.0, "600 / ((60 + 40) / 2)"),
    ("receivables_turnover", 10.0, "1000 / ((110 + 90) / 2)"),
    ("payables_turnover", 15.0, "600 / ((45 + 35) / 2)"),
    ("working_capital_to_assets", 2 / 11, "(400 - 200) / 1100"),
    ("cash_return_on_assets", 0.18, "180 / ((1100 + 900) / 2)"),
    ("return_on_capital_employed", 8 / 45, "160 / (1100 - 200)"),
    ("days_sales_outstanding", 36.5, "365 x 100 / 1000"),
    ("days_inventory_outstanding", 365 / 12, "365 x 50 / 600"),
    ("days_payables_outstanding", 365 / 15, "365 x 40 / 600"),
    ("operating_cycle", 36.5 + 365 / 12, "365 x 50 / 600 + 365 x 100 / 1000"),
    ("cash_conversion_cycle", 36.5 + 365 / 60, "365 x (50 - 40) / 600 + 365 x 100 / 1000"),
    ("overhead_to_revenue", 0.18, "180 / 1000"),
    ("research_to_revenue", 0.07, "70 / 1000"),
    ("capital_expenditures_to_revenue", 0.08, "|-80| / 1000"),
    ("capital_expenditures_to_depreciation", 2.0, "|-80| / 40"),
    ("stock_compensation_to_revenue", 0.02, "20 / 1000"),
    ("total_debt_to_assets", 2 / 11, "200 / 1100"),
    ("liabilities_to_assets", 5 / 11, "500 / 1100"),
    ("total_debt_to_capital", 0.25, "200 / (200 + 600)"),
    ("long_term_debt_to_capital", 0.2, "150 / (150 + 600)"),
    ("net_debt_to_equity", 1 / 6, "(200 - 100) / 600"),
    ("operating_cash_flow_to_debt", 0.9, "180 / 200"),
    ("debt_to_ebitda", 1.0, "200 / 200"),
    ("debt_due_within_a_year", 0.25, "50 / 200"),
    ("intangibles_to_assets", 0.05, "55 / 1100"),
    # The logarithm of 1100 / 660 is 0.5108256; funds are 105 + 40 of 500; profit swung by 21 of 189.
    ("ohlson_o", 0.1760370, "-1.32 - .2079060 + 2.7409091 - .26 + .03785 - .2262273 - .5307 - .0578889"),
    ("zmijewski", -2.1774227, "-4.336 - 4.513 x 105/1100 + 5.679 x 500/1100 + 0.004 x 400/200"),
    ("springate", 1.4594545, "1.03 x 200/1100 + 3.07 x 160/1100 + 0.66 x 140/200 + 0.4 x 1000/1100"),
    # Marks (1 - (1/12)/0.2) / 2 = 7/24, none, (1 + (1/45)/0.2) / 2 = 5/9; their mean is 61/216
    ("asset_quality", 1 + 99 * 61 / 216, "1 + 99 x (7/24 + 0 + 5/9) / 3"),
    ("depreciation_rate_change", -1 / 12, "(40 / 480) / (36 / 396) - 1 = (1/12) / (1/11) - 1"),
    ("inventory_turnover_change", -3 / 13, "(600 / 60) / (520 / 40) - 1 = 10/13 - 1"),
    ("days_sales_outstanding_change", -1 / 45, "(110 / 1000) / (90 / 800) - 1 = 0.11 / 0.1125 - 1"),
    ("net_operating_assets", 7 / 9, "((1100 - 100) - (500 - 200)) / 900"),
    ("operating_income_growth", 0.5, "150 / 100 - 1"),
    ("ebitda_growth", 0.25, "200 / 160 - 1"),
    ("operating_margin_change", 0.025, "150 / 1000 - 100 / 800"),
    ("asset_growth", 2 / 9, "1100 / 900 - 1"),
    ("equity_growth", 0.5, "600 / 400 - 1"),
    ("research_growth", 0.4, "70 / 50 - 1"),
    ("capital_expenditures_growth", 0.25, "|-80| / 64 - 1"),
    ("dividend_growth", 0.2, "|-42| / 35 - 1"),
    ("revenue_cagr_5y", 0.1, "(3221.02 / 2000) ^ (1/5) - 1"),
    ("payout_ratio", 0.4, "|-42| / 105"),
    ("share_count_growth", 0.25, "100 / 80 - 1"),
    ("sustainable_growth", 0.1575, "(105 - 42) / 400"),
    # Net investment 80 - 40; working capital (300 - 150) - (220 - 150); tax 35 / 140
    ("reinvestment_rate", 1.0, "(40 + 150 - 70) / (160 x 0.75)"),
    ("earnings_per_share", 1.05, "105 / 100"),
    ("sales_per_share", 10.0, "1000 / 100"),
    ("free_cash_flow_per_share", 1.0, "(180 - 80) / 100"),
    ("dividends_per_share", 0.42, "|-42| / 100"),
    ("book_value_per_share", 6.0, "600 / 100"),
    ("tangible_book_value_per_share", 5.45, "(600 - 55) / 100"),
    ("cash_per_share", 1.0, "100 / 100"),
]
OF_THE_MARKET = [
    ("dividend_yield", 0.02, "|-42| / 2100"),
    ("buyback_yield", 0.01, "(30 - 9) / 2100"),
    ("shareholder_yield", 0.03, "(42 + 30 - 9) / 2100"),
    ("pe_ratio", 20.0, "2100 / 105"),
    ("price_to_book", 3.5, "2100 / 600"),
    ("price_to_tangible_book", 2100 / 545, "2100 / (600 - 55)"),
    ("price_to_sales", 2.1, "2100 / 1000"),
    ("price_to_free_cash_flow", 21.0, "2100 / (180 - 80)"),
    ("ev_to_ebitda", 11.0, "(2100 + 200 - 100) / 200"),
    ("ev_to_ebit", 13.75, "(2100 + 200 - 100) / 160"),
    ("ev_to_sales", 2.2, "(2100 + 200 - 100) / 1000"),
    ("earnings_yield", 0.05, "105 / 2100"),
    ("free_cash_flow_yield", 1 / 21, "(180 - 80) / 2100"),
    ("peg_ratio", 2.0, "20 / (100 x ((2.662 / 2) ^ (1/3) - 1)) = 20 / 10"),
    # 22.5 x 105 x 600 = 1417500, whose root is 1190.588
    ("graham_distance", 2100 / 1190.5880899790656 - 1, "2100 / 1190.588 - 1"),
    ("price_return_1m", 1 / 11, "120 / 110 - 1"),
    ("price_return_3m", 0.2, "120 / 100 - 1"),
    ("price_return_6m", 0.25, "120 / 96 - 1"),
    ("price_return_12m", 0.5, "120 / 80 - 1"),
    ("momentum_12_1", 0.375, "110 / 80 - 1"),
    ("range_position_52w", 0.8, "(120 - 96) / (126 - 96)"),
    ("distance_from_200d_mean", 120 * 200 / 21027 - 1, "195 x 105 + 120 + 126 + 110 + 100 + 96 = 21027"),
]
ZIGZAG = ("volatility_60d", "volatility_250d")


@pytest.mark.parametrize(("code", "expected", "working"), OF_STATEMENTS + OF_THE_MARKET)
def test_metric_equals_what_is_computed_by_hand(measured, code, expected, working):
    tolerance = 1e-7 if code in {"ohlson_o", "zmijewski", "springate"} else 1e-12

    assert measured(code) == pytest.approx(expected, rel=1e-12, abs=tolerance), working


@pytest.mark.parametrize(("code", "days"), [("volatility_60d", 60), ("volatility_250d", 250)])
def test_a_price_that_goes_one_percent_up_and_back_has_that_volatility(measured, code, days):
    zigzag = [100.0, 101.0] * 126

    # Returns are +-ln 1.01 with mean zero, so their sample variance is days / (days - 1) of its square.
    expected = math.log(1.01) * math.sqrt(days / (days - 1) * 252)
    assert measured(code, closes=zigzag) == pytest.approx(expected, rel=1e-12)


def test_no_metric_is_without_a_vector():
    assert set(METRICS) == {code for code, _, _ in OF_STATEMENTS + OF_THE_MARKET} | set(ZIGZAG)


def test_five_factors_multiply_to_the_return_on_equity(measured):
    factors = ("tax_burden", "interest_burden", "ebit_margin", "asset_turnover", "equity_multiplier")

    assert math.prod(measured(code) for code in factors) == pytest.approx(105 / 500)


def test_yields_to_owners_add_up(measured):
    assert measured("shareholder_yield") == pytest.approx(
        measured("dividend_yield") + measured("buyback_yield")
    )

"""Where a shown metric has no meaning: nothing to divide by, signs that cannot be, units that jumped."""

import pytest

from functions.research.domain.rating.declaration import Missing, NotApplicable, Series
from functions.research.domain.rating.panels.price_history import PRICE_HISTORY
from tests.support.round_figures import CLOSES, METRICS, SERIES, values_of

NO_SIGNS = {"inventory": 0, "current_net_receivables_prior": 0}
OF_ONE_YEAR = [
    ("gross_margin", {"total_revenue": 0}, "NO_REVENUE"),
    ("gross_margin", {"total_revenue": -1}, "NO_REVENUE"),
    ("gross_margin", {"gross_profit": 1001}, "PART_EXCEEDS_WHOLE"),
    ("operating_margin", {"total_revenue": 0}, "NO_REVENUE"),
    ("ebit_margin", {"total_revenue": 0}, "NO_REVENUE"),
    ("ebitda_margin", {"ebitda": 1_000_001}, "OUT_OF_RANGE"),
    ("pretax_margin", {"income_before_tax": -1_000_001}, "OUT_OF_RANGE"),
    ("operating_cash_flow_margin", {"total_revenue": 0}, "NO_REVENUE"),
    ("effective_tax_rate", {"income_before_tax": -140}, "LOSS_BEFORE_TAX"),
    ("tax_burden", {"income_before_tax": 0}, "LOSS_BEFORE_TAX"),
    ("interest_burden", {"ebit": 0}, "NO_EBIT"),
    ("equity_multiplier", {"total_shareholder_equity": -600}, "EQUITY_USED_UP"),
    ("equity_multiplier", {"total_assets_prior": 10.9}, "SCALE_BREAK"),
    ("asset_turnover", {"total_assets": 0, "total_assets_prior": 0}, "NO_ASSETS"),
    ("asset_turnover", {"total_assets": 1_100_000}, "SCALE_BREAK"),
    ("fixed_asset_turnover", {"property_plant_equipment_prior": -360}, "NO_FIXED_ASSETS"),
    ("inventory_turnover", {"inventory": 0, "inventory_prior": 0}, "NO_INVENTORY"),
    ("receivables_turnover", {"current_net_receivables": -110}, "NO_RECEIVABLES"),
    ("payables_turnover", {"current_accounts_payable": 45_000}, "SCALE_BREAK"),
    ("working_capital_to_assets", {"total_assets": 0}, "NO_ASSETS"),
    ("cash_return_on_assets", {"total_assets": -1100}, "NO_ASSETS"),
    ("return_on_capital_employed", {"total_current_liabilities": 1100}, "NO_CAPITAL_EMPLOYED"),
    ("days_sales_outstanding", {"total_revenue": 0}, "NO_REVENUE"),
    ("days_sales_outstanding", {"total_revenue": 9.99}, "OUT_OF_RANGE"),
    ("days_inventory_outstanding", {"inventory": -60}, "NEGATIVE_PART"),
    ("days_payables_outstanding", {"cost_of_revenue": 0}, "NO_COST_OF_REVENUE"),
    ("operating_cycle", {"total_revenue": 0}, "NO_REVENUE"),
    ("operating_cycle", {"cost_of_revenue": 0}, "NO_COST_OF_REVENUE"),
    ("cash_conversion_cycle", {"inventory": 60_000}, "SCALE_BREAK"),
    ("cash_conversion_cycle", {"current_accounts_payable": -45}, "NEGATIVE_PART"),
    ("overhead_to_revenue", {"selling_general_and_administrative": -180}, "NEGATIVE_PART"),
    ("research_to_revenue", {"total_revenue": 0}, "NO_REVENUE"),
    ("capital_expenditures_to_revenue", {"total_revenue": 0}, "NO_REVENUE"),
    (
        "capital_expenditures_to_depreciation",
        {"depreciation_depletion_and_amortization": 0},
        "NO_DEPRECIATION",
    ),
    ("stock_compensation_to_revenue", {"stock_based_compensation": -20}, "NEGATIVE_PART"),
    ("total_debt_to_assets", {"debt": -200}, "NEGATIVE_PART"),
    ("liabilities_to_assets", {"total_assets": 0}, "NO_ASSETS"),
    ("total_debt_to_capital", {"total_shareholder_equity": -200}, "NO_CAPITAL"),
    ("long_term_debt_to_capital", {"long_term_debt": -1}, "NEGATIVE_PART"),
    ("net_debt_to_equity", {"total_shareholder_equity": 0}, "EQUITY_USED_UP"),
    ("net_debt_to_equity", {"debt": -200}, "NEGATIVE_PART"),
    ("operating_cash_flow_to_debt", {"debt": 0}, "NO_DEBT"),
    ("debt_to_ebitda", {"ebitda": -200}, "NO_EBITDA"),
    ("debt_due_within_a_year", {"short_term_debt": 201}, "PART_EXCEEDS_WHOLE"),
    ("intangibles_to_assets", {"goodwill_and_intangibles": 55_000}, "PART_EXCEEDS_WHOLE"),
    ("ohlson_o", {"total_assets": 0}, "NO_ASSETS"),
    ("ohlson_o", {"total_liabilities": 0}, "NO_LIABILITIES"),
    ("ohlson_o", {"total_current_assets": -400}, "NO_CURRENT_ASSETS"),
    ("ohlson_o", {"net_income": 1e9}, "OUT_OF_RANGE"),
    ("zmijewski", {"total_current_liabilities": 0}, "NO_CURRENT_LIABILITIES"),
    ("zmijewski", {"total_liabilities": -500}, "NO_LIABILITIES"),
    ("springate", {"total_current_liabilities": 0}, "NO_CURRENT_LIABILITIES"),
]
OF_TWO_YEARS_AND_OWNERS = [
    ("asset_quality", NO_SIGNS, "TOO_FEW_SIGNS"),
    ("depreciation_rate_change", {"depreciation_depletion_and_amortization": -1}, "NEGATIVE_PART"),
    ("depreciation_rate_change", {"property_plant_equipment_prior": -1}, "NO_FIXED_ASSETS"),
    (
        "depreciation_rate_change",
        {"depreciation_depletion_and_amortization_prior": 0},
        "NO_DEPRECIATION_BEFORE",
    ),
    ("inventory_turnover_change", {"inventory_prior": 0}, "NO_INVENTORY"),
    ("inventory_turnover_change", {"inventory": 60_000}, "SCALE_BREAK"),
    ("days_sales_outstanding_change", {"total_revenue": 0}, "NO_REVENUE"),
    ("days_sales_outstanding_change", {"current_net_receivables_prior": 0}, "NO_RECEIVABLES_BEFORE"),
    ("net_operating_assets", {"total_assets_prior": 0}, "NO_ASSETS"),
    ("net_operating_assets", {"total_assets": 1_100_000}, "SCALE_BREAK"),
    ("operating_income_growth", {"operating_income_prior": -100}, "LOSS_BEFORE"),
    ("ebitda_growth", {"ebitda_prior": 0}, "LOSS_BEFORE"),
    ("operating_margin_change", {"total_revenue_prior": 0}, "NO_REVENUE"),
    ("operating_margin_change", {"total_revenue_prior": 800_000}, "SCALE_BREAK"),
    ("asset_growth", {"total_assets": 900_000}, "SCALE_BREAK"),
    ("equity_growth", {"total_shareholder_equity_prior": -400}, "EQUITY_USED_UP"),
    ("research_growth", {"research_and_development_prior": 0}, "NO_RESEARCH_BEFORE"),
    ("capital_expenditures_growth", {"capital_expenditures_prior": 0}, "NOTHING_SPENT_BEFORE"),
    ("dividend_growth", {"dividend_payout_prior": 0}, "NO_DIVIDEND_BEFORE"),
    ("payout_ratio", {"net_income": -105}, "NO_PROFIT"),
    ("share_count_growth", {"common_stock_shares_outstanding_prior": 0}, "NO_SHARES"),
    ("share_count_growth", {"common_stock_shares_outstanding": 0}, "NO_SHARES"),
    ("share_count_growth", {"common_stock_shares_outstanding": 160}, "SPLIT_IN_WINDOW"),
    ("share_count_growth", {"common_stock_shares_outstanding": 80_000}, "SCALE_BREAK"),
    ("sustainable_growth", {"total_shareholder_equity_prior": 0}, "EQUITY_USED_UP"),
    ("reinvestment_rate", {"ebit": -160}, "NO_EBIT"),
    ("earnings_per_share", {"common_stock_shares_outstanding": 0}, "NO_SHARES"),
    ("sales_per_share", {"shares_outstanding": 110_000}, "SCALE_BREAK"),
    ("free_cash_flow_per_share", {"operating_cashflow": 1e12}, "OUT_OF_RANGE"),
    ("dividends_per_share", {"common_stock_shares_outstanding": -100}, "NO_SHARES"),
    ("book_value_per_share", {"shares_outstanding": 0.9}, "SCALE_BREAK"),
    ("tangible_book_value_per_share", {"common_stock_shares_outstanding": 0}, "NO_SHARES"),
    ("cash_per_share", {"common_stock_shares_outstanding": 0}, "NO_SHARES"),
]
OF_THE_MARKET = [
    ("dividend_yield", {"market_value": 0}, "NO_MARKET_VALUE"),
    ("buyback_yield", {"market_value": -1}, "NO_MARKET_VALUE"),
    ("shareholder_yield", {"market_value": 0}, "NO_MARKET_VALUE"),
    ("pe_ratio", {"net_income": 0}, "NO_PROFIT"),
    ("pe_ratio", {"market_value": 0}, "NO_MARKET_VALUE"),
    ("pe_ratio", {"net_income": 105_000_000}, "OUT_OF_RANGE"),
    ("price_to_book", {"total_shareholder_equity": -600}, "EQUITY_USED_UP"),
    ("price_to_tangible_book", {"goodwill_and_intangibles": 600}, "NO_TANGIBLE_EQUITY"),
    ("price_to_sales", {"total_revenue": 0}, "NO_REVENUE"),
    ("price_to_sales", {"market_value": 2_100_000}, "OUT_OF_RANGE"),
    ("price_to_free_cash_flow", {"operating_cashflow": 80}, "NO_FREE_CASH_FLOW"),
    ("ev_to_ebitda", {"ebitda": 0}, "NO_EBITDA"),
    ("ev_to_ebit", {"cash_and_short_term_investments": 2300}, "CASH_EXCEEDS_VALUE"),
    ("ev_to_sales", {"market_value": 0}, "NO_MARKET_VALUE"),
    ("earnings_yield", {"market_value": 0}, "NO_MARKET_VALUE"),
    ("free_cash_flow_yield", {"market_value": 0.0999}, "OUT_OF_RANGE"),
    ("peg_ratio", {"net_income": -105}, "NO_PROFIT"),
    ("peg_ratio", {"series": {"reported_eps_by_year": (1.0, 1.2, 1.1, 1.0)}}, "NO_GROWTH"),
    ("peg_ratio", {"series": {"reported_eps_by_year": (1.3, 1.2, 1.1, -1.0)}}, "NO_PROFIT"),
    ("peg_ratio", {"series": {"reported_eps_by_year": (130, 1.2, 1.1, 1.0)}}, "SCALE_BREAK"),
    ("graham_distance", {"net_income": -1}, "NO_PROFIT"),
    ("graham_distance", {"total_shareholder_equity": 0}, "EQUITY_USED_UP"),
    ("graham_distance", {"market_value": 0}, "NO_MARKET_VALUE"),
    ("revenue_cagr_5y", {"series": {"total_revenue_of_six_years": (2, 2, 2, 2, 2, 0)}}, "NO_REVENUE"),
    ("revenue_cagr_5y", {"series": {"total_revenue_of_six_years": (2e11, 2, 2, 2, 2, 1)}}, "SCALE_BREAK"),
]


@pytest.mark.parametrize(("code", "changes", "why"), OF_ONE_YEAR)
def test_a_statement_can_leave_a_question_without_an_answer(measured, code, changes, why):
    assert measured(code, **changes) == NotApplicable(why)


@pytest.mark.parametrize(("code", "changes", "why"), OF_TWO_YEARS_AND_OWNERS)
def test_two_years_and_owners_can_leave_a_question_without_an_answer(measured, code, changes, why):
    assert measured(code, **changes) == NotApplicable(why)


@pytest.mark.parametrize(("code", "changes", "why"), OF_THE_MARKET)
def test_a_price_can_leave_a_question_without_an_answer(measured, code, changes, why):
    assert measured(code, **changes) == NotApplicable(why)


def test_every_metric_has_an_edge():
    over_closes = {metric.code for metric in PRICE_HISTORY.metrics}

    assert (
        set(METRICS) == {c for c, _, _ in OF_ONE_YEAR + OF_TWO_YEARS_AND_OWNERS + OF_THE_MARKET} | over_closes
    )


def test_a_loss_keeps_the_yields_in_order(measured):
    yields = [measured("earnings_yield", net_income=profit) for profit in (-105, -1, 0, 1, 105)]

    assert yields == sorted(yields)
    assert yields[0] == -0.05


def test_net_cash_is_negative_net_debt(measured):
    assert measured("net_debt_to_equity", debt=0) == pytest.approx(-100 / 600)


def test_a_company_may_pay_its_owners_in_one_way_only(measured):
    assert measured("shareholder_yield", share_buybacks=None) == pytest.approx(0.02)
    assert measured("shareholder_yield", dividend_payout=None) == pytest.approx(0.01)
    assert measured("shareholder_yield", dividend_payout=None, share_buybacks=None) == Missing(
        "dividend_payout"
    )


def test_issues_that_are_not_reported_are_none(measured):
    assert measured("buyback_yield", proceeds_from_issuance_of_common_stock=None) == pytest.approx(30 / 2100)


def test_two_of_three_signs_are_enough_for_asset_quality(measured):
    without_stock = measured("asset_quality", inventory=None)

    assert without_stock == pytest.approx(1 + 99 * (7 / 24 + 5 / 9) / 2)
    assert measured("asset_quality", inventory=None, total_revenue_prior=None) == Missing("inventory")


@pytest.mark.parametrize(
    ("receivables", "mark"),
    [(121, 0), (120, 0), (119, 0.025), (100, 0.5), (81, 0.975), (80, 1), (79, 1)],
)
def test_a_sign_has_all_or_none_of_its_marks_at_a_change_by_a_fifth(measured, receivables, mark):
    unchanged_stock = {
        "inventory": 60,
        "inventory_prior": 52,
        "depreciation_depletion_and_amortization": None,
    }
    customers = {"current_net_receivables": receivables, "current_net_receivables_prior": 100}

    score = measured("asset_quality", **unchanged_stock, **customers, total_revenue_prior=1000)

    assert score == pytest.approx(1 + 99 * (0.5 + mark) / 2)


def test_required_figures_are_all_that_a_formula_reads():
    for metric in METRICS.values():
        required = {i.name for i in metric.inputs if isinstance(i, Series) or i.required}
        values = values_of(metric)
        for name in set(values) - required:
            del values[name]

        metric.measure(values)


def test_unknown_closes_are_missing(measured):
    holes = [None if day == 20 else close for day, close in enumerate(CLOSES)]

    assert measured("price_return_1m", closes=holes) == Missing("close")
    assert measured(
        "revenue_cagr_5y", series={**SERIES, "total_revenue_of_six_years": (None, 2, 2, 2, 2, 1)}
    ) == (Missing("total_revenue"))


@pytest.mark.parametrize(
    "by_year", [(1.331, 1.2, 1.15), (1.331, 1.2, 1.15, None, 0.9), (None, 1.2, 1.1, 1.0)]
)
def test_growth_without_both_of_its_ends_is_missing(measured, by_year):
    assert measured("peg_ratio", series={"reported_eps_by_year": by_year}) == Missing("reported_eps")

"""Both sides of every limit, and the terms of a formula that an ordinary company leaves at zero."""

import pytest

from functions.research.domain.rating.declaration import Missing, NotApplicable, Series
from tests.support.round_figures import CLOSES, METRICS

LOSSES = {"net_income": -105, "net_income_prior": -84}
FIVE_YEARS = (1500, 1400, 1300, 1200, 1100)


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("gross_margin", {"gross_profit": 1000}, 1.0),
        ("debt_due_within_a_year", {"short_term_debt": 200}, 1.0),
        ("operating_margin", {"operating_income": 1_000_000}, 1000.0),
        ("operating_margin", {"operating_income": -1_000_000}, -1000.0),
        ("pe_ratio", {"market_value": 105_000}, 1000.0),
        ("pe_ratio", {"market_value": 0.105}, 0.001),
        ("asset_growth", {"total_assets": 90_000}, 99.0),
        ("asset_growth", {"total_assets": 9}, -0.99),
        ("inventory_turnover", {"inventory": 60, "inventory_prior": 0}, 20.0),
        ("inventory_turnover", {"inventory": 0, "inventory_prior": 60}, 20.0),
        ("days_inventory_outstanding", {"inventory": 60, "inventory_prior": 0}, 18.25),
        ("days_inventory_outstanding", {"inventory": 0, "inventory_prior": 0}, 0.0),
        ("days_inventory_outstanding", {"inventory": 6000, "inventory_prior": 6000}, 3650.0),
        ("debt_to_ebitda", {"debt": 0}, 0.0),
        ("operating_income_growth", {"operating_income": -50}, -1.5),
        ("capital_expenditures_growth", {"capital_expenditures_prior": -64}, 0.25),
        ("dividend_growth", {"dividend_payout_prior": -35}, 0.2),
        ("free_cash_flow_per_share", {"operating_cashflow": 1e11 + 80}, 1e9),
        ("cash_per_share", {"shares_outstanding": 10_000}, 1.0),
    ],
)
def test_a_figure_at_the_limit_is_still_believed(measured, code, changes, expected):
    assert measured(code, **changes) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("code", "changes", "why"),
    [
        ("operating_margin", {"operating_income": 1_000_000.1}, "OUT_OF_RANGE"),
        ("pe_ratio", {"market_value": 105_000.1}, "OUT_OF_RANGE"),
        ("pe_ratio", {"market_value": 0.1049}, "OUT_OF_RANGE"),
        ("asset_growth", {"total_assets": 90_000.1}, "SCALE_BREAK"),
        ("asset_growth", {"total_assets": 8.99}, "SCALE_BREAK"),
        ("days_inventory_outstanding", {"inventory": 6000.1, "inventory_prior": 6000}, "OUT_OF_RANGE"),
        ("free_cash_flow_per_share", {"operating_cashflow": 1e11 + 90}, "OUT_OF_RANGE"),
        ("cash_per_share", {"shares_outstanding": 10_000.1}, "SCALE_BREAK"),
        ("peg_ratio", {"series": {"reported_eps_by_year": (1.3, 1.2, 1.1, 0.0)}}, "NO_PROFIT"),
        ("peg_ratio", {"series": {"reported_eps_by_year": (0.0, 1.2, 1.1, 1.0)}}, "NO_PROFIT"),
    ],
)
def test_a_figure_beyond_the_limit_is_not(measured, code, changes, why):
    assert measured(code, **changes) == NotApplicable(why)


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"total_liabilities": 1100}, 0.0),
        ({"total_liabilities": 1100.1}, -1.72),
    ],
)
def test_ohlson_counts_used_up_equity_once_liabilities_exceed_assets(measured, changes, difference):
    liabilities = changes["total_liabilities"]
    # 0.1760370 without the two terms in liabilities: 6.03 x 500/1100 and 1.83 x 145/500
    others = 0.1760370 - 2.7409091 + 0.5307

    terms = 6.03 * liabilities / 1100 - 1.83 * 145 / liabilities
    assert measured("ohlson_o", **changes) == pytest.approx(others + terms + difference, abs=1e-6)


@pytest.mark.parametrize(
    ("now", "before", "two_losses"),
    [(-105, -84, 0.285), (-105, 0, 0), (0, -84, 0), (-105, 84, 0), (0, 0, 0)],
)
def test_ohlson_counts_losses_of_two_years_only(measured, now, before, two_losses):
    # 0.1760370 without the terms in profit: 2.37 x 105/1100, 1.83 x 145/500 and 0.521 x 21/189
    others = 0.1760370 + 0.2262273 + 0.5307 + 0.0578889
    swing = (now - before) / (abs(now) + abs(before)) if now or before else 0

    expected = others - 2.37 * now / 1100 - 1.83 * (now + 40) / 500 + two_losses - 0.521 * swing
    assert measured("ohlson_o", net_income=now, net_income_prior=before) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("tax", "pretax", "rate"), [(70, 140, 0.35), (-35, 140, 0), (35, -140, 0), (35, 0, 0), (49, 140, 0.35)]
)
def test_reinvestment_is_compared_with_profit_after_a_believable_tax(measured, tax, pretax, rate):
    value = measured("reinvestment_rate", income_tax_expense=tax, income_before_tax=pretax)

    assert value == pytest.approx(120 / (160 * (1 - rate)))


def test_a_tenth_more_turnover_is_worth_three_quarters_of_its_marks(measured):
    figures = {"cost_of_revenue": 660, "inventory": 60, "cost_of_revenue_prior": 600, "inventory_prior": 60}

    score = measured("asset_quality", **figures, current_net_receivables=None)

    assert score == pytest.approx(1 + 99 * (7 / 24 + 3 / 4) / 2)


def test_a_steady_rise_has_no_volatility(measured):
    rising = [100 * 1.01**-day for day in range(253)]

    assert measured("volatility_250d", closes=rising) == pytest.approx(0, abs=1e-9)


def test_pennies_are_prices_too(measured):
    assert measured("price_return_12m", closes=[close / 1000 for close in CLOSES]) == pytest.approx(0.5)


def test_five_years_of_growth_take_six_years_of_revenue(measured):
    [wanted] = METRICS["revenue_cagr_5y"].inputs

    assert isinstance(wanted, Series)
    assert (wanted.shortest, wanted.longest) == (6, 6)
    assert measured("revenue_cagr_5y", series={wanted.name: FIVE_YEARS}) == Missing("total_revenue")

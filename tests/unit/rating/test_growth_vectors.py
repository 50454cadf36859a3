"""Growth with round figures and with those of four companies as they filed them."""

import pytest

from functions.research.domain.rating.declaration import Judged, Missing, NotApplicable, Values
from functions.research.domain.rating.growth import (
    EPS_CAGR,
    FREE_CASH_FLOW_CAGR,
    QUARTER_EPS_GROWTH,
    QUARTER_REVENUE_GROWTH,
    REVENUE_CAGR,
)
from functions.research.domain.rating.scoring import score


def revenue(*newest_first):
    return Values({}, {"total_revenue_by_year": newest_first})


def eps(*newest_first):
    return Values({}, {"reported_eps_by_year": newest_first})


def cash(operating, spent):
    return Values({}, {"operating_cashflow_by_year": operating, "capital_expenditures_by_year": spent})


def quarters(field, now, before):
    return Values({f"{field}_quarter": now, f"{field}_quarter_year_before": before})


@pytest.mark.parametrize(
    ("metric", "values", "value", "expected_score"),
    [
        # 1331 = 1000 x 1.1^3
        (REVENUE_CAGR, revenue(1331, 1210, 1100, 1000), 0.10, 4.0),
        (REVENUE_CAGR, revenue(1728, 1, 1, 1000), 0.20, 5.0),
        # 1.075^3 = 1.242296875; half way from 5 to 10 %
        (REVENUE_CAGR, revenue(1242.296875, 1, 1, 1000), 0.075, 3.5),
        (REVENUE_CAGR, revenue(1000, 1, 1, 1000), 0.0, 2.0),
        # 0.95^3
        (REVENUE_CAGR, revenue(857.375, 1, 1, 1000), -0.05, 1.0),
        # 1.09^3 = 1.295029; half way from 6 to 12 %
        (EPS_CAGR, eps(2.590058, 1, 1, 2), 0.09, 3.5),
        # 0.95^3; half way from -10 to 0 %
        (EPS_CAGR, eps(1.71475, 1, 1, 2), -0.05, 1.5),
        # 1631 - 300 = 1331 over 1200 - 200 = 1000
        (FREE_CASH_FLOW_CAGR, cash((1631, 1, 1, 1200), (-300, 1, 1, 200)), 0.10, 4.0),
        (FREE_CASH_FLOW_CAGR, cash((1100, 1, 1, 1100), (100, 1, 1, 100)), 0.0, 2.0),
        (QUARTER_REVENUE_GROWTH, quarters("total_revenue", 107.5, 100), 0.075, 3.5),
        (QUARTER_REVENUE_GROWTH, quarters("total_revenue", 96, 100), -0.04, 1.5),
        (QUARTER_REVENUE_GROWTH, Values({"quarterly_revenue_growth_yoy": 0.15}), 0.15, 4.5),
        (QUARTER_EPS_GROWTH, quarters("reported_eps", 1.10, 1.0), 0.10, 3.5),
        (QUARTER_EPS_GROWTH, quarters("reported_eps", 0.85, 1.0), -0.15, 1.5),
        (QUARTER_EPS_GROWTH, Values({"quarterly_earnings_growth_yoy": -0.349}), -0.349, 1.0),
    ],
)
def test_growth_equals_the_hand_computed_vector(metric, values, value, expected_score):
    measured = metric.measure(values)

    assert measured == pytest.approx(value, abs=1e-9)
    assert score(measured, metric.anchors) == pytest.approx(expected_score, abs=1e-6)


@pytest.mark.parametrize(
    ("metric", "values", "percent"),
    [
        # IBM, Form 10-K for 2024 and 2021, millions: (62,753 / 57,351)^(1/3)
        (REVENUE_CAGR, revenue(62_753, 61_860, 60_530, 57_351), 3.05),
        # IBM's operating EPS, Forms 8-K of January 2025 and 2022: (10.33 / 9.97)^(1/3)
        (EPS_CAGR, eps(10.33, 9.61, 9.12, 9.97), 1.19),
        # IBM: property and software 1,048 + 637 in 2024; 2,062 + 706 less 387 from disposals in 2021
        (FREE_CASH_FLOW_CAGR, cash((13_445, 1, 1, 12_796), (1_685, 1, 1, 2_381)), 4.13),
        # Apple, Form 10-K for 2023: (383,285 / 274,515)^(1/3); (99,584 / 73,365)^(1/3)
        (REVENUE_CAGR, revenue(383_285, 394_328, 365_817, 274_515), 11.77),
        (FREE_CASH_FLOW_CAGR, cash((110_543, 1, 1, 80_674), (10_959, 1, 1, 7_309)), 10.72),
        # Microsoft, Form 10-K for 2023: (211,915 / 143,015)^(1/3); (59,475 / 45,234)^(1/3)
        (REVENUE_CAGR, revenue(211_915, 198_270, 168_088, 143_015), 14.01),
        (FREE_CASH_FLOW_CAGR, cash((87_582, 1, 1, 60_675), (28_107, 1, 1, 15_441)), 9.55),
        # Tesla, Form 10-K for 2021: (53,823 / 21,461)^(1/3)
        (REVENUE_CAGR, revenue(53_823, 31_536, 24_578, 21_461), 35.86),
    ],
)
def test_growth_of_a_company_as_filed(metric, values, percent):
    assert round(100 * metric.measure(values), 2) == percent


@pytest.mark.parametrize(
    ("metric", "values", "expected_score"),
    [
        # Tesla's diluted EPS of 2021 and 2018, Forms 10-K
        (EPS_CAGR, eps(4.90, 0.64, -0.98, -1.14), 4.0),
        (EPS_CAGR, eps(0.01, 1, 1, 0), 4.0),
        (EPS_CAGR, eps(-0.01, 1, 1, 3), 1.0),
        (EPS_CAGR, eps(0, 1, 1, 3), 1.0),
        (QUARTER_EPS_GROWTH, quarters("reported_eps", 0.2, -0.1), 4.0),
        (QUARTER_EPS_GROWTH, quarters("reported_eps", -0.2, 0.1), 1.0),
        # Tesla's free cash flow of 2021, 11,497 - 6,482, and 2018, 2,098 - 2,101
        (FREE_CASH_FLOW_CAGR, cash((11_497, 1, 1, 2_098), (6_482, 1, 1, 2_101)), 4.0),
        (FREE_CASH_FLOW_CAGR, cash((100, 1, 1, 200), (100, 1, 1, 100)), 1.0),
        (REVENUE_CAGR, revenue(0, 1, 1, 100), 1.0),
        (QUARTER_REVENUE_GROWTH, quarters("total_revenue", -5, 100), 1.0),
    ],
)
def test_a_turn_between_loss_and_profit_is_judged_without_a_rate(metric, values, expected_score):
    outcome = metric.measure(values)

    assert isinstance(outcome, Judged)
    assert outcome.score == expected_score


@pytest.mark.parametrize(
    ("metric", "values", "why"),
    [
        # Snowflake's EPS of fiscal 2025 and 2022, Forms 10-K
        (EPS_CAGR, eps(-3.86, -2.55, -2.50, -2.26), "NOT_POSITIVE_AT_EITHER_END"),
        (EPS_CAGR, eps(0, 1, 1, 0), "NOT_POSITIVE_AT_EITHER_END"),
        (QUARTER_EPS_GROWTH, quarters("reported_eps", -0.1, -0.9), "NOT_POSITIVE_AT_EITHER_END"),
        (FREE_CASH_FLOW_CAGR, cash((50, 1, 1, 50), (60, 1, 1, 90)), "NOT_POSITIVE_AT_EITHER_END"),
        (REVENUE_CAGR, revenue(100, 1, 1, 0), "NO_REVENUE_BEFORE"),
        (REVENUE_CAGR, revenue(100, 1, 1, -1), "NO_REVENUE_BEFORE"),
        (QUARTER_REVENUE_GROWTH, quarters("total_revenue", 5, 0), "NO_REVENUE_BEFORE"),
    ],
)
def test_between_two_losses_or_from_nothing_there_is_no_rate_of_growth(metric, values, why):
    assert metric.measure(values) == NotApplicable(why)


@pytest.mark.parametrize(
    ("metric", "values", "missing"),
    [
        (REVENUE_CAGR, revenue(100, 90, 80), "total_revenue"),
        (REVENUE_CAGR, revenue(100, 90, 80, None, 60), "total_revenue"),
        (REVENUE_CAGR, revenue(None, 90, 80, 70), "total_revenue"),
        (EPS_CAGR, eps(1, 1, 1, None), "reported_eps"),
        (FREE_CASH_FLOW_CAGR, cash((9, 9, 9, None), (1, 1, 1, 1)), "operating_cashflow"),
        (FREE_CASH_FLOW_CAGR, cash((9, 9, 9, 9), (1, 1, 1)), "capital_expenditures"),
        (QUARTER_REVENUE_GROWTH, Values({"total_revenue_quarter": 5}), "total_revenue"),
        (QUARTER_EPS_GROWTH, Values(), "reported_eps"),
        # Thousands where the other year has units, and the reverse
        (REVENUE_CAGR, revenue(1331, 1210, 1100, 1_000_000), "total_revenue"),
        (REVENUE_CAGR, revenue(1_331_000, 1210, 1100, 1000), "total_revenue"),
        (EPS_CAGR, eps(2590, 1, 1, 2), "reported_eps"),
        (FREE_CASH_FLOW_CAGR, cash((1_631_000, 1, 1, 1200), (300, 1, 1, 200)), "operating_cashflow"),
        (QUARTER_REVENUE_GROWTH, quarters("total_revenue", 107_500, 100), "total_revenue"),
        (QUARTER_EPS_GROWTH, quarters("reported_eps", 1.1, 1000), "reported_eps"),
        (QUARTER_REVENUE_GROWTH, Values({"quarterly_revenue_growth_yoy": 1000}), "total_revenue"),
    ],
)
def test_a_year_that_is_missing_or_in_another_unit_leaves_growth_unknown(metric, values, missing):
    assert metric.measure(values) == Missing(missing)


@pytest.mark.parametrize(
    ("now", "is_known"), [(49.9, True), (50, False), (0.0021, True), (0.002, False), (95, False)]
)
def test_beyond_fiftyfold_or_below_a_fivehundredth_growth_is_not_believed(now, is_known):
    outcome = REVENUE_CAGR.measure(revenue(now, 1, 1, 1))

    assert isinstance(outcome, float) is is_known


def test_the_profile_speaks_only_where_a_quarter_is_missing():
    values = quarters("total_revenue", 110, 100)
    values["quarterly_revenue_growth_yoy"] = 0.9

    assert QUARTER_REVENUE_GROWTH.measure(values) == pytest.approx(0.1)

"""Volatility of earnings and steadiness of cash with figures computed by hand."""

import pytest

from functions.research.domain.rating.declaration import Judged, Missing, NotApplicable, Values
from functions.research.domain.rating.scoring import score
from functions.research.domain.rating.volatility import (
    CASH_FLOW_STABILITY,
    EARNINGS_VOLATILITY,
    OPERATING_CASH_STABILITY,
)

# Operating EPS, newest first, of the quarters to March 2025 back to September 2021: IBM's earnings
# releases, Forms 8-K.
IBM_EPS = (1.60, 3.92, 2.30, 2.43, 1.68, 3.87, 2.20, 2.18, 1.36, 3.60, 1.81, 2.31, 1.40, 3.35, 2.52)


def eps(*newest_first):
    return Values({}, {"reported_eps_by_quarter": newest_first})


def cash(operating, spent=None):
    years = {"operating_cashflow_by_year": operating}
    return Values({}, years if spent is None else {**years, "capital_expenditures_by_year": spent})


def test_a_season_is_no_volatility():
    assert EARNINGS_VOLATILITY.measure(eps(*(3, 1, 1, 2) * 3, 3, 1, 1)) == 0


@pytest.mark.parametrize("scale", [1, 1000, -1])
def test_earnings_that_grow_evenly_have_the_spread_of_an_even_row(scale):
    # Quarters 15, 14, ... 1; sums 54, 50, ... 10 with mean 32. They are 4 times a row of
    # twelve, whose variance is 143 / 12
    values = eps(*(scale * quarter for quarter in range(15, 0, -1)))

    assert EARNINGS_VOLATILITY.measure(values) == pytest.approx((143 / 12) ** 0.5 / 8)


def test_earnings_volatility_of_ibm_to_march_2025():
    # Sums 10.25, 10.33, 10.28, 10.18, 9.93, 9.61, 9.34, 8.95, 9.08, 9.12, 8.87, 9.58 with mean 115.52 / 12;
    # their squared distances from it add up to 3.378867; sqrt(3.378867 / 12) / 9.626667
    measured = EARNINGS_VOLATILITY.measure(eps(*IBM_EPS))

    assert measured == pytest.approx((3.378867 / 12) ** 0.5 / (115.52 / 12), abs=1e-8)
    assert round(100 * measured, 2) == 5.51
    assert score(measured, EARNINGS_VOLATILITY.anchors) == 5.0


def test_a_short_or_interrupted_history_is_judged_in_part():
    # A hole in the oldest sum but one: quarters 15 to 4 give nine sums
    values = eps(*range(15, 3, -1), None, 2, 1)

    outcome = EARNINGS_VOLATILITY.measure(values)

    assert outcome.share == 9 / 12
    # sums 54, 50, ... 22 with mean 38; the variance of a row of nine is (81 - 1) / 12
    assert outcome.value == pytest.approx(4 * (80 / 12) ** 0.5 / 38)
    assert outcome.note == "9 of 12 sums of four quarters"


@pytest.mark.parametrize(
    "values",
    [
        eps(*[1.0] * 10),
        eps(*[1.0] * 6, None, *[1.0] * 7, None),
        eps(),
        # One quarter in thousandths of the others' unit
        eps(*[1.0] * 9, 1000.0, *[1.0] * 5),
    ],
)
def test_fewer_than_eight_sums_or_a_leap_make_no_volatility(values):
    assert EARNINGS_VOLATILITY.measure(values) == Missing("reported_eps")


def test_earnings_around_zero_are_as_volatile_as_can_be():
    # Quarters 7, 6, ... -7: sums 22, 18, ... -22 with mean 0
    assert EARNINGS_VOLATILITY.measure(eps(*range(7, -8, -1))) == Judged(1.0, "earnings average zero")


def test_no_earnings_at_all_have_no_volatility():
    assert EARNINGS_VOLATILITY.measure(eps(*[0.0] * 15)) == NotApplicable("NO_EARNINGS")


@pytest.mark.parametrize(
    ("operating", "spent", "share", "expected_score", "judged"),
    [
        ((5, 5, 5, 5, 5), (1, 1, 1, 1, 1), 1.0, 5.0, 1.0),
        # Tesla 2020 to 2016, Forms 10-K, millions: free cash flow 2,786; 1,078; -3; -3,476; -1,405
        ((5_943, 2_405, 2_098, -61, -124), (3_157, 1_327, 2_101, 3_415, 1_281), 0.4, 2.6, 1.0),
        # all spent is nothing free
        ((5, 5, 5, 5, 5), (5, 1, 1, 1, -5), 0.6, 3.4, 1.0),
        ((0, -1, -1, -1, -1), (0, 0, 0, 0, 0), 0.0, 1.0, 1.0),
        # a year that cost cash is bad whatever was spent; one that brought some is open
        ((5, -1, 5, 5, 5), (1, None, None, 1, 1), 0.75, 4.0, 0.8),
        ((5, 5, None, 5), (1, 1, 1, 9), 2 / 3, 1 + 8 / 3, 0.6),
    ],
)
def test_years_with_positive_cash_flow_are_counted(operating, spent, share, expected_score, judged):
    outcome = CASH_FLOW_STABILITY.measure(cash(operating, spent))

    assert outcome.value == pytest.approx(share)
    assert outcome.score == pytest.approx(expected_score)
    assert outcome.share == judged


def test_a_utility_that_builds_is_judged_by_what_its_operations_bring():
    outcome = OPERATING_CASH_STABILITY.measure(cash((5, 5, 5, -5, 0)))

    assert outcome == Judged(pytest.approx(3.4), "3 of 5 fiscal years", 0.6, 1.0)


@pytest.mark.parametrize(
    ("metric", "values", "missing"),
    [
        (CASH_FLOW_STABILITY, cash((5, 5), (1, 1)), "operating_cashflow"),
        (CASH_FLOW_STABILITY, cash((5, 5, 5, 5), (1, None, None, 1)), "capital_expenditures"),
        (OPERATING_CASH_STABILITY, cash((5, None, None, None, 5)), "operating_cashflow"),
    ],
)
def test_fewer_than_three_years_show_no_steadiness(metric, values, missing):
    assert metric.measure(values) == Missing(missing)


@pytest.mark.parametrize("scale", [0.001, 1000])
def test_steadiness_is_the_same_in_another_unit(scale):
    def scaled(years):
        return tuple(scale * year for year in years)

    values = cash(scaled((5, 4, 3, -2, 1)), scaled((1, 5, 1, 1, 0)))

    assert CASH_FLOW_STABILITY.measure(values).value == 0.6

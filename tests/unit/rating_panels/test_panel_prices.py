"""Closes are raw, so a split looks like a crash; no price metric speaks over one."""

import pytest

from functions.research.domain.rating.declaration import NotApplicable
from functions.research.domain.rating.panels.price_history import PRICE_HISTORY
from functions.research.domain.rating.panels.splits import is_like_split

SPLITS = (2, 3, 4, 5, 10, 20)
SPLIT = NotApplicable("SPLIT_IN_WINDOW")
FLAT = [100.0] * 253


def after_move(ratio, day):
    """A price that stood at 100 and moved once, `day` trading days ago."""
    return [100.0 * ratio] * day + FLAT[day:]


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("metric", PRICE_HISTORY.metrics, ids=lambda m: m.code)
def test_no_price_metric_speaks_over_a_split(measured, metric, split):
    assert measured(metric.code, closes=after_move(1 / split, 10)) == SPLIT
    assert measured(metric.code, closes=after_move(split, 10)) == SPLIT


@pytest.mark.parametrize("split", SPLITS)
def test_a_split_is_known_within_two_percent(split):
    assert is_like_split(100 * split * 1.0199, 100)
    assert is_like_split(100 * split * 0.9801, 100)
    assert not is_like_split(100 * split * 1.0201, 100)
    assert not is_like_split(100 * split * 0.9799, 100)


@pytest.mark.parametrize("ratio", [1.5, 6, 7, 8, 9, 15, 25])
def test_other_ratios_are_no_usual_split(ratio):
    assert not is_like_split(100 * ratio, 100)


@pytest.mark.parametrize(
    ("code", "window"),
    [
        ("price_return_1m", 22),
        ("price_return_3m", 64),
        ("price_return_6m", 127),
        ("volatility_60d", 61),
        ("distance_from_200d_mean", 200),
        ("volatility_250d", 251),
        ("range_position_52w", 252),
    ],
)
def test_a_split_before_the_window_does_not_matter(measured, code, window):
    assert measured(code, closes=after_move(0.5, window - 1)) == SPLIT
    assert isinstance(measured(code, closes=after_move(0.5, window)), float)


def test_a_crash_that_is_no_split_is_a_return(measured):
    assert measured("price_return_1m", closes=after_move(0.55, 10)) == pytest.approx(-0.45)


@pytest.mark.parametrize("close", [0.0, -1.0, float("inf"), float("nan")])
def test_a_close_that_is_no_price_is_not_used(measured, close):
    assert measured("price_return_1m", closes=[close, *FLAT]) == NotApplicable("NO_PRICE")


def test_a_close_in_another_unit_is_not_used(measured):
    assert measured("price_return_1m", closes=[15_000.0, *FLAT]) == NotApplicable("SCALE_BREAK")


def test_a_price_that_has_not_moved_has_no_volatility_and_stands_in_the_middle(measured):
    assert measured("volatility_60d", closes=FLAT) == 0.0
    assert measured("range_position_52w", closes=FLAT) == 0.5
    assert measured("distance_from_200d_mean", closes=FLAT) == 0.0

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.rating.scoring import Anchors, rounded_half_up, score, variance_of_mean

ASCENDING = Anchors((0.0, 1.0, 2.0, 4.0, 8.0), "")
DESCENDING = Anchors((8.0, 4.0, 2.0, 1.0, 0.0), "")
GRADES = [
    (metric.code, anchors)
    for component in RULE_SET.components
    for block in component.blocks
    for metric in block.metrics
    for anchors in (metric.anchors, *metric.anchors_for.values())
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(-1, 1), (0, 1), (0.5, 1.5), (1, 2), (2, 3), (3, 3.5), (4, 4), (6, 4.5), (8, 5), (9, 5)],
)
def test_scores_lie_on_straight_lines_between_anchors(value, expected):
    assert score(value, ASCENDING) == expected
    assert score(value, DESCENDING) == 6 - expected


@pytest.mark.parametrize("anchors", [anchors for _, anchors in GRADES], ids=[code for code, _ in GRADES])
@settings(max_examples=30)
@given(a=st.floats(-1e6, 1e6), b=st.floats(-1e6, 1e6))
def test_a_better_value_never_scores_less(anchors, a, b):
    worse, better = sorted((a, b), reverse=anchors.points[0] > anchors.points[-1])

    assert 1 <= score(worse, anchors) <= score(better, anchors) <= 5


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3.45, 3.5), (3.44999, 3.4), (2.25, 2.3), (2.35, 2.4), (1.05, 1.1), (4.949999, 4.9), (5.0, 5.0)],
)
def test_halves_are_rounded_up_though_binary_fractions_miss_them(value, expected):
    assert rounded_half_up(value, 1) == expected


def test_variance_of_a_weighted_mean():
    # Equal weights: variance 1 over two observations; 3:1 gives variance 0.75 over 1.6 effective ones.
    assert variance_of_mean([2, 4], [1, 1]) == pytest.approx(0.5)
    assert variance_of_mean([2, 4], [3, 1]) == pytest.approx(0.75 / 1.6)
    assert variance_of_mean([3, 3, 3], [1, 1, 1]) == 0.01

import pytest

from functions.research.domain.peers import COMPARED
from functions.research.domain.rating.declaration import FirmKind, NotApplicable, Values
from functions.research.domain.rating.peer_standing import PEERS, QUALITY, VALUATION
from functions.research.domain.rating.scoring import score

RANKS = [(0.0, 1.0), (0.125, 1.5), (0.5, 3.0), (0.7, 3.8), (1.0, 5.0)]


@pytest.mark.parametrize("metric", QUALITY.metrics, ids=lambda m: m.code)
@pytest.mark.parametrize(("percentile", "expected"), RANKS)
def test_the_best_of_its_peers_scores_five(metric, percentile, expected):
    measured = metric.measure(Values({f"{metric.code}_percentile": percentile}))

    assert score(measured, metric.anchors) == pytest.approx(expected)


@pytest.mark.parametrize("metric", VALUATION.metrics, ids=lambda m: m.code)
@pytest.mark.parametrize(("percentile", "expected"), RANKS)
def test_the_cheapest_of_its_peers_scores_five(metric, percentile, expected):
    measured = metric.measure(Values({f"{metric.code}_percentile": 1 - percentile}))

    assert score(measured, metric.anchors) == pytest.approx(expected)


@pytest.mark.parametrize("percentile", [-0.01, 1.01, 60, float("nan"), float("inf")])
def test_a_rank_beyond_its_scale_is_none(percentile):
    for metric in (*VALUATION.metrics, *QUALITY.metrics):
        measured = metric.measure(Values({f"{metric.code}_percentile": percentile}))
        assert measured == NotApplicable("OUT_OF_RANGE")


def test_each_figure_that_peers_have_is_graded_once():
    assert tuple(m.code for block in PEERS.blocks for m in block.metrics) == COMPARED
    assert all(sum(m.weight for m in block.metrics) == 1 for block in PEERS.blocks)


@pytest.mark.parametrize("code", ["ev_to_ebitda", "price_to_sales"])
def test_banks_are_not_compared_by_multiples_of_enterprise_value_and_sales(code):
    [metric] = [m for m in VALUATION.metrics if m.code == code]

    assert FirmKind.BANK not in metric.applies_to
    assert FirmKind.UTILITY in metric.applies_to

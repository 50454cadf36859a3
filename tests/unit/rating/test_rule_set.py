import json

import pytest

from functions.research.domain.rating.declaration import FirmKind
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.rule_set import RULE_SET

METRICS = [metric for block in FINANCIAL_HEALTH.blocks for metric in block.metrics]


def test_the_components_that_exist_share_the_whole_weight():
    assert sum(RULE_SET.weights.values()) == pytest.approx(1)
    assert set(RULE_SET.weights) == {component.code for component in RULE_SET.components}


def test_block_weights_make_one():
    assert sum(block.weight for block in FINANCIAL_HEALTH.blocks) == pytest.approx(1)


@pytest.mark.parametrize("kind", [FirmKind.GENERAL, FirmKind.MANUFACTURER])
def test_metric_weights_of_ordinary_firms_make_one_in_every_block(kind):
    for block in FINANCIAL_HEALTH.blocks:
        assert sum(m.weight for m in block.metrics if kind in m.applies_to) == pytest.approx(1), block.code


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.code)
def test_every_metric_says_why_and_whence(metric):
    points = metric.anchors.points
    assert list(points) in (sorted(points), sorted(points, reverse=True))
    assert len(set(points)) == 5
    assert metric.anchors.reason
    assert metric.source
    assert metric.formula
    assert metric.inputs


def test_names_of_inputs_are_unique_to_what_they_read():
    read = {i.name: (i.origin, i.sums, i.years_back) for m in METRICS for i in m.inputs}

    assert all(read[i.name] == (i.origin, i.sums, i.years_back) for m in METRICS for i in m.inputs)


def test_the_rules_can_be_printed():
    described = json.loads(json.dumps(RULE_SET.describe()))

    [health] = described["components"]
    assert [block["code"] for block in health["blocks"]] == [
        "liquidity", "solvency", "profitability", "cash_flow_quality", "piotroski",
    ]  # fmt: skip
    assert described["constants"]["altman"]["Z_ZONES"] == [1.81, 2.99]
    assert described["constants"]["guards"]["STALE_DAYS"] == 200
    assert "banks" in described["constants"]["firms"]["FINANCIAL_INDUSTRIES"]

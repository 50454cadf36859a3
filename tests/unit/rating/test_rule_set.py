import ast
import importlib
import inspect
import json
import pkgutil
from dataclasses import replace

import pytest

from functions.research.domain import rating as rating_package
from functions.research.domain.rating.declaration import FirmKind, Input, Series
from functions.research.domain.rating.limits import LIMITS
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.rating.rules import constants

BLOCKS = [block for component in RULE_SET.components for block in component.blocks]
GRADED = [metric for block in BLOCKS for metric in block.metrics]
METRICS = [*GRADED, *(metric for panel in RULE_SET.panels for metric in panel.metrics)]
# Names, texts, and how results are written and compared; nothing in them changes a rating.
DECIDE_NOTHING = {
    "declaration", "difference", "document", "explanation", "grade_changes", "input_shares", "leaning",
    "liquidity", "overrides", "panels.efficiency", "panels.leverage", "panels.margins", "panels.shareholders",
    "panels.working_capital", "peer_standing", "readings", "reasons", "reported", "result", "rule_set",
    "rules", "spelled_out",
}  # fmt: skip


def own_constants(module):
    """Of the module itself, without those it imports."""
    assigned = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.Assign)]
    names = {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}
    return names & set(constants(vars(module)))


def test_every_number_that_decides_is_in_the_hash():
    hashed = set(RULE_SET.constants)
    prefix = f"{rating_package.__name__}."
    for found in pkgutil.walk_packages(rating_package.__path__, prefix):
        name = found.name.removeprefix(prefix)
        spelling = {name.rpartition(".")[2], "landlords" if name == "property" else name}
        if own_constants(importlib.import_module(found.name)) and name not in DECIDE_NOTHING:
            assert spelling & hashed, name


def test_the_components_share_the_whole_weight():
    assert RULE_SET.weights == pytest.approx(
        {"financial_health": 0.30, "growth": 0.25, "risk": 0.20, "market": 0.15, "peers": 0.10}
    )


@pytest.mark.parametrize("component", RULE_SET.components, ids=lambda c: c.code)
def test_block_weights_make_one(component):
    assert sum(block.weight for block in component.blocks) == pytest.approx(1)


@pytest.mark.parametrize("kind", [FirmKind.GENERAL, FirmKind.MANUFACTURER])
@pytest.mark.parametrize("block", BLOCKS, ids=lambda b: b.code)
def test_metric_weights_of_ordinary_firms_make_one_in_every_block(block, kind):
    assert sum(m.weight for m in block.metrics if kind in m.applies_to) == pytest.approx(1)


@pytest.mark.parametrize("metric", GRADED, ids=lambda m: m.code)
def test_every_graded_metric_says_why_it_is_graded_so(metric):
    for anchors in (metric.anchors, *metric.anchors_for.values()):
        points = list(anchors.points)
        assert points in (sorted(points), sorted(points, reverse=True))
        assert len(set(points)) == 5
        assert anchors.reason
    assert metric.weight > 0


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.code)
def test_every_metric_says_what_it_is_and_whence(metric):
    assert metric.name
    assert metric.unit
    assert metric.source
    assert metric.formula
    assert metric.inputs


def identity(wanted):
    if isinstance(wanted, Series):
        return wanted
    return replace(wanted, required=True)


def test_a_name_of_an_input_means_the_same_in_every_metric():
    meant = {}
    for metric in METRICS:
        for wanted in metric.inputs:
            kind, known = (type(wanted), wanted.name), identity(wanted)
            assert meant.setdefault(kind, known) == known, metric.code
    singles = {name for kind, name in meant if kind is Input}
    assert singles.isdisjoint(name for kind, name in meant if kind is Series)


def test_codes_of_metrics_are_unique_within_a_component_and_among_panels():
    for component in RULE_SET.components:
        codes = [m.code for block in component.blocks for m in block.metrics]
        assert len(set(codes)) == len(codes)
    shown = [m.code for panel in RULE_SET.panels for m in panel.metrics]
    assert len(set(shown)) == len(shown)


def test_the_rules_can_be_printed():
    described = json.loads(json.dumps(RULE_SET.describe()))

    health = described["components"][0]
    assert [block["code"] for block in health["blocks"]] == [
        "liquidity", "solvency", "profitability", "cash_flow_quality", "piotroski",
    ]  # fmt: skip
    assert described["constants"]["altman"]["Z_ZONES"] == [1.81, 2.99]
    assert described["limits"]["caps"]["EARNINGS_LOOK_MANAGED"] == 3.5
    assert "banks" in described["constants"]["firms"]["FINANCIAL_INDUSTRIES"]
    assert len(described["panels"]) == len(RULE_SET.panels)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "other"},
        {"components": RULE_SET.components[:4]},
        {"panels": RULE_SET.panels[:1]},
        {"limits": replace(LIMITS, confidence_floor_percent=31.0)},
        {"constants": {**RULE_SET.constants, "altman": {}}},
    ],
)
def test_whatever_decides_changes_the_hash(change):
    assert replace(RULE_SET, **change).content_hash != RULE_SET.content_hash

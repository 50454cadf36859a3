"""Rule sets of one's own: what may be changed, and what a mistake is told."""

import re
import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.adapters.rule_sets import FOLDER, names, rule_set
from functions.research.domain.rating.composite import label
from functions.research.domain.rating.overrides import RuleSetInvalid, overridden
from functions.research.domain.rating.rule_set import RULE_SET


def changed(text):
    return overridden(RULE_SET, tomllib.loads(f'name = "mine"\n{text}'))


def graded(rules, component, code):
    [chosen] = [c for c in rules.components if c.code == component]
    return next(m for block in chosen.blocks for m in block.metrics if m.code == code)


def test_a_document_without_changes_is_the_built_in_set_under_another_name():
    mine = changed("")

    assert (mine.version, mine.components) == ("mine on 2026.2", RULE_SET.components)
    assert mine.content_hash != RULE_SET.content_hash


def test_component_weights_are_relative_to_each_other():
    mine = changed("[components.growth]\nweight = 1.25")

    assert mine.weights["growth"] == pytest.approx(1.25 / 2.0)
    assert mine.weights["peers"] == pytest.approx(0.10 / 2.0)


def test_blocks_metrics_and_anchors_are_set_one_by_one():
    mine = changed("""
        [components.financial_health.blocks]
        solvency = 0.5
        [components.financial_health.metrics.current_ratio]
        weight = 0.7
        anchors = [0.5, 1, 1.5, 2, 3]
        [components.financial_health.metrics.return_on_assets.anchors_for]
        bank = [0, 0.002, 0.008, 0.012, 0.02]
    """)

    health = mine.components[0]
    assert {block.code: block.weight for block in health.blocks}["solvency"] == 0.5
    ratio = graded(mine, "financial_health", "current_ratio")
    assert (ratio.weight, ratio.anchors.points) == (0.7, (0.5, 1.0, 1.5, 2.0, 3.0))
    assert ratio.anchors.reason == "set by mine"
    assert graded(mine, "financial_health", "return_on_assets").anchors_for["bank"].points[1] == 0.002
    assert graded(mine, "financial_health", "quick_ratio") == graded(
        RULE_SET, "financial_health", "quick_ratio"
    )


def test_limits_decide_about_words_caps_and_the_lowest_confidence():
    mine = changed("confidence_floor_percent = 60\n[labels]\nbuy = 3.9\n[caps]\nDISTRESS_AND_WEAKENING = 2")

    assert {word: at for at, word in mine.limits.labels}["buy"] == 3.9
    assert mine.limits.caps["DISTRESS_AND_WEAKENING"] == 2.0
    assert mine.limits.confidence_floor_percent == 60.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", "the rule set has colour; known are name, confidence_floor_percent"),
        ("[components.luck]\nweight = 1", "components has luck; known are financial_health, growth"),
        ("[components.growth.blocks]\nluck = 1", "components.growth.blocks has luck; known are"),
        ("[components.risk.metrics.luck]\nweight = 1", "components.risk.metrics has luck; known are beta"),
        (
            "[components.risk.metrics.beta]\nmean = 1",
            "risk.metrics.beta has mean; known are weight",
        ),
        ("[components.risk]\nweight = -0.1", "components.risk.weight is -0.1; expected 0 to 1e+06"),
        ("[components.risk]\nweight = nan", "components.risk.weight has nan; expected a number"),
        ("[components.risk]\nweight = true", "components.risk.weight has True; expected a number"),
        ('[components.risk]\nweight = "heavy"', "components.risk.weight has 'heavy'; expected a number"),
        ("components = 3", "components is 3; expected a table of names"),
        ("[components.risk.metrics]\nbeta = 2", "components.risk.metrics.beta is 2; expected a table"),
        ("[labels]\nhodl = 3", "labels has hodl; known are strong_buy, buy, hold, sell"),
        ("[labels]\nbuy = 4.2", "expected each above the next"),
        ("[labels]\nstrong_buy = 5.1", "labels.strong_buy is 5.1; expected 1 to 5"),
        ("[caps]\nLUCK = 2", "caps has LUCK; known are DISTRESS_AND_WEAKENING"),
        ("[caps]\nDISTRESS_AND_WEAKENING = 0.9", "caps.DISTRESS_AND_WEAKENING is 0.9; expected 1 to 5"),
        ("confidence_floor_percent = 101", "confidence_floor_percent is 101; expected 0 to 100"),
        ("[components.risk.metrics.distress_zone]\nanchors = [1, 2, 3, 4, 5]", "judged by its own rule"),
        (
            "[components.financial_health.metrics.current_ratio.anchors_for]\nbank = [1, 2, 3, 4, 5]",
            "current_ratio.anchors_for has bank; known are",
        ),
    ],
)
def test_a_mistake_is_told_with_what_was_expected(text, said):
    with pytest.raises(RuleSetInvalid, match=re.escape(said)):
        changed(text)


@pytest.mark.parametrize(
    "points",
    [
        "[1, 2, 3, 4]",
        "[1, 2, 3, 4, 5, 6]",
        "[1, 2, 2, 3, 4]",
        "[5, 4, 3, 2, 1]",
        "[1, 3, 2, 4, 5]",
        "3",
        '"abcde"',
    ],
)
def test_anchors_are_five_numbers_that_go_the_metrics_way(points):
    with pytest.raises(RuleSetInvalid, match=r"current_ratio\.anchors is .*expected five numbers that rise"):
        changed(f"[components.financial_health.metrics.current_ratio]\nanchors = {points}")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("\n".join(f"[components.{c.code}]\nweight = 0" for c in RULE_SET.components), "components"),
        ("[components.peers.blocks]\nvaluation = 0\nquality = 0", "components.peers.blocks"),
        ("[components.financial_health.metrics.piotroski_f]\nweight = 0", "blocks.piotroski"),
    ],
)
def test_something_has_to_weigh(text, whose):
    with pytest.raises(RuleSetInvalid, match=f"all weights of .*{whose} are zero"):
        changed(text)


@pytest.mark.parametrize("name", ["", "Cautious", "a b", "-a", "x" * 41, 3])
def test_a_name_fits_a_file_and_a_version(name):
    with pytest.raises(RuleSetInvalid, match=r"name is .*expected lower-case letters"):
        overridden(RULE_SET, {"name": name})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PLACES = [
    ("labels",), ("caps",), ("components",), ("confidence_floor_percent",), ("components", "risk"),
    ("components", "risk", "weight"), ("components", "risk", "blocks"), ("components", "risk", "metrics"),
    ("components", "risk", "metrics", "beta"), ("components", "risk", "metrics", "beta", "anchors"),
    ("components", "risk", "metrics", "beta", "anchors_for"),
]  # fmt: skip


@given(st.sampled_from(PLACES), json_values)
def test_any_document_is_applied_or_refused_by_name(place, value):
    for key in reversed(place):
        value = {key: value}

    with suppress(RuleSetInvalid):
        assert overridden(RULE_SET, {"name": "mine", **value}).version == "mine on 2026.2"


@pytest.mark.parametrize("name", names())
def test_every_shipped_rule_set_can_be_used(rated, name):
    rules = rule_set(name)

    rating = rated(rule_set=rules)

    assert rating.rule_set.version == ("2026.2" if name == "signal9" else f"{name} on 2026.2")
    assert rating.rule_set.content_hash == rules.content_hash


def test_cautious_rules_ask_more_of_the_same_figures(rated, metric):
    usual, cautious = rated(), rated(rule_set=rule_set("cautious"))

    before, after = (metric(rating, "current_ratio") for rating in (usual, cautious))
    assert (after.value, after.score < before.score) == (before.value, True)
    assert label(3.6, rule_set("cautious").limits) == "hold"


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(RuleSetInvalid, match="no rule set 'bold'; known are signal9, cautious"):
        rule_set("bold")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "other"', "calls itself 'other on 2026.2'; expected name = 'broken'"),
        ("name = ", "rulesets/broken.toml: "),
        ('name = "broken"\nx = 1', "rulesets/broken.toml: the rule set has x"),
    ],
)
def test_a_broken_file_is_named(tmp_path, monkeypatch, text, said):
    (tmp_path / "broken.toml").write_text(text)
    monkeypatch.setattr("functions.research.adapters.rule_sets.FOLDER", tmp_path)
    rule_set.cache_clear()

    with pytest.raises(RuleSetInvalid, match=re.escape(said)):
        rule_set("broken")


def test_rule_sets_are_shipped_beside_the_code():
    assert FOLDER.joinpath("cautious.toml").is_file()

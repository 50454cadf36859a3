"""A rule set of one's own: the built-in one with other weights, anchors and limits.

A document says only what differs:

    name = "cautious"
    confidence_floor_percent = 40

    [labels]
    strong_buy = 4.4

    [caps]
    DISTRESS_AND_WEAKENING = 2.0

    [components.growth]
    weight = 0.15

    [components.financial_health.blocks]
    solvency = 0.35

    [components.financial_health.metrics.current_ratio]
    weight = 0.6
    anchors = [0.8, 1.1, 1.4, 1.9, 2.8]
    anchors_for.utility = [0.5, 0.7, 0.9, 1.1, 1.4]

Weights count relative to their neighbours: they need not make one.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from functions.research.domain.rating.declaration import Block, Component, FirmKind, Metric
from functions.research.domain.rating.limits import Limits
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.rating.scoring import BEST, WORST, Anchors

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
LARGEST_WEIGHT = 1e6

Node = Mapping[str, object]


class RuleSetInvalid(ValueError):
    """A document of overrides that cannot be applied; retrying cannot help, its author must mend it."""


def overridden(rules: RuleSet, document: Node) -> RuleSet:
    """`rules` with what the document sets. Raises RuleSetInvalid with what it got and what it expected."""
    _known("the rule set", document, ("name", "confidence_floor_percent", "labels", "caps", "components"))
    name = document.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise RuleSetInvalid(f"name is {name!r}; expected lower-case letters, digits and hyphens, at most 40")
    changes = _table("components", document.get("components", {}))
    _known("components", changes, [component.code for component in rules.components])
    components = tuple(
        _component(c, _table(f"components.{c.code}", changes.get(c.code, {})), name) for c in rules.components
    )
    _some_weight("components", [component.weight for component in components])
    return replace(
        rules,
        version=f"{name} on {rules.version}",
        components=components,
        limits=_limits(rules.limits, document),
    )


def _component(component: Component, changes: Node, name: str) -> Component:
    where = f"components.{component.code}"
    _known(where, changes, ("weight", "blocks", "metrics"))
    weights = _table(f"{where}.blocks", changes.get("blocks", {}))
    _known(f"{where}.blocks", weights, [block.code for block in component.blocks])
    metrics = _table(f"{where}.metrics", changes.get("metrics", {}))
    _known(f"{where}.metrics", metrics, [m.code for block in component.blocks for m in block.metrics])
    blocks = []
    for block in component.blocks:
        own = tuple(
            _metric(m, _table(f"{where}.metrics.{m.code}", metrics.get(m.code, {})), where, name)
            for m in block.metrics
        )
        _some_weight(f"metrics of {where}.blocks.{block.code}", [metric.weight for metric in own])
        weight = _weight(f"{where}.blocks.{block.code}", weights.get(block.code, block.weight))
        blocks.append(Block(block.code, block.name, weight, own))
    _some_weight(f"{where}.blocks", [block.weight for block in blocks])
    weight = _weight(f"{where}.weight", changes.get("weight", component.weight))
    return replace(component, weight=weight, blocks=tuple(blocks))


def _metric(metric: Metric, changes: Node, where: str, name: str) -> Metric:
    if not changes:
        return metric
    where = f"{where}.metrics.{metric.code}"
    _known(where, changes, ("weight", "anchors", "anchors_for"))
    weight = _weight(f"{where}.weight", changes.get("weight", metric.weight))
    by_kind = _table(f"{where}.anchors_for", changes.get("anchors_for", {}))
    _known(f"{where}.anchors_for", by_kind, sorted(metric.applies_to))
    if metric.anchors is None or (metric.is_judged and ("anchors" in changes or by_kind)):
        raise RuleSetInvalid(f"{where} is judged by its own rule, {metric.formula}; it has no anchors to set")
    anchors = metric.anchors
    if "anchors" in changes:
        anchors = _anchors(f"{where}.anchors", changes["anchors"], metric.anchors, name)
    anchors_for = dict(metric.anchors_for)
    for kind, points in by_kind.items():
        anchors_for[FirmKind(kind)] = _anchors(f"{where}.anchors_for.{kind}", points, metric.anchors, name)
    return replace(metric, weight=weight, anchors=anchors, anchors_for=anchors_for)


def _anchors(where: str, given: object, built_in: Anchors, name: str) -> Anchors:
    rising = built_in.points[0] < built_in.points[-1]
    expected = f"five numbers that {'rise' if rising else 'fall'}, for the scores 1 to 5"
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != len(built_in.points):
        raise RuleSetInvalid(f"{where} is {given!r}; expected {expected}")
    first, second, third, fourth, fifth = (_number(where, point) for point in given)
    points = (first, second, third, fourth, fifth)
    if not all(low < high if rising else low > high for low, high in pairwise(points)):
        raise RuleSetInvalid(f"{where} is {list(points)}; expected {expected}, like {list(built_in.points)}")
    return Anchors(points, f"set by {name}")


def _limits(limits: Limits, document: Node) -> Limits:
    labels = _table("labels", document.get("labels", {}))
    _known("labels", labels, [label for _, label in limits.labels])
    chosen = tuple((_rating(f"labels.{word}", labels.get(word, at)), word) for at, word in limits.labels)
    if not all(higher > lower for (higher, _), (lower, _) in pairwise(chosen)):
        raise RuleSetInvalid(
            f"labels begin at { {word: at for at, word in chosen} }; expected each above the next"
        )
    caps = _table("caps", document.get("caps", {}))
    _known("caps", caps, limits.caps)
    floor = document.get("confidence_floor_percent", limits.confidence_floor_percent)
    return replace(
        limits,
        labels=chosen,
        caps=MappingProxyType(
            {flag: _rating(f"caps.{flag}", caps.get(flag, c)) for flag, c in limits.caps.items()}
        ),
        confidence_floor_percent=_within("confidence_floor_percent", floor, 0.0, 100.0),
    )


def _known(where: str, given: Node, known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise RuleSetInvalid(f"{where} has {', '.join(unknown)}; known are {', '.join(known)}")


def _table(where: str, given: object) -> Node:
    if not isinstance(given, Mapping):
        raise RuleSetInvalid(f"{where} is {given!r}; expected a table of names")
    return given


def _number(where: str, given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise RuleSetInvalid(f"{where} has {given!r}; expected a number")
    return float(given)


def _within(where: str, given: object, low: float, high: float) -> float:
    value = _number(where, given)
    if not low <= value <= high:
        raise RuleSetInvalid(f"{where} is {value:g}; expected {low:g} to {high:g}")
    return value


def _rating(where: str, given: object) -> float:
    return _within(where, given, WORST, BEST)


def _weight(where: str, given: object) -> float:
    return _within(where, given, 0.0, LARGEST_WEIGHT)


def _some_weight(where: str, weights: Iterable[float]) -> None:
    if not any(weights):
        raise RuleSetInvalid(f"all weights of {where} are zero; expected one above it at least")

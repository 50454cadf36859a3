"""A set of rules as one value: what is asked, what it weighs, and how to tell this set from any other."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from functions.research.domain.rating.declaration import (
    Component,
    FirmKind,
    Input,
    Metric,
    Panel,
    Series,
)
from functions.research.domain.rating.limits import Limits
from functions.research.domain.rating.questions import Question, question

HASH_DIGITS = 16

Asked = tuple[tuple[Question, ...], ...]


@dataclass(frozen=True)
class RuleSetId:
    version: str
    content_hash: str


@dataclass(frozen=True, eq=False)
class RuleSet:
    """`constants` are the numbers and word lists, by module, that decide beside the declarations."""

    version: str
    components: tuple[Component, ...]
    panels: tuple[Panel, ...]
    limits: Limits
    constants: Mapping[str, Mapping[str, object]]
    _asked: dict[FirmKind, tuple[Asked, Asked]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """By component; they sum to one over the components there are."""
        total = math.fsum(component.weight for component in self.components)
        return {component.code: component.weight / total for component in self.components}

    @cached_property
    def years_read(self) -> int:
        """How many twelve months the metrics look at; a year before the rated one is always compared with."""
        graded = (m for component in self.components for block in component.blocks for m in block.metrics)
        shown = (m for panel in self.panels for m in panel.metrics)
        inputs = (wanted for m in (*graded, *shown) for wanted in m.inputs)
        return 1 + max([1, *(wanted.years_back for wanted in inputs if isinstance(wanted, Input))])

    @cached_property
    def content_hash(self) -> str:
        text = json.dumps(self.describe(), sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()[:HASH_DIGITS]

    @cached_property
    def id(self) -> RuleSetId:
        return RuleSetId(self.version, self.content_hash)

    def graded(self, kind: FirmKind) -> Asked:
        """What is asked of one kind of firm, by component."""
        return self._prepared(kind)[0]

    def shown(self, kind: FirmKind) -> Asked:
        """By panel."""
        return self._prepared(kind)[1]

    def _prepared(self, kind: FirmKind) -> tuple[Asked, Asked]:
        if kind not in self._asked:
            graded = (
                tuple(question(m, block.code, kind) for block in component.blocks for m in block.metrics)
                for component in self.components
            )
            shown = (tuple(question(m, panel.code, kind) for m in panel.metrics) for panel in self.panels)
            self._asked[kind] = tuple(graded), tuple(shown)
        return self._asked[kind]

    def describe(self) -> dict[str, object]:
        """Everything a reader needs to check a rating by hand; what the content hash is taken over."""
        limits = self.limits
        return {
            "version": self.version,
            "weights": dict(self.weights),
            "components": [_component(component) for component in self.components],
            "panels": [
                {"code": p.code, "name": p.name, "metrics": [_metric(m) for m in p.metrics]}
                for p in self.panels
            ],
            "limits": {
                "labels": limits.labels,
                "letters": limits.letters,
                "caps": dict(limits.caps),
                "confidence_floor_percent": limits.confidence_floor_percent,
            },
            "constants": self.constants,
        }


def constants(names: Mapping[str, object]) -> dict[str, object]:
    """Numbers, words and tables of them; a module's other names are functions and declarations."""
    return {n: _plain(v) for n, v in sorted(names.items()) if n.isupper() and _plain(v) is not None}


def _plain(value: object) -> object:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, frozenset):
        return _plain(tuple(sorted(value)))
    if isinstance(value, Mapping):
        plain = {str(key): _plain(item) for key, item in value.items()}
        return None if None in plain.values() else plain
    if isinstance(value, tuple):
        items = [_plain(item) for item in value]
        return None if None in items else items
    return None


def _component(component: Component) -> dict[str, object]:
    return {
        "code": component.code,
        "name": component.name,
        "weight": component.weight,
        "blocks": [
            {"code": b.code, "name": b.name, "weight": b.weight, "metrics": [_metric(m) for m in b.metrics]}
            for b in component.blocks
        ],
    }


def _metric(metric: Metric) -> dict[str, object]:
    return {
        "code": metric.code,
        "name": metric.name,
        "weight": metric.weight,
        "unit": metric.unit,
        "formula": metric.formula,
        "period": metric.period,
        "inputs": [_series(i) if isinstance(i, Series) else _input(i) for i in metric.inputs],
        "anchors": metric.anchors.points if metric.anchors else None,
        "anchors_reason": metric.anchors.reason if metric.anchors else None,
        "anchors_for": {kind.value: anchors.points for kind, anchors in metric.anchors_for.items()},
        "source": metric.source,
        "applies_to": sorted(metric.applies_to),
        "without_data": metric.without_data,
        "is_judged": metric.is_judged,
    }


def _input(wanted: Input) -> dict[str, object]:
    return {
        "name": wanted.name,
        "origin": wanted.origin.value,
        "sums": wanted.sums,
        "years_back": wanted.years_back,
        "quarters_back": wanted.quarters_back,
        "required": wanted.required,
    }


def _series(wanted: Series) -> dict[str, object]:
    return {
        "name": wanted.name,
        "origin": wanted.origin.value,
        "field": wanted.field,
        "step": wanted.step.value,
        "shortest": wanted.shortest,
        "longest": wanted.longest,
    }

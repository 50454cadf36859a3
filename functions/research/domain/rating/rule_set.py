"""The rule set in force: which components exist, what they weigh, and how to tell this set from any other.

The complete scheme weighs financial health 30, growth 25, risk 20, market 15 and peers 10 percent. A rule
set holds the components that exist in it and renormalises their weights to one, so a version with financial
health alone rates on financial health alone, and its confidence speaks of that only. A component that exists
but cannot be judged for a company counts as unknown. To add one: declare it like FINANCIAL_HEALTH, list it
here, raise VERSION.
"""

import json
import math
from hashlib import sha256

from functions.research.domain import periods
from functions.research.domain.rating import (
    altman,
    composite,
    confidence,
    eligibility,
    evaluation,
    firms,
    guards,
    piotroski,
    profitability,
    scoring,
    windows,
)
from functions.research.domain.rating.declaration import Component, Input, Metric
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.result import RuleSetId

VERSION = "2026.1"
COMPONENTS: tuple[Component, ...] = (FINANCIAL_HEALTH,)
SCHEME_WEIGHT = math.fsum(component.weight for component in COMPONENTS)
WEIGHTS = {component.code: component.weight / SCHEME_WEIGHT for component in COMPONENTS}
HASH_DIGITS = 16
# Every module whose numbers and word lists decide something.
CONSTANTS_IN = (
    altman,
    composite,
    confidence,
    eligibility,
    evaluation,
    firms,
    guards,
    periods,
    piotroski,
    profitability,
    scoring,
    windows,
)


def describe() -> dict[str, object]:
    """Everything a reader needs to check a rating by hand; what the content hash is taken over."""
    return {
        "version": VERSION,
        "weights": WEIGHTS,
        "components": [_component(component) for component in COMPONENTS],
        "constants": {
            module.__name__.rpartition(".")[2]: _constants(vars(module)) for module in CONSTANTS_IN
        },
    }


def _constants(names: dict[str, object]) -> dict[str, object]:
    """Numbers, words and tables of them; a module's other names are functions and declarations."""
    return {n: _plain(v) for n, v in sorted(names.items()) if n.isupper() and _plain(v) is not None}


def _plain(value: object) -> object:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, frozenset):
        return _plain(tuple(sorted(value)))
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
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
        "inputs": [
            {
                "name": i.name,
                "statement": i.origin.value,
                "sums": i.sums,
                "years_back": i.years_back,
                "required": i.required,
            }
            for i in metric.inputs
            if isinstance(i, Input)
        ],
        "anchors": metric.anchors.points if metric.anchors else None,
        "anchors_reason": metric.anchors.reason if metric.anchors else None,
        "source": metric.source,
        "applies_to": sorted(metric.applies_to),
        "without_data": metric.without_data,
    }


def content_hash() -> str:
    text = json.dumps(describe(), sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:HASH_DIGITS]


RULE_SET = RuleSetId(VERSION, content_hash())

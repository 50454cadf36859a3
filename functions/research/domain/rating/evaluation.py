"""Applying metrics to one company, and scores to blocks and components."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from functions.research.domain.rating.declaration import (
    Component,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.questions import NOT_APPLICABLE, Question
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.scoring import BEST, WORST, score, variance_of_mean

# A component scored on less than half of what applies would speak of what was published, not of the company.
SMALLEST_COVERAGE = 0.50
OUT_OF_RANGE = NotApplicable("OUT_OF_RANGE")
# Spelled out once: a union is put together anew wherever it is written.
NUMBERS = (float, int)


@dataclass(slots=True)
class MetricResult:
    """`weight` is the metric's share in its component's score; zero when it has no score.

    What is not asked of a kind of firm has read nothing.
    """

    metric: Metric
    block: str
    value: float | None
    score: float | None
    share: float
    reason: str | None
    note: str | None
    weight: float = 0.0
    is_asked: bool = True


class BlockResult(NamedTuple):
    """`weight` is the one in the rules, `share` the block's part in its component's score."""

    code: str
    name: str
    weight: float
    score: float | None
    coverage: float
    share: float


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """`coverage` is the share of applicable weight that could be scored; `variance` is that of the score.

    `score` is None when coverage is too small, though blocks and metrics keep theirs.
    """

    component: Component
    score: float | None
    coverage: float
    variance: float
    blocks: tuple[BlockResult, ...]
    metrics: tuple[MetricResult, ...]

    def metric(self, code: str) -> MetricResult | None:
        return next((result for result in self.metrics if result.metric.code == code), None)


def measure(asked: Question, facts: Facts) -> Outcome:
    """What the metric says whatever kind of firm it is asked about."""
    sources, values = facts.sources, facts.values
    for name, wanted, is_required in asked.reads:
        source = sources[name] if name in sources else facts.source(wanted)
        if source is None and is_required:
            return Missing(name)
    if asked.prices and not facts.is_priced_in_currency:
        lost = next(
            (name for name, _, is_required in asked.reads if is_required and name in asked.prices), None
        )
        if lost is not None:
            return Missing(lost)
        values = _without(asked.prices, values)
    try:
        outcome = asked.metric.measure(values)
    except ArithmeticError:
        return OUT_OF_RANGE
    if isinstance(outcome, NUMBERS):
        return float(outcome) if math.isfinite(outcome) else OUT_OF_RANGE
    if isinstance(outcome, Judged):
        has_value = outcome.value is None or math.isfinite(outcome.value)
        return outcome if has_value and WORST <= outcome.score <= BEST else OUT_OF_RANGE
    return outcome


def _without(prices: AbstractSet[str], values: Values) -> Values:
    series = {name: run for name, run in values.series.items() if name not in prices}
    return Values({name: value for name, value in values.items() if name not in prices}, series)


def judge(asked: Question, facts: Facts) -> MetricResult:
    if not asked.is_asked:
        return _refused(asked)
    metric, block = asked.metric, asked.block
    outcome = measure(asked, facts)
    if isinstance(outcome, float):
        scored = None if asked.anchors is None else score(outcome, asked.anchors)
        return MetricResult(metric, block, outcome, scored, 1.0, None, None)
    if isinstance(outcome, Judged):
        scored = _score_of(outcome, asked) if metric.weight else None
        return MetricResult(metric, block, outcome.value, scored, outcome.share, None, outcome.note)
    if isinstance(outcome, Missing):
        return MetricResult(metric, block, None, None, 0.0, f"MISSING_INPUT:{outcome.what}", None)
    return MetricResult(metric, block, None, None, 0.0, f"{NOT_APPLICABLE}{outcome.why}", None)


@lru_cache(maxsize=2048)
def _refused(asked: Question) -> MetricResult:
    """One for every company: without a score nothing in it is ever set."""
    return MetricResult(asked.metric, asked.block, None, None, 0.0, asked.refusal, None, is_asked=False)


def _score_of(outcome: Judged, asked: Question) -> float:
    if outcome.by_anchors and outcome.value is not None and asked.anchors is not None:
        return score(outcome.value, asked.anchors)
    return outcome.score


def evaluate(component: Component, questions: Sequence[Question], facts: Facts) -> ComponentResult:
    """`questions` are those of the component, block by block."""
    return summarise(component, [judge(asked, facts) for asked in questions])


def is_applicable(result: MetricResult) -> bool:
    return result.reason is None or not result.reason.startswith(NOT_APPLICABLE)


def summarise(component: Component, results: Sequence[MetricResult]) -> ComponentResult:
    """Weighted means within blocks and over blocks; what could not be scored gives its weight to the rest."""
    by_block: dict[str, list[MetricResult]] = {block.code: [] for block in component.blocks}
    for result in results:
        by_block[result.block].append(result)
    applicable, covered, scored_weight, total = 0.0, 0.0, 0.0, 0.0
    means: list[tuple[float | None, float, float]] = []
    for block in component.blocks:
        mean, coverage, in_block = _block_mean(by_block[block.code])
        means.append((mean, coverage or 0.0, in_block))
        if coverage is not None:
            applicable += block.weight
        if mean is not None:
            scored_weight += block.weight
            covered += block.weight * (coverage or 0.0)
            total += block.weight * mean
    blocks = []
    for block, (mean, coverage, in_block) in zip(component.blocks, means, strict=True):
        share = block.weight / scored_weight if mean is not None and scored_weight > 0 else 0.0
        blocks.append(BlockResult(block.code, block.name, block.weight, mean, coverage, share))
        if share > 0:
            for result in by_block[block.code]:
                if result.score is not None:
                    result.weight = share * result.metric.weight / in_block
    coverage = covered / applicable if applicable > 0 else 0.0
    if scored_weight <= 0 or coverage < SMALLEST_COVERAGE:
        return ComponentResult(component, None, coverage, 0.0, tuple(blocks), tuple(results))
    counted = [r for r in results if r.weight > 0 and r.score is not None]
    variance = variance_of_mean([r.score or 0.0 for r in counted], [r.weight for r in counted])
    return ComponentResult(
        component, total / scored_weight, coverage, variance, tuple(blocks), tuple(results)
    )


def _block_mean(own: Sequence[MetricResult]) -> tuple[float | None, float | None, float]:
    """Mean score, the share of applicable weight behind it, and the weight of what is scored.

    Mean and share are None for a block that does not apply.
    """
    applicable, scored_weight, covered, total = 0.0, 0.0, 0.0, 0.0
    for result in own:
        scored = result.score
        if scored is not None:
            weight = result.metric.weight
            applicable += weight
            scored_weight += weight
            covered += weight * result.share
            total += weight * scored
        elif result.is_asked and is_applicable(result):
            applicable += result.metric.weight
    if applicable <= 0:
        return None, None, 0.0
    if scored_weight <= 0:
        return None, 0.0, 0.0
    return total / scored_weight, covered / applicable, scored_weight

"""Applying metrics to one company, keeping for each the figures it read and where they came from."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from functions.research.domain.figures import number
from functions.research.domain.overview import Overview
from functions.research.domain.rating.declaration import (
    Block,
    Component,
    FirmKind,
    Input,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Series,
    Values,
)
from functions.research.domain.rating.scoring import score, variance_of_mean
from functions.research.domain.rating.windows import TwelveMonths
from functions.research.domain.statements import Report, Statement

# A component scored on less than half of what applies would speak of what was published, not of the company.
SMALLEST_COVERAGE = 0.50
PROFILE = "company_overview"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reported figure a metric read."""

    name: str
    value: float
    statement: str
    fiscal_date: date | None
    known_from: str | None
    payload_hash: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a company, newest year first."""

    years: tuple[TwelveMonths, ...]
    overview: Overview | None
    kind: FirmKind
    # The same figure serves several metrics.
    _read: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)

    def read(self, wanted: Input) -> tuple[Evidence, ...]:
        """Reported figures whose sum is the input; empty when it cannot be had."""
        if wanted.name not in self._read:
            self._read[wanted.name] = self._find(wanted)
        return self._read[wanted.name]

    def _find(self, wanted: Input) -> tuple[Evidence, ...]:
        if not isinstance(wanted.origin, Statement):
            return self._from_profile(wanted)
        if wanted.years_back >= len(self.years):
            return ()
        rows = self.years[wanted.years_back].rows.get(wanted.origin, ())
        for names in wanted.sums:
            found = []
            for row in rows:
                for name in names:
                    value = believable(row.report, name)
                    if value is not None:
                        statement, day = row.report.statement.value, row.report.fiscal_date
                        found.append(Evidence(name, value, statement, day, row.known_from, row.payload_hash))
            if rows and len(found) == len(rows) * len(names):
                return tuple(found)
        return ()

    def _from_profile(self, wanted: Input) -> tuple[Evidence, ...]:
        name = wanted.sums[0][0]
        value = number(self.overview.figures, name) if self.overview else None
        if self.overview is None or value is None:
            return ()
        return (Evidence(name, value, PROFILE, None, None, self.overview.payload_hash),)


def believable(report: Report, name: str) -> float | None:
    """Figures that contradict their own statement count as missing."""
    value = number(report.figures, name)
    if value is None:
        return None
    if name == "gross_profit" and report.statement is Statement.INCOME:
        revenue = number(report.figures, "total_revenue")
        return None if revenue is not None and 0 < revenue <= value else value
    if name == "common_stock_shares_outstanding":
        return value if value > 0 else None
    return value


@dataclass(frozen=True, slots=True)
class MetricResult:
    """`weight` is the metric's share in its component's score; zero when it has no score."""

    metric: Metric
    block: str
    value: float | None
    score: float | None
    weight: float
    share: float
    reason: str | None
    note: str | None
    inputs: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class BlockResult:
    code: str
    name: str
    weight: float
    score: float | None
    coverage: float


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


def measure(metric: Metric, facts: Facts) -> tuple[Outcome, tuple[Evidence, ...]]:
    """What the metric says whatever kind of firm it is asked about, and what it read."""
    values = Values()
    inputs: list[Evidence] = []
    missing: str | None = None
    for wanted in metric.inputs:
        if isinstance(wanted, Series):
            return Missing(wanted.name), tuple(inputs)
        found = facts.read(wanted)
        if found:
            values[wanted.name] = math.fsum(evidence.value for evidence in found)
            inputs += found
        elif wanted.required and missing is None:
            missing = wanted.name
    if missing is not None:
        return Missing(missing), tuple(inputs)
    outcome = metric.measure(values)
    if isinstance(outcome, float) and not math.isfinite(outcome):
        return NotApplicable("OUT_OF_RANGE"), tuple(inputs)
    return outcome, tuple(inputs)


def evaluate(component: Component, facts: Facts) -> ComponentResult:
    results = [_judge(metric, block.code, facts) for block in component.blocks for metric in block.metrics]
    return summarise(component, results)


def _judge(metric: Metric, block: str, facts: Facts) -> MetricResult:
    def result(
        reason: str | None, value: float | None, scored: float | None, share: float, note: str | None
    ) -> MetricResult:
        return MetricResult(metric, block, value, scored, 0.0, share, reason, note, inputs)

    inputs: tuple[Evidence, ...] = ()
    if facts.kind not in metric.applies_to:
        return result(f"NOT_APPLICABLE:{facts.kind.value.upper()}_FIRM", None, None, 0.0, None)
    outcome, inputs = measure(metric, facts)
    if isinstance(outcome, NotApplicable):
        return result(f"NOT_APPLICABLE:{outcome.why}", None, None, 0.0, None)
    if isinstance(outcome, Missing):
        return result(f"MISSING_INPUT:{outcome.what}", None, None, 0.0, None)
    if isinstance(outcome, Judged):
        return result(None, outcome.value, outcome.score, outcome.share, outcome.note)
    anchors = metric.anchors_for.get(facts.kind, metric.anchors)
    scored = None if anchors is None else score(outcome, anchors)
    return result(None, outcome, scored, 1.0, None)


def is_applicable(result: MetricResult) -> bool:
    return result.reason is None or not result.reason.startswith("NOT_APPLICABLE")


def summarise(component: Component, results: Sequence[MetricResult]) -> ComponentResult:
    """Weighted means within blocks and over blocks; what could not be scored gives its weight to the rest."""
    by_block = {block.code: [r for r in results if r.block == block.code] for block in component.blocks}
    blocks = tuple(_block(b, by_block[b.code]) for b in component.blocks)
    applicable = math.fsum(b.weight for b in blocks if any(is_applicable(r) for r in by_block[b.code]))
    scored = [(b, b.score) for b in blocks if b.score is not None]
    coverage = math.fsum(b.weight * b.coverage for b, _ in scored) / applicable if scored else 0.0
    scored_weight = math.fsum(b.weight for b, _ in scored)
    weighted = [r for b in blocks for r in _with_shares(by_block[b.code], b.weight, scored_weight)]
    if coverage < SMALLEST_COVERAGE:
        return ComponentResult(component, None, coverage, 0.0, blocks, tuple(weighted))
    mean = math.fsum(b.weight * value for b, value in scored) / scored_weight
    counted = [(r.score, r.weight) for r in weighted if r.score is not None]
    variance = variance_of_mean([s for s, _ in counted], [w for _, w in counted])
    return ComponentResult(component, mean, coverage, variance, blocks, tuple(weighted))


def _block(block: Block, own: Sequence[MetricResult]) -> BlockResult:
    applicable = math.fsum(r.metric.weight for r in own if is_applicable(r))
    scored = [(r.score, r.metric.weight, r.share) for r in own if r.score is not None]
    if not scored:
        return BlockResult(block.code, block.name, block.weight, None, 0.0)
    mean = math.fsum(s * w for s, w, _ in scored) / math.fsum(w for _, w, _ in scored)
    coverage = math.fsum(w * share for _, w, share in scored) / applicable
    return BlockResult(block.code, block.name, block.weight, mean, coverage)


def _with_shares(
    own: Sequence[MetricResult], block_weight: float, scored_weight: float
) -> Iterator[MetricResult]:
    in_block = math.fsum(r.metric.weight for r in own if r.score is not None)
    for result in own:
        if result.score is None:
            yield result
        else:
            yield replace(result, weight=block_weight / scored_weight * result.metric.weight / in_block)

"""One metric of a rating with all of its arithmetic, and what would give it another grade."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.research.domain.peers import Standing
from functions.research.domain.rating.evaluation import MetricResult
from functions.research.domain.rating.evidence import Evidence, Rows, believable, origin_of
from functions.research.domain.rating.grade_changes import GradeChange, grade_changes
from functions.research.domain.rating.questions import Question, Wanted
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.result import Rating
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.rating.scoring import NEUTRAL
from functions.research.domain.statements import Row

CLOSE_ENOUGH = 0.5
MOST_ALIKE = 3


class UnknownMetric(LookupError):
    """No rule of the set in force has that code; the message names the nearest ones."""


class NothingMeasured(LookupError):
    """The rating was withheld before anything was measured; the message has its reason."""


@dataclass(frozen=True, slots=True)
class Version:
    """What was reported for a figure before, and since when that was known."""

    value: float
    known_from: str
    payload_hash: str


@dataclass(frozen=True, slots=True)
class Figure:
    """`restated_from` holds other values known earlier, oldest first."""

    evidence: Evidence
    restated_from: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class ReadInput:
    """`value` is None for a series, and when there was nothing to read, which `figures` then shows."""

    wanted: Wanted
    value: float | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`component` is empty for a metric that is shown and not graded.

    `weight` is the share in the whole rating and `pull` what the metric moves it by from the neutral 3.
    """

    rating: Rating
    component: str
    asked: Question
    result: MetricResult
    inputs: tuple[ReadInput, ...]
    weight: float
    standing: Standing | None
    changes: tuple[GradeChange, ...]

    @property
    def pull(self) -> float:
        return 0.0 if self.result.score is None else self.weight * (self.result.score - NEUTRAL)


def explain(rating: Rating, code: str, rules: RuleSet, rows: Sequence[Row]) -> list[Explanation]:
    """Every use of a metric in a rating: some are asked in two components.

    `rows` are all versions of the company's statements, of which earlier values are shown. Raises
    UnknownMetric and NothingMeasured.
    """
    known = sorted(metric_codes(rules))
    if code not in known:
        alike = difflib.get_close_matches(code, known, MOST_ALIKE, CLOSE_ENOUGH) or known[:MOST_ALIKE]
        raise UnknownMetric(f"{code}: no such metric in rule set {rules.version}; near: {', '.join(alike)}")
    facts = rating.facts
    if facts is None:
        raise NothingMeasured(f"{rating.symbol} for {rating.as_of}: nothing was measured, {rating.reason}")
    found = []
    for component, asked, result, weight in _results(rating, facts, rules):
        if asked.metric.code == code:
            standing = rating.peers.standing(code) if rating.peers else None
            inputs = tuple(_read(wanted, facts, rows) for _, wanted, _ in asked.reads)
            changes = grade_changes(asked, facts, result) if result.score is not None else ()
            found.append(Explanation(rating, component, asked, result, inputs, weight, standing, changes))
    return found


def metric_codes(rules: RuleSet) -> set[str]:
    """Of everything that is graded or shown."""
    return {metric for metric, _, _ in _uses(rules)}


def _uses(rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    for component in rules.components:
        yield from ((m.code, component.code, b.code) for b in component.blocks for m in b.metrics)
    for panel in rules.panels:
        yield from ((m.code, "", panel.code) for m in panel.metrics)


def _results(
    rating: Rating, facts: Facts, rules: RuleSet
) -> Iterator[tuple[str, Question, MetricResult, float]]:
    available = sum(c.weight for c in rating.components if c.result.score is not None)
    for component, questions in zip(rating.components, rules.graded(facts.kind), strict=True):
        share = component.weight / available if component.result.score is not None and available else 0.0
        for asked, result in zip(questions, component.result.metrics, strict=True):
            yield component.result.component.code, asked, result, share * result.weight
    for panel, shown in zip(rating.panels, rules.shown(facts.kind), strict=True):
        for asked, result in zip(shown, panel.metrics, strict=True):
            yield "", asked, result, 0.0


def _read(wanted: Wanted, facts: Facts, rows: Sequence[Row]) -> ReadInput:
    source = facts.source(wanted)
    if source is None:
        return ReadInput(wanted, None, ())
    if isinstance(source, Rows):
        figures = tuple(
            Figure(Evidence(name, value, origin_of(row)), _before(row, name, value, rows))
            for row, name, value in source.cited()
        )
    else:
        figures = tuple(Figure(evidence, ()) for evidence in facts.evidence(wanted))
    return ReadInput(wanted, facts.values.get(wanted.name), figures)


def _before(row: Row, name: str, value: float, rows: Sequence[Row]) -> tuple[Version, ...]:
    """Versions of one period that were known earlier and had another value."""
    report = row.report
    key = (report.statement, report.period, report.fiscal_date)
    earlier = sorted(
        (
            other
            for other in rows
            if (other.report.statement, other.report.period, other.report.fiscal_date) == key
            and other.known_from < row.known_from
        ),
        key=lambda other: other.known_from,
    )
    found: list[Version] = []
    for other in earlier:
        was = believable(other.report, name)
        if was is not None and was != value and (not found or found[-1].value != was):
            found.append(Version(was, other.known_from, other.payload_hash))
    return tuple(found)

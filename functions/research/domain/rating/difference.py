"""What moved a rating between two moments, in points that add up to the difference.

A rating without cap and rounding is 3 plus the pulls of its metrics, weight x (score - 3). Of a metric scored
at both moments, the change of its score counts at the mean of its two weights and is shared among the inputs
that changed, by Shapley value (Shapley 1953, A Value for n-Person Games); the change of its weight counts at
the mean of its two scores. What was scored at one moment only counts whole. Both splits are exact.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.research.domain.rating.evaluation import MetricResult
from functions.research.domain.rating.input_shares import InputShare, Reading, input_shares
from functions.research.domain.rating.questions import Question
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.result import Rating
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.rating.scoring import NEUTRAL

# What binary fractions leave over of a sum is no cause of anything.
NOISE = 1e-12


class NotComparable(ValueError):
    """One of the two ratings was withheld, so that there is no difference to explain."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A metric with a score; `weight` is its share in the whole rating."""

    result: MetricResult
    asked: Question
    weight: float

    @property
    def score(self) -> float:
        return self.result.score if self.result.score is not None else NEUTRAL

    @property
    def pull(self) -> float:
        return self.weight * (self.score - NEUTRAL)


@dataclass(slots=True)
class InputMove:
    """One input that changed and the points it moved the rating by, through each metric that reads it."""

    name: str
    earlier: Reading | None
    later: Reading | None
    points_by_metric: dict[str, float] = field(default_factory=dict)

    @property
    def points(self) -> float:
        return math.fsum(self.points_by_metric.values())


@dataclass(frozen=True, slots=True)
class MetricMove:
    """`by_score` is what its inputs did, `by_weight` what others did that came, went or weigh differently."""

    code: str
    name: str
    component: str
    earlier: MetricResult | None
    later: MetricResult | None
    by_score: float
    by_weight: float

    @property
    def points(self) -> float:
        return self.by_score + self.by_weight


@dataclass(frozen=True, slots=True)
class Difference:
    """`inputs`, `came_and_went`, `by_weights`, `by_rules`, `by_caps` and `by_rounding` sum to `points`."""

    earlier: Rating
    later: Rating
    points: float
    inputs: tuple[InputMove, ...]
    metrics: tuple[MetricMove, ...]
    came_and_went: float
    by_weights: float
    by_rules: float  # the company is judged as another kind of firm
    by_caps: float
    by_rounding: float


def difference(earlier: Rating, later: Rating, rules: RuleSet) -> Difference:
    """Of two ratings of one company under the same `rules`. Raises NotComparable where one was withheld."""
    facts = _facts(earlier), _facts(later)
    before, after = _scored(earlier, facts[0], rules), _scored(later, facts[1], rules)
    inputs: dict[str, InputMove] = {}
    metrics, came_and_went, by_weights, by_rules = [], 0.0, 0.0, 0.0
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            pull = (new.pull if new else 0.0) - (old.pull if old else 0.0)
            came_and_went += pull
            metrics.append(_move(key[0], old, new, pull, 0.0))
            continue
        mean_weight = (old.weight + new.weight) / 2
        by_weight = (new.weight - old.weight) * ((old.score + new.score) / 2 - NEUTRAL)
        by_score = mean_weight * (new.score - old.score)
        shares = input_shares(new.asked, (old.score, new.score), facts)
        by_rules += by_score - _share(inputs, shares, key[1], mean_weight)
        by_weights += by_weight
        metrics.append(_move(key[0], old, new, by_score, by_weight))
    return _summed(earlier, later, inputs, metrics, (came_and_went, by_weights, by_rules))


def _facts(rating: Rating) -> Facts:
    if rating.rating is None or rating.facts is None:
        raise NotComparable(f"{rating.symbol} was not rated for {rating.as_of}: {rating.reason}")
    return rating.facts


def _scored(rating: Rating, facts: Facts, rules: RuleSet) -> Mapping[tuple[str, str], Scored]:
    asked = {
        (component.code, question.metric.code): question
        for component, questions in zip(rules.components, rules.graded(facts.kind), strict=True)
        for question in questions
    }
    available = math.fsum(c.weight for c in rating.components if c.result.score is not None)
    found = {}
    for component in rating.components:
        if component.result.score is None:
            continue
        for result in component.result.metrics:
            if result.score is not None and result.weight > 0:
                key = (component.result.component.code, result.metric.code)
                found[key] = Scored(result, asked[key], component.weight / available * result.weight)
    return found


def _share(inputs: dict[str, InputMove], shares: list[InputShare], code: str, weight: float) -> float:
    """Adds the points of every input that changed; answers how much of the metric's change they explain."""
    for share in shares:
        move = inputs.setdefault(share.name, InputMove(share.name, share.earlier, share.later))
        move.points_by_metric[code] = move.points_by_metric.get(code, 0.0) + weight * share.score_points
    return math.fsum(weight * share.score_points for share in shares)


def _move(
    component: str, old: Scored | None, new: Scored | None, by_score: float, by_weight: float
) -> MetricMove:
    either = new or old
    if either is None:
        raise ValueError("a move is of a metric that was scored at one of two moments")
    metric = either.result.metric
    earlier, later = old.result if old else None, new.result if new else None
    return MetricMove(metric.code, metric.name, component, earlier, later, by_score, by_weight)


def _summed(
    earlier: Rating,
    later: Rating,
    inputs: Mapping[str, InputMove],
    metrics: list[MetricMove],
    sums: tuple[float, float, float],
) -> Difference:
    came_and_went, by_weights, by_rules = (0.0 if abs(part) < NOISE else part for part in sums)
    by_caps = _held_down(earlier) - _held_down(later)
    rounded = (later.rating or 0.0) - (earlier.rating or 0.0)
    explained = math.fsum((*(move.points for move in metrics), by_caps))
    return Difference(
        earlier=earlier,
        later=later,
        points=rounded,
        inputs=tuple(sorted(inputs.values(), key=lambda move: (-abs(move.points), move.name))),
        metrics=tuple(sorted(metrics, key=lambda move: (-abs(move.points), move.code))),
        came_and_went=came_and_went,
        by_weights=by_weights,
        by_rules=by_rules,
        by_caps=by_caps,
        by_rounding=rounded - explained,
    )


def _held_down(rating: Rating) -> float:
    """Points a cap takes from the rating."""
    return rating.cap.uncapped - rating.cap.cap if rating.cap else 0.0

"""How far each input of a metric is from the next whole score, all others staying what they are."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from functions.research.domain.rating.declaration import Input, Judged, Missing, NotApplicable, Values
from functions.research.domain.rating.evaluation import MetricResult
from functions.research.domain.rating.questions import Question
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.scoring import BEST, WORST, score

# Nobody waits for a figure to become fifty times as large.
LARGEST_FACTOR = 50.0
STEPS = 160
HALVINGS = 50


@dataclass(frozen=True, slots=True)
class GradeChange:
    """With `value` instead of `now` in this input the metric would score `score`, a whole number."""

    input_name: str
    now: float
    value: float
    score: float

    @property
    def relative(self) -> float:
        return self.value / self.now - 1.0


def grade_changes(asked: Question, facts: Facts, result: MetricResult) -> tuple[GradeChange, ...]:
    """Up and down for every single figure, the nearest ones first; none where no such value is in reach."""
    if result.score is None:
        return ()
    above = math.floor(result.score + 1e-9) + 1.0
    below = math.ceil(result.score - 1e-9) - 1.0
    goals = [goal for goal in (above, below) if WORST <= goal <= BEST]
    found = []
    for name, wanted, _ in asked.reads:
        now = facts.values.get(name) if facts.source(wanted) is not None else None
        if not isinstance(wanted, Input) or not now:
            continue
        for goal in goals:
            value = _reaches(goal, now, _scoring(asked, facts, name), is_up=goal == above)
            if value is not None:
                found.append(GradeChange(name, now, value, goal))
    return tuple(sorted(found, key=lambda change: (-change.score, abs(change.relative), change.input_name)))


def _scoring(asked: Question, facts: Facts, name: str) -> Callable[[float], float | None]:
    single = {n: facts.values[n] for n, _, _ in asked.reads if n in facts.values}

    def scored(value: float) -> float | None:
        try:
            outcome = asked.metric.measure(Values({**single, name: value}, facts.values.series))
        except ArithmeticError:
            return None
        if isinstance(outcome, Missing | NotApplicable):
            return None
        if isinstance(outcome, Judged):
            return outcome.score
        return score(outcome, asked.anchors) if asked.anchors and math.isfinite(outcome) else None

    return scored


def _reaches(
    goal: float, now: float, scored: Callable[[float], float | None], *, is_up: bool
) -> float | None:
    """The value nearest to `now`, in ratio, at which the score reaches the goal."""
    ratio = LARGEST_FACTOR ** (1 / STEPS)
    best: float | None = None
    for direction in (ratio, 1 / ratio):
        last = now
        for step in range(1, STEPS + 1):
            value = now * direction**step
            if _is_there(scored(value), goal, is_up=is_up):
                edge = _between(last, value, goal, scored, is_up=is_up)
                if best is None or abs(math.log(edge / now)) < abs(math.log(best / now)):
                    best = edge
                break
            last = value
    return best


def _between(
    out: float, inside: float, goal: float, scored: Callable[[float], float | None], *, is_up: bool
) -> float:
    for _ in range(HALVINGS):
        middle = (out + inside) / 2
        if _is_there(scored(middle), goal, is_up=is_up):
            inside = middle
        else:
            out = middle
    return inside


def _is_there(found: float | None, goal: float, *, is_up: bool) -> bool:
    if found is None:
        return False
    return found >= goal if is_up else found <= goal

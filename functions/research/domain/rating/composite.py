"""From component scores to the one number, its word and its letter."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.research.domain.rating.evaluation import ComponentResult
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.limits import LOWEST_LABEL, LOWEST_LETTER, Limits
from functions.research.domain.rating.scoring import rounded_half_up

NOT_RATED = "not_rated"
POINTS_PER_STEP = 25.0
# Without three fifths of the weight the rest would decide for all of it.
SMALLEST_WEIGHT = 0.60
# Binary fractions of component weights add up to a hair less than they are.
WEIGHT_NOISE = 1e-9
ESSENTIAL_COMPONENT = FINANCIAL_HEALTH.code
RUNS_COMPARED = 5
FEWEST_RUNS = 3
STEADY_BELOW, SHIFTING_BELOW = 0.2, 0.5


@dataclass(frozen=True, slots=True)
class Stability:
    """How much the rating moved over its last runs with this one; no `spread` with fewer than three."""

    level: str  # high, medium or low
    spread: float | None  # standard deviation
    runs: int


def available_weight(results: Sequence[ComponentResult], weights: Mapping[str, float]) -> float:
    return math.fsum(weights[r.component.code] for r in results if r.score is not None)


def weighted_score(results: Sequence[ComponentResult], weights: Mapping[str, float]) -> float | None:
    """None without the essential component or with less than three fifths of the weight."""
    available = available_weight(results, weights)
    has_essential = any(r.score is not None and r.component.code == ESSENTIAL_COMPONENT for r in results)
    if not has_essential or available < SMALLEST_WEIGHT - WEIGHT_NOISE:
        return None
    scored = (r.score * weights[r.component.code] for r in results if r.score is not None)
    return math.fsum(scored) / available


def label(rating: float, limits: Limits) -> str:
    """Of the rounded rating, so that a printed 4.2 always reads strong_buy."""
    return next((name for limit, name in limits.labels if rating >= limit), LOWEST_LABEL)


def score100(value: float) -> float:
    return rounded_half_up(POINTS_PER_STEP * (value - 1.0), 1)


def letter(points: float, limits: Limits) -> str:
    return next((name for limit, name in limits.letters if points >= limit), LOWEST_LETTER)


def stability(rating: float, earlier: Sequence[float]) -> Stability:
    """`earlier` newest first. Too few runs to tell are taken for an ordinary case."""
    runs = [rating, *earlier[: RUNS_COMPARED - 1]]
    if len(runs) < FEWEST_RUNS:
        return Stability("medium", None, len(runs))
    mean = math.fsum(runs) / len(runs)
    spread = math.sqrt(math.fsum((run - mean) ** 2 for run in runs) / (len(runs) - 1))
    if spread < STEADY_BELOW:
        return Stability("high", spread, len(runs))
    return Stability("medium" if spread < SHIFTING_BELOW else "low", spread, len(runs))

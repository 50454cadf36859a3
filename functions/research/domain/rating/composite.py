"""From component scores to the one number, its word and its letter."""

import math
from collections.abc import Mapping, Sequence

from functions.research.domain.rating.evaluation import ComponentResult
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.scoring import rounded_half_up

LABELS = ((4.2, "strong_buy"), (3.5, "buy"), (2.5, "hold"), (1.8, "sell"))
LOWEST_LABEL = "strong_sell"
NOT_RATED = "not_rated"
LETTERS = ((90.0, "A+"), (80.0, "A"), (65.0, "B"), (50.0, "C"), (35.0, "D"), (20.0, "D-"))
LOWEST_LETTER = "F"
POINTS_PER_STEP = 25.0
# Without three fifths of the weight the rest would decide for all of it.
SMALLEST_WEIGHT = 0.60
ESSENTIAL_COMPONENT = FINANCIAL_HEALTH.code


def weighted_score(results: Sequence[ComponentResult], weights: Mapping[str, float]) -> float | None:
    """None without the essential component or with less than three fifths of the weight."""
    scored = [(r.score, weights[r.component.code]) for r in results if r.score is not None]
    available = math.fsum(weight for _, weight in scored)
    has_essential = any(r.score is not None and r.component.code == ESSENTIAL_COMPONENT for r in results)
    if not has_essential or available < SMALLEST_WEIGHT:
        return None
    return math.fsum(value * weight for value, weight in scored) / available


def label(rating: float) -> str:
    """Of the rounded rating, so that a printed 4.2 always reads strong_buy."""
    return next((name for limit, name in LABELS if rating >= limit), LOWEST_LABEL)


def score100(value: float) -> float:
    return rounded_half_up(POINTS_PER_STEP * (value - 1.0), 1)


def letter(points: float) -> str:
    return next((name for limit, name in LETTERS if points >= limit), LOWEST_LETTER)

"""From a ratio to a score of 1 to 5, and from scores to their weighted mean and its uncertainty."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

WORST, BEST, NEUTRAL = 1.0, 5.0, 3.0
# A handful of agreeing metrics does not make a mean certain; a tenth of a point stays open.
SMALLEST_VARIANCE = 0.01
# Binary fractions of the usual weights and anchors end in noise near the sixteenth digit.
NOISE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Anchors:
    """Values that score 1, 2, 3, 4 and 5: ascending when more is better, descending when less is."""

    points: tuple[float, float, float, float, float]
    reason: str


def score(value: float, anchors: Anchors) -> float:
    """Piecewise linear through the anchors, 1 and 5 beyond the outer ones."""
    points = anchors.points
    if points[0] > points[-1]:
        points = (-points[0], -points[1], -points[2], -points[3], -points[4])
        value = -value
    if value <= points[0]:
        return WORST
    if value > points[-1]:
        return BEST
    step = bisect_left(points, value) - 1
    return WORST + step + (value - points[step]) / (points[step + 1] - points[step])


def rounded_half_up(value: float, digits: int) -> float:
    """1.25 becomes 1.3 where the built-in rounding, half to even, gives 1.2."""
    scale = 10.0**digits
    return math.floor(round(value * scale, NOISE_DIGITS) + 0.5) / scale


def variance_of_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """Weighted variance over Kish's effective number of observations (Kish 1965), never below 0.01."""
    total = mean = spread = squares = 0.0
    for value, weight in zip(values, weights, strict=True):
        total += weight
        mean += weight * value
        squares += weight * weight
    mean /= total
    for value, weight in zip(values, weights, strict=True):
        spread += weight * (value - mean) * (value - mean)
    # Spread over the effective number of observations, total^2 / squares.
    return max(spread / total * squares / (total * total), SMALLEST_VARIANCE)

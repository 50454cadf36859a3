"""How far a rating leans on a single metric: what it would be without each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.research.domain.rating.evaluation import ComponentResult

# A share this near to one is that of a metric or a component without company.
ALONE = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Leaning:
    """`low` and `high` of all ratings without one metric; `metric` of `component` is missed most."""

    low: float
    high: float
    metric: str
    component: str
    rating_without: float


def leaning(value: float, results: Sequence[ComponentResult], weights: Mapping[str, float]) -> Leaning | None:
    """Each scored metric in turn gives its weight to the rest of its block, or the block to the others.

    None when no metric can be done without. `value` is the weighted score of `results`.
    """
    scored = [r for r in results if r.score is not None]
    available = sum(weights[r.component.code] for r in scored)
    low = high = most = value
    farthest = 0.0
    who: tuple[str, str] | None = None
    for result in scored:
        own, part = result.score or 0.0, weights[result.component.code] / available
        for code, without in _without_each(result):
            if without is not None:
                rating = value + part * (without - own)
            elif part < ALONE:
                rating = (value - part * own) / (1.0 - part)
            else:
                continue
            if rating < low:
                low = rating
            elif rating > high:
                high = rating
            distance = abs(rating - value)
            if who is None or distance > farthest:
                most, farthest, who = rating, distance, (code, result.component.code)
    return None if who is None else Leaning(low, high, *who, most)


def _without_each(result: ComponentResult) -> list[tuple[str, float | None]]:
    """The component's score without each of its metrics; None where nothing would be left of it."""
    own = result.score or 0.0
    blocks = {block.code: block for block in result.blocks}
    found: list[tuple[str, float | None]] = []
    for metric in result.metrics:
        if metric.score is None or metric.weight <= 0:
            continue
        block = blocks[metric.block]
        mean, share = block.score or 0.0, metric.weight / block.share
        without: float | None = None
        if share < ALONE:
            # Without it the mean of its block moves away from its score.
            without = own + block.share * share * (mean - metric.score) / (1.0 - share)
        elif block.share < ALONE:
            without = (own - block.share * mean) / (1.0 - block.share)
        found.append((metric.metric.code, without))
    return found

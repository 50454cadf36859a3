"""Which metrics carried the rating, in sentences put together from their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.research.domain.rating.evaluation import ComponentResult, MetricResult
from functions.research.domain.rating.scoring import NEUTRAL

MOST = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A metric may be asked in two components: of the company, and among its peers."""

    component: str
    metric: str
    text: str


def reasons(
    results: Sequence[tuple[ComponentResult, float]],
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """At most three for and three against, strongest first, by weight times distance from the neutral 3.

    `results` come with the weight of their component.
    """
    scored = [
        (weight, result.component.code, metric)
        for result, weight in results
        for metric in result.metrics
        if metric.score is not None
    ]
    # Of equal pulls of one metric the component that stands first comes first.
    ordered = sorted(
        (weight * metric.weight * (NEUTRAL - (metric.score or 0.0)), metric.metric.code, place)
        for place, (weight, _, metric) in enumerate(scored)
    )
    best = [scored[place][1:] for push, _, place in ordered[:MOST] if push < 0]
    worst = [scored[place][1:] for push, _, place in ordered[: -MOST - 1 : -1] if push > 0]
    return tuple(_reason(*one) for one in best), tuple(_reason(*one) for one in worst)


def _reason(component: str, result: MetricResult) -> Reason:
    head = result.metric.name
    if result.value is not None:
        head += f" of {_written(result.value, result.metric.unit)}"
    tail = f" ({result.note})" if result.note else ""
    return Reason(component, result.metric.code, f"{head} scores {result.score:.1f} of 5{tail}.")


def _written(value: float, unit: str) -> str:
    if unit == "percent":
        return f"{100 * value:.1f} %"
    if unit == "of nine":
        return f"{value:.0f} of nine"
    return f"{value:.2f}"

"""How much of a score rests on figures that are there, recent and uncontradicted; how far off it may be."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.rating.declaration import Component, Input, Series, Source, Step
from functions.research.domain.rating.evaluation import ComponentResult
from functions.research.domain.rating.scoring import BEST, WORST
from functions.research.domain.statements import Period

# When the next report of a company ends, and how long it may then take: the slowest filers' deadlines for a
# quarter and a year (SEC Form 10-Q and 10-K, general instructions A).
NEXT_QUARTER_DAYS, QUARTER_FILING_DAYS = 91, 45
NEXT_YEAR_DAYS, YEAR_FILING_DAYS = 365, 90
# This long after a report was due, half of what the one before it said may have changed.
HALF_WORTH_DAYS = 245
STALE_WORTH = 0.5
WARNING_COST = 0.1
LOWEST_QUALITY = 0.5
# Standard deviation of a score that could be anything from 1 to 5; the unknown is drawn from it (Rubin 1987).
UNKNOWN_SPREAD = (BEST - WORST) / math.sqrt(12)
Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rating looked at, and how fresh it is: a finding about anything else costs it nothing."""

    since: date
    period: Period
    freshness: float


def due_date(newest_end: date, *, is_quarterly: bool, expected: date | None) -> date:
    """When the report after the one that ended on `newest_end` was or is due."""
    if expected is not None and expected > newest_end:
        return expected
    if is_quarterly:
        return newest_end + timedelta(days=NEXT_QUARTER_DAYS + QUARTER_FILING_DAYS)
    return newest_end + timedelta(days=NEXT_YEAR_DAYS + YEAR_FILING_DAYS)


def freshness(days_overdue: int) -> float:
    """1 until a newer report is due: nobody can have newer figures before."""
    if days_overdue <= 0:
        return 1.0
    return max(STALE_WORTH, 1.0 - days_overdue / HALF_WORTH_DAYS * (1.0 - STALE_WORTH))


def costly(findings: Iterable[Finding], component: Component, reach: Reach) -> list[Finding]:
    """Warnings about statements, kinds of periods and dates the component read."""
    warnings = [f for f in findings if f.severity is not Severity.NOTE]
    if not warnings:
        return []
    read = _read(component, reach.period)
    since = reach.since.isoformat()
    return [
        f
        for f in warnings
        if (f.fiscal_date is None or f.fiscal_date >= since)
        and any(
            f.statement in (None, statement) and f.figures.get("period") in (None, period)
            for statement, period in read
        )
    ]


def _read(component: Component, rated: Period) -> set[tuple[str, str]]:
    """Statements by the kind of period that was read of them."""
    found = set()
    for block in component.blocks:
        for metric in block.metrics:
            for wanted in metric.inputs:
                period = rated
                if isinstance(wanted, Input):
                    period = rated if wanted.quarters_back is None else Period.QUARTER
                elif wanted.step is not Step.DAYS:
                    period = Period.QUARTER if wanted.step is Step.QUARTERS else Period.ANNUAL
                found.add((wanted.origin.value, period.value))
    return found


def quality(warnings: Iterable[Finding]) -> float:
    """A tenth for each kind of oddity in each statement, however many periods show it."""
    kinds = {(warning.code, warning.statement) for warning in warnings}
    return max(LOWEST_QUALITY, 1.0 - WARNING_COST * len(kinds))


def certainty(result: ComponentResult, findings: Iterable[Finding], reach: Reach) -> float:
    """Coverage x freshness x quality, 0 to 1; 0 for a component that could not be judged.

    News has no report that is due: what is too old does not count, and few articles cost coverage.
    """
    if result.score is None:
        return 0.0
    current = math.fsum([r.weight for r in result.metrics if r.weight and _is_of_news(r.metric.inputs)])
    fresh = current + (1.0 - current) * reach.freshness
    return result.coverage * fresh * quality(costly(findings, result.component, reach))


def _is_of_news(inputs: Sequence[Input | Series]) -> bool:
    return inputs[0].origin is Source.NEWS and all(wanted.origin is Source.NEWS for wanted in inputs)


def confidence_percent(weights: Mapping[str, float], certainties: Mapping[str, float]) -> float:
    """Weights sum to one over the components that exist; one that could not be judged has certainty 0."""
    total = math.fsum(weight * certainties.get(code, 0.0) for code, weight in weights.items())
    return 100.0 * max(0.0, min(1.0, total))


def margin(
    results: Sequence[ComponentResult], weights: Mapping[str, float], certainties: Mapping[str, float]
) -> float:
    """Half the width of the 95 % interval around the weighted score."""
    available = math.fsum(weights[r.component.code] for r in results if r.score is not None)
    variance = 0.0
    for result in results:
        weight = weights[result.component.code]
        if result.score is None:
            variance += (weight * UNKNOWN_SPREAD) ** 2
            continue
        doubt = (1.0 - certainties[result.component.code]) * UNKNOWN_SPREAD
        variance += (weight / available) ** 2 * (result.variance + doubt**2)
    return Z_95 * math.sqrt(variance)

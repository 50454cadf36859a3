"""How much of a score rests on figures that are there, recent and uncontradicted; how far off it may be."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.rating.declaration import Component
from functions.research.domain.rating.evaluation import ComponentResult
from functions.research.domain.rating.scoring import BEST, WORST

# A quarter and the time to file it: nobody can have newer figures.
FRESH_DAYS = 120
# After a year without figures half of what they said may have changed.
HALF_WORTH_DAYS = 365
STALE_WORTH = 0.5
WARNING_COST = 0.1
LOWEST_QUALITY = 0.5
LOWEST_CONFIDENCE = 0.30
# Standard deviation of a score that could be anything from 1 to 5; the unknown is drawn from it (Rubin 1987).
UNKNOWN_SPREAD = (BEST - WORST) / math.sqrt(12)
Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rating looked at: a finding about anything else costs it nothing."""

    since: date
    period: str  # A or Q
    age_days: int  # of the newest figures read


def freshness(age_days: int) -> float:
    if age_days <= FRESH_DAYS:
        return 1.0
    lost = (age_days - FRESH_DAYS) / (HALF_WORTH_DAYS - FRESH_DAYS)
    return max(STALE_WORTH, 1.0 - lost * (1.0 - STALE_WORTH))


def costly(findings: Iterable[Finding], component: Component, reach: Reach) -> list[Finding]:
    """Warnings about statements, periods and dates the component read."""
    warnings = [f for f in findings if f.severity is not Severity.NOTE and _touches(f, reach)]
    if not warnings:
        return []
    read = {i.origin.value for b in component.blocks for m in b.metrics for i in m.inputs}
    return [f for f in warnings if f.statement is None or f.statement in read]


def _touches(finding: Finding, reach: Reach) -> bool:
    is_same_kind = finding.figures.get("period") in (None, reach.period)
    return is_same_kind and (finding.fiscal_date is None or finding.fiscal_date >= reach.since.isoformat())


def quality(warnings: Iterable[Finding]) -> float:
    """A tenth for each kind of oddity in each statement, however many periods show it."""
    kinds = {(warning.code, warning.statement) for warning in warnings}
    return max(LOWEST_QUALITY, 1.0 - WARNING_COST * len(kinds))


def certainty(result: ComponentResult, findings: Iterable[Finding], reach: Reach) -> float:
    """Coverage x freshness x quality, 0 to 1; 0 for a component that could not be judged."""
    if result.score is None:
        return 0.0
    warnings = costly(findings, result.component, reach)
    return result.coverage * freshness(reach.age_days) * quality(warnings)


def confidence_percent(weights: Mapping[str, float], certainties: Mapping[str, float]) -> float:
    """Weights sum to one over the components that exist; one that could not be judged has certainty 0."""
    total = math.fsum(weight * certainties.get(code, 0.0) for code, weight in weights.items())
    return 100.0 * max(LOWEST_CONFIDENCE, min(1.0, total))


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

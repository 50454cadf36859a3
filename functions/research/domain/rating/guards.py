"""Combinations no average may hide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.research.domain.rating.altman import DISTRESS_BELOW
from functions.research.domain.rating.beneish import BENEISH_M, SUSPICIOUS_ABOVE, WEIGHTS
from functions.research.domain.rating.evaluation import ComponentResult, MetricResult
from functions.research.domain.rating.limits import (
    DISTRESS_AND_WEAKENING,
    EARNINGS_LOOK_MANAGED,
    NEGATIVE_EQUITY,
    Limits,
)
from functions.research.domain.rating.piotroski import PIOTROSKI_F, WEAK_F
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.reported import EQUITY
from functions.research.domain.rating.solvency import INTEREST_COVER

# With more of its eight indices unknown a suspicion rests on too little.
MOST_UNKNOWN_INDICES = 1
# Two missed quarterly reports.
STALE_DAYS = 200
STALE_CONFIDENCE_PERCENT = 50.0
STALE_STATEMENTS = "STALE_STATEMENTS"


@dataclass(frozen=True, slots=True)
class Flag:
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Cap:
    """What held a rating down, and what it would have been."""

    uncapped: float
    cap: float
    flag: str


def weaknesses(results: Sequence[ComponentResult], facts: Facts) -> list[Flag]:
    """Each of these caps the rating."""
    by_code = {metric.metric.code: metric for result in results for metric in result.metrics}
    found = (_distress(by_code), _managed_earnings(by_code), _negative_equity(by_code, facts))
    return [flag for flag in found if flag]


def _value(by_code: Mapping[str, MetricResult], code: str) -> float | None:
    result = by_code.get(code)
    return result.value if result else None


def _distress(by_code: Mapping[str, MetricResult]) -> Flag | None:
    signals = _value(by_code, PIOTROSKI_F.code)
    if signals is None or signals > WEAK_F:
        return None
    for code, limit in DISTRESS_BELOW.items():
        z = _value(by_code, code)
        if z is not None and z < limit:
            return Flag(
                DISTRESS_AND_WEAKENING,
                f"Altman {z:.2f} is in the distress zone and {signals:.0f} of nine Piotroski signals hold",
            )
    return None


def _managed_earnings(by_code: Mapping[str, MetricResult]) -> Flag | None:
    result = by_code.get(BENEISH_M.code)
    m = result.value if result else None
    if result is None or m is None or m <= SUSPICIOUS_ABOVE:
        return None
    unknown = len(WEIGHTS) - round(result.share * len(WEIGHTS))
    if unknown > MOST_UNKNOWN_INDICES:
        return None
    return Flag(
        EARNINGS_LOOK_MANAGED, f"Beneish M of {m:.2f} is above {SUSPICIOUS_ABOVE}, as of manipulators"
    )


def _negative_equity(by_code: Mapping[str, MetricResult], facts: Facts) -> Flag | None:
    times = _value(by_code, INTEREST_COVER.code)
    equity = facts.values[EQUITY.name] if facts.source(EQUITY) else 0.0
    if equity >= 0 or times is None or times >= 1:
        return None
    return Flag(NEGATIVE_EQUITY, f"equity is negative and operating profit covers interest {times:.2f} times")


def capped(value: float, flags: Sequence[Flag], limits: Limits) -> Cap | None:
    """The lowest cap that the flags call for; None where the value is not above it."""
    caps = [(limits.caps[flag.code], flag.code) for flag in flags if flag.code in limits.caps]
    lowest = min(caps, default=None)
    return Cap(value, *lowest) if lowest is not None and value > lowest[0] else None


def staleness(newest_age_days: int) -> Flag | None:
    """Caps the confidence at STALE_CONFIDENCE_PERCENT."""
    if newest_age_days <= STALE_DAYS:
        return None
    return Flag(STALE_STATEMENTS, f"the newest statement is {newest_age_days} days old")


def bounded(confidence_percent: float, flags: Sequence[Flag]) -> float:
    if any(flag.code == STALE_STATEMENTS for flag in flags):
        return min(confidence_percent, STALE_CONFIDENCE_PERCENT)
    return confidence_percent

"""Combinations no average may hide."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from functions.research.domain.rating.altman import DISTRESS_BELOW
from functions.research.domain.rating.evaluation import ComponentResult, Facts
from functions.research.domain.rating.piotroski import PIOTROSKI_F, WEAK_F
from functions.research.domain.rating.reported import EQUITY
from functions.research.domain.rating.solvency import INTEREST_COVER

# Just on the line to hold: such a company is not bought on the strength of its other ratios.
WEAK_CAP = 2.5
# Two missed quarterly reports.
STALE_DAYS = 200
STALE_CONFIDENCE_PERCENT = 50.0
STALE_STATEMENTS = "STALE_STATEMENTS"


@dataclass(frozen=True, slots=True)
class Flag:
    code: str
    message: str


def weaknesses(health: ComponentResult, facts: Facts) -> list[Flag]:
    """Each of these caps the rating."""
    flags = []
    f_score = health.metric(PIOTROSKI_F.code)
    signals = f_score.value if f_score else None
    for code, limit in DISTRESS_BELOW.items():
        altman = health.metric(code)
        z = altman.value if altman else None
        if z is not None and z < limit and signals is not None and signals <= WEAK_F:
            message = (
                f"Altman {z:.2f} is in the distress zone and {signals:.0f} of nine Piotroski signals hold"
            )
            flags.append(Flag("DISTRESS_AND_WEAKENING", message))
    cover = health.metric(INTEREST_COVER.code)
    times = cover.value if cover else None
    equity = math.fsum(e.value for e in facts.read(EQUITY))
    if equity < 0 and times is not None and times < 1:
        message = f"equity is negative and operating profit covers interest {times:.2f} times"
        flags.append(Flag("NEGATIVE_EQUITY_AND_UNCOVERED_INTEREST", message))
    return flags


def staleness(newest_age_days: int) -> Flag | None:
    """Caps the confidence at STALE_CONFIDENCE_PERCENT."""
    if newest_age_days <= STALE_DAYS:
        return None
    return Flag(STALE_STATEMENTS, f"the newest statement is {newest_age_days} days old")


def bounded(confidence_percent: float, flags: Sequence[Flag]) -> float:
    if any(flag.code == STALE_STATEMENTS for flag in flags):
        return min(confidence_percent, STALE_CONFIDENCE_PERCENT)
    return confidence_percent

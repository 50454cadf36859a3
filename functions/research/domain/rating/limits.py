"""The numbers that turn a score into a word, and what may hold it down."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

DISTRESS_AND_WEAKENING = "DISTRESS_AND_WEAKENING"
NEGATIVE_EQUITY = "NEGATIVE_EQUITY_AND_UNCOVERED_INTEREST"
EARNINGS_LOOK_MANAGED = "EARNINGS_LOOK_MANAGED"
LOWEST_LABEL = "strong_sell"
LOWEST_LETTER = "F"


@dataclass(frozen=True, slots=True)
class Limits:
    """`labels` and `letters` begin at their number, highest first; `caps` bound ratings, by code of a flag.

    Below `confidence_floor_percent` there is no rating.
    """

    labels: tuple[tuple[float, str], ...]
    letters: tuple[tuple[float, str], ...]
    caps: Mapping[str, float]
    confidence_floor_percent: float


LIMITS = Limits(
    labels=((4.2, "strong_buy"), (3.5, "buy"), (2.5, "hold"), (1.8, "sell")),
    letters=((90.0, "A+"), (80.0, "A"), (65.0, "B"), (50.0, "C"), (35.0, "D"), (20.0, "D-")),
    caps=MappingProxyType(
        {
            # Just on the line to hold: such a company is not bought on the strength of its other ratios.
            DISTRESS_AND_WEAKENING: 2.5,
            NEGATIVE_EQUITY: 2.5,
            # At most a buy by a hair, when the figures behind it look managed.
            EARNINGS_LOOK_MANAGED: 3.5,
        }
    ),
    # Two unknown thirds would speak for the known one.
    confidence_floor_percent=30.0,
)

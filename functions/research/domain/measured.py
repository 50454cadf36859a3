"""What a stored rating measured, each figure by the code of its metric: to choose companies by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """Of a rating that has a number. `figures` are in the metric's own unit, a percentage as a fraction."""

    symbol: str
    sector: str | None
    as_of: str
    rating: float
    label: str
    confidence: float
    figures: Mapping[str, float]


def figures_of(rating: Mapping[str, Any]) -> dict[str, float]:
    """By code, those that have a value; where a metric is used twice, as the first component has it."""
    found: dict[str, float] = {}
    for part in (*rating.get("components", ()), *rating.get("panels", ())):
        for metric in part["metrics"]:
            if metric["value"] is not None:
                found.setdefault(metric["code"], metric["value"])
    return found

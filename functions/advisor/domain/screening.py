"""Companies chosen by what their newest ratings measured."""

import operator
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "lt": operator.lt,
    "lte": operator.le,
    "eq": operator.eq,
    "ne": operator.ne,
    "gte": operator.ge,
    "gt": operator.gt,
}
# Fields that are no metrics.
OF_THE_RATING = ("rating", "confidence", "market_cap")


@dataclass(frozen=True, slots=True)
class Condition:
    field: str
    comparison: str
    number: float

    def holds(self, values: Mapping[str, float]) -> bool:
        """A company that lacks the figure does not match."""
        value = values.get(self.field)
        return value is not None and COMPARISONS[self.comparison](value, self.number)


@dataclass(frozen=True, slots=True)
class Candidate:
    """`figures` are of the metrics, by code."""

    symbol: str
    name: str
    sector: str | None
    market_cap: float | None
    as_of: str
    rating: float
    label: str
    confidence: float
    figures: Mapping[str, float]

    def values(self) -> dict[str, float]:
        own = {"rating": self.rating, "confidence": self.confidence, "market_cap": self.market_cap}
        return {**self.figures, **{name: value for name, value in own.items() if value is not None}}


def conditions(where: str) -> list[Condition]:
    """`pe_ratio:lt:20,rating:gte:4`, checked by the contract."""
    parts = (condition.split(":") for condition in where.split(","))
    return [Condition(field, comparison, float(number)) for field, comparison, number in parts]


def screened(candidates: Iterable[Candidate], where: Collection[Condition], sort: str) -> list[Candidate]:
    """Those of which all conditions hold; without the field of the order last, of equals by symbol."""
    field = sort.removeprefix("-")
    by_symbol = sorted(candidates, key=lambda one: one.symbol)
    found = [(one, values) for one in by_symbol if _all_hold(where, values := one.values())]
    known = [pair for pair in found if field in pair[1]]
    known.sort(key=lambda pair: pair[1][field], reverse=sort.startswith("-"))
    return [one for one, _ in (*known, *(pair for pair in found if field not in pair[1]))]


def _all_hold(where: Collection[Condition], values: Mapping[str, float]) -> bool:
    return all(condition.holds(values) for condition in where)


def document(candidate: Candidate, fields: Collection[str]) -> dict[str, Any]:
    shown = [name for name in fields if name in candidate.figures]
    return {
        "symbol": candidate.symbol,
        "name": candidate.name,
        "sector": candidate.sector,
        "market_cap": candidate.market_cap,
        "as_of": candidate.as_of,
        "rating": candidate.rating,
        "label": candidate.label,
        "confidence": candidate.confidence,
        "figures": {name: candidate.figures[name] for name in shown},
    }

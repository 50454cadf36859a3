"""Which listed assets a reader asked for, and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

# What needs every asset's rating before a page can be chosen.
BY_RATING = ("rating", "confidence")


@dataclass(frozen=True, slots=True)
class Listed:
    asset_id: str
    symbol: str
    name: str
    exchange: str
    status: str
    sector: str | None
    market_cap: float | None
    rating: float | None
    rating_label: str | None
    confidence: float | None
    rated_as_of: str | None

    def document(self) -> dict[str, Any]:
        return asdict(self)


def is_asked_for(listed: Listed, asked: Mapping[str, Any]) -> bool:
    """By everything but its rating."""
    if listed.status != asked["status"]:
        return False
    if asked["sector"] is not None and listed.sector != asked["sector"]:
        return False
    words = (asked["q"] or "").casefold()
    return listed.symbol.casefold().startswith(words) or words in listed.name.casefold()


def asks_for_ratings(asked: Mapping[str, Any]) -> bool:
    return asked["rating_min"] is not None or asked["sort"].removeprefix("-") in BY_RATING


def is_rated_enough(listed: Listed, rating_min: float | None) -> bool:
    return rating_min is None or (listed.rating is not None and listed.rating >= rating_min)


def in_order(assets: Iterable[Listed], sort: str) -> list[Listed]:
    """What has no value comes last, and of equals the first by symbol comes first."""
    field = sort.removeprefix("-")
    by_symbol = sorted(assets, key=lambda listed: listed.symbol)
    known = [listed for listed in by_symbol if getattr(listed, field) is not None]
    unknown = [listed for listed in by_symbol if getattr(listed, field) is None]
    known.sort(key=lambda listed: getattr(listed, field), reverse=sort.startswith("-"))
    return known + unknown

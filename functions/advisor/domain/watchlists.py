"""A user's lists of assets. A list is changed as a whole, so that its count and its order cannot part."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

MOST_LISTS = 50
MOST_ASSETS = 200


class AssetHeld(Exception):
    """The list has the asset already."""


class AssetNotHeld(Exception):
    """The list does not have the asset."""


class ListFull(Exception):
    """The list has as many assets as a list may have."""


class OrderIncomplete(Exception):
    """A new order that leaves assets out, names others, or names one twice."""

    def __init__(self, missing: Sequence[str], unknown: Sequence[str]) -> None:
        super().__init__(f"missing {list(missing)}, unknown or repeated {list(unknown)}")
        self.missing = missing
        self.unknown = unknown


@dataclass(frozen=True, slots=True)
class Held:
    symbol: str
    added_at: str  # ISO UTC


@dataclass(frozen=True, slots=True)
class Watchlist:
    """`version` counts its changes; who changes it must have seen the newest."""

    watchlist_id: str
    name: str
    description: str
    assets: tuple[Held, ...]  # in the user's order
    created_at: str
    updated_at: str
    version: int = 0

    @property
    def symbols(self) -> list[str]:
        return [held.symbol for held in self.assets]

    def with_asset(self, symbol: str, at: str) -> "Watchlist":
        """Raises AssetHeld, ListFull."""
        if symbol in self.symbols:
            raise AssetHeld(symbol)
        if len(self.assets) >= MOST_ASSETS:
            raise ListFull(self.watchlist_id)
        return self._changed(at, (*self.assets, Held(symbol, at)))

    def without_asset(self, symbol: str, at: str) -> "Watchlist":
        """Raises AssetNotHeld."""
        kept = tuple(held for held in self.assets if held.symbol != symbol)
        if len(kept) == len(self.assets):
            raise AssetNotHeld(symbol)
        return self._changed(at, kept)

    def in_order(self, symbols: Sequence[str], at: str) -> "Watchlist":
        """Raises OrderIncomplete unless every asset is named once."""
        held = {one.symbol: one for one in self.assets}
        unknown = [symbol for symbol in symbols if symbol not in held]
        repeated = sorted({symbol for symbol in symbols if symbols.count(symbol) > 1})
        missing = [symbol for symbol in held if symbol not in symbols]
        if missing or unknown or repeated:
            raise OrderIncomplete(missing, [*unknown, *repeated])
        return self._changed(at, tuple(held[symbol] for symbol in symbols))

    def described(self, name: str | None, description: str | None, at: str) -> "Watchlist":
        """None leaves as it is."""
        return replace(
            self,
            name=self.name if name is None else name,
            description=self.description if description is None else description,
            updated_at=at,
            version=self.version + 1,
        )

    def _changed(self, at: str, assets: tuple[Held, ...]) -> "Watchlist":
        return replace(self, assets=assets, updated_at=at, version=self.version + 1)


def name_key(name: str) -> str:
    """The same for names a person would take for the same: case, width and spaces do not tell them apart."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return sha256(" ".join(folded.split()).encode()).hexdigest()


def average_rating(ratings: Sequence[float]) -> float | None:
    return round(sum(ratings) / len(ratings), 2) if ratings else None

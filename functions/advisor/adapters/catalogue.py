from collections.abc import Callable, Iterable
from dataclasses import replace

from functions.advisor.domain.listing import Listed
from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.asset_table import NEVER, AssetTable, HeldAsset
from functions.runtime.api import Refused

FRESH_SECONDS = 60
# Each is a query; five hundred take a second or two.
MOST_LOOK_UPS = 500


class TooManyLookUps(Refused):
    """Too many of the assets have been rated since the moment asked for."""

    def __init__(self) -> None:
        told = f"more than {MOST_LOOK_UPS} assets have been rated since; narrow the list with q or sector"
        super().__init__(422, "too_many_assets", told)


class Catalogue:
    """Every listed asset with its newest rating, read whole and kept for a minute.

    A row names its asset's newest rating; for a moment before that one, the rating is looked up.
    """

    def __init__(self, assets: AssetTable, analyses: AnalysisTable, clock: Callable[[], float]) -> None:
        self._assets = assets
        self._analyses = analyses
        self._clock = clock
        self._read_at = float("-inf")
        self._held: list[HeldAsset] = []

    def listed(self, as_of: str) -> list[Listed]:
        """As of a moment (ISO UTC); `rated` puts the ratings of then in place of newer ones."""
        if self._clock() > self._read_at + FRESH_SECONDS:
            self._held = list(self._assets.all())
            self._read_at = self._clock()
        return [to_listed(held, as_of) for held in self._held]

    def rated(self, assets: Iterable[Listed], as_of: str) -> list[Listed]:
        """Raises TooManyLookUps."""
        chosen = list(assets)
        self.require_few_look_ups(chosen, as_of)
        return [self._then(listed, as_of) if is_rated_since(listed, as_of) else listed for listed in chosen]

    def require_few_look_ups(self, assets: Iterable[Listed], as_of: str) -> None:
        """Raises TooManyLookUps."""
        if sum(is_rated_since(listed, as_of) for listed in assets) > MOST_LOOK_UPS:
            raise TooManyLookUps

    def _then(self, listed: Listed, as_of: str) -> Listed:
        rating = self._analyses.latest(listed.symbol, until=as_of)
        if rating is None:
            return replace(listed, rating=None, rating_label=None, confidence=None, rated_as_of=None)
        return replace(
            listed,
            rating=rating["rating"],
            rating_label=rating["label"],
            confidence=rating["confidence"],
            rated_as_of=rating["as_of"],
        )


def is_rated_since(listed: Listed, as_of: str) -> bool:
    """Rows of before there were ratings in them have a moment and no label."""
    rated_at = listed.rated_as_of
    return rated_at is not None and (rated_at > as_of or listed.rating_label is None)


def to_listed(held: HeldAsset, as_of: str) -> Listed:
    """What has left the broker's list since was active then."""
    asset, gone = held.asset, held.inactive_since
    return Listed(
        asset_id=asset.asset_id,
        symbol=asset.symbol,
        name=asset.name,
        exchange=asset.exchange,
        status="active" if gone is not None and gone > as_of else asset.status,
        sector=held.sector,
        market_cap=held.market_cap,
        rating=held.rating,
        rating_label=held.rating_label,
        confidence=held.confidence,
        rated_as_of=None if held.rated_as_of == NEVER else held.rated_as_of,
    )

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from functions.research.adapters.asset_table import AssetTable, HeldAsset
from functions.research.adapters.price_table import PriceTable
from functions.research.domain.assets import Bar
from functions.research.domain.splits import is_suspect, split_like_jump
from functions.research.domain.track_record import Ends, Span, ends

# The most traded assets have a bar of every session, so the newest of theirs is the market's.
MOST_TRADED = 10


@dataclass(frozen=True, slots=True)
class SpanCloses:
    """Both ends of every asset that was priced at the start, and which of them the catalogue lists."""

    by_symbol: dict[str, Ends]
    listed: frozenset[str]

    def of(self, symbol: str) -> Ends:
        return self.by_symbol.get(symbol, Ends(None, None))

    def universe(self) -> Iterable[Ends]:
        return (found for symbol, found in self.by_symbol.items() if symbol in self.listed)


class UniverseCloses:
    """The closes of a whole catalogue at both ends of a span, a hundred symbols a call.

    Assets without a bar of that session are asked for one by one, and so are the bars in between of assets
    that are rated or whose closes are far apart.
    """

    def __init__(self, assets: AssetTable, prices: PriceTable) -> None:
        self._assets = assets
        self._prices = prices

    @cached_property
    def _held(self) -> list[HeldAsset]:
        return sorted(self._assets.all(), key=_by_volume)

    def newest_session(self, before: date) -> date | None:
        """The last day before this one on which the market traded, as far as its bars are in."""
        session = self._session(self._held, before - timedelta(days=1))
        return date.fromisoformat(session[:10]) if session else None

    def over(self, span: Span, rated: Collection[str]) -> SpanCloses:
        held = [asset for asset in self._held if not _gone_before(asset, span.published_on)]
        delisted = {asset.asset.symbol: _delisted_on(asset) for asset in held}
        start, end = (self._session(held, day) for day in (span.published_on, span.due_on))
        starts = self._last_bars(sorted({*delisted, *rated}), start, span.published_on)
        lasts = self._last_bars(sorted(starts), end, span.due_on)
        both = {s: ends(span, starts[s], lasts.get(s), delisted.get(s)) for s in starts}
        found = {symbol: self._looked_into(symbol, own, rated) for symbol, own in both.items()}
        return SpanCloses(found, frozenset(delisted))

    def _session(self, held: Sequence[HeldAsset], on: date) -> str | None:
        """When the bars of the last session at or before the day start."""
        sample = (self._last_bar(asset.asset.symbol, on) for asset in held[:MOST_TRADED])
        return max((bar.timestamp for bar in sample if bar), default=None)

    def _last_bars(self, symbols: list[str], session: str | None, on: date) -> dict[str, Bar]:
        """The last bar of each at or before the day, however old."""
        found = self._prices.at(symbols, session) if session else {}
        for symbol in symbols:
            if symbol not in found and (bar := self._last_bar(symbol, on)):
                found[symbol] = bar
        return found

    def _last_bar(self, symbol: str, on: date) -> Bar | None:
        return next(iter(self._prices.latest(symbol, until=f"{on}T23:59:59Z", bars=1)), None)

    def _looked_into(self, symbol: str, own: Ends, rated: Collection[str]) -> Ends:
        if own.start is None or own.end is None:
            return own
        if symbol not in rated and not is_suspect(own.start.price, own.end.price):
            return own
        since, until = f"{own.start.on}T00:00:00Z", f"{own.end.on}T23:59:59Z"
        jumped_on = split_like_jump(list(self._prices.between(symbol, since=since, until=until)))
        return replace(own, jumped_on=jumped_on)


def _gone_before(asset: HeldAsset, day: date) -> bool:
    gone_on = _delisted_on(asset)
    return gone_on is not None and gone_on <= day


def _delisted_on(asset: HeldAsset) -> date | None:
    return date.fromisoformat(asset.inactive_since[:10]) if asset.inactive_since else None


def _by_volume(asset: HeldAsset) -> tuple[int, str]:
    return -(asset.volume or 0), asset.asset.symbol

"""What research knows of a symbol: its catalogue row and its last daily bar, remembered for a minute."""

from collections.abc import Callable
from decimal import Decimal

from functions.research.adapters.asset_table import AssetTable
from functions.research.adapters.price_table import PriceTable
from functions.trading.domain.risk import Listing

_REMEMBERED_SECONDS = 60.0
_MOST_REMEMBERED = 5000


class Market:
    def __init__(self, assets: AssetTable, prices: PriceTable, clock: Callable[[], float]) -> None:
        self._assets = assets
        self._prices = prices
        self._clock = clock
        self._known: dict[str, tuple[float, Listing]] = {}

    def listing(self, symbol: str, now: str) -> Listing:
        """With an empty `asset_class` when the catalogue has no such symbol. `now` in ISO UTC."""
        at = self._clock()
        known = self._known.get(symbol)
        if known is not None and at - known[0] < _REMEMBERED_SECONDS:
            return known[1]
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        listing = self._read(symbol, now)
        self._known[symbol] = (at, listing)
        return listing

    def _read(self, symbol: str, now: str) -> Listing:
        held = self._assets.get(symbol)
        if held is None:
            return Listing(symbol, "", "", is_tradable=False, is_fractionable=False, **_NO_PRICE)
        asset = held.asset
        bar = next(iter(self._prices.latest(symbol, until=now, bars=1)), None)
        return Listing(
            symbol,
            asset.asset_class,
            asset.exchange,
            is_tradable=asset.tradable and asset.status == "active",
            is_fractionable=asset.fractionable,
            # The bar's float came from the provider's text, whose shortest form is that text.
            price=Decimal(repr(bar.close)) if bar else None,
            priced_on=bar.timestamp[:10] if bar else None,
            volume=Decimal(bar.volume) if bar else None,
        )


_NO_PRICE: dict[str, None] = {"price": None, "priced_on": None, "volume": None}

"""Tradable assets and their daily bars."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asset:
    """One row of the broker's catalogue. `symbol` is canonical: class shares with a dot (BRK.B)."""

    symbol: str
    asset_id: str
    name: str
    asset_class: str
    exchange: str
    status: str  # active or inactive
    tradable: bool
    marginable: bool
    shortable: bool
    easy_to_borrow: bool
    fractionable: bool
    attributes: tuple[str, ...]
    maintenance_margin_requirement: float | None
    cusip: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    symbol: str
    timestamp: str  # ISO UTC, start of the bar
    open: float
    high: float
    low: float
    close: float
    volume: int
    trade_count: int | None
    vwap: float | None
    known_from: str = ""  # ISO UTC: when its day had ended
    payload_hash: str = ""

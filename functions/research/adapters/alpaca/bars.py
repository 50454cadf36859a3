"""Pages of GET /v2/stocks/bars as daily bars."""

from collections.abc import Mapping
from typing import Any

from functions.research.adapters.literals import Number, Reading, excerpt, moment, number
from functions.research.domain.assets import Bar
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.symbols import SYMBOL


def parse_bars(document: object) -> tuple[list[Bar], list[Finding]]:
    """Bars of one page, by symbol in the page's order, oldest first as the provider sends them."""
    reading = Reading("bars")
    listed = document.get("bars") if isinstance(document, Mapping) else None
    if isinstance(document, Mapping) and "bars" in document and listed is None:
        return [], []
    if not isinstance(listed, Mapping):
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, "expected bars by symbol")
        return [], reading.findings
    bars = []
    for symbol, rows in listed.items():
        if not SYMBOL.fullmatch(symbol) or not isinstance(rows, list):
            reading.note("UNEXPECTED_SHAPE", Severity.SOFT, f"{excerpt(symbol)}: expected a list of bars")
            continue
        bars += [bar for row in rows if (bar := _bar(symbol, row, reading)) is not None]
    return bars, reading.findings


def _bar(symbol: str, row: object, reading: Reading) -> Bar | None:
    if not isinstance(row, Mapping):
        reading.note("BAR_UNREADABLE", Severity.SOFT, f"{symbol}: {excerpt(row)} is no bar")
        return None
    timestamp = moment(row.get("t"))
    prices = [_finite(row, key) for key in ("o", "h", "l", "c")]
    volume = _finite(row, "v")
    if timestamp is None or volume is None or volume < 0 or any(p is None or p <= 0 for p in prices):
        reading.note(
            "BAR_UNREADABLE",
            Severity.SOFT,
            f"{symbol}: expected a time, four positive prices and a volume at {excerpt(row.get('t'))}",
        )
        return None
    opened, high, low, closed = (float(price) for price in prices if price is not None)
    if not (low <= opened <= high and low <= closed <= high):
        reading.note(
            "BAR_CONTRADICTS_ITSELF",
            Severity.SOFT,
            f"{symbol}: open {opened}, high {high}, low {low}, close {closed}",
            timestamp,
        )
        return None
    trades, vwap = _finite(row, "n"), _finite(row, "vw")
    return Bar(
        symbol=symbol,
        timestamp=timestamp,
        open=opened,
        high=high,
        low=low,
        close=closed,
        volume=int(volume),
        trade_count=None if trades is None else int(trades),
        vwap=None if vwap is None else float(vwap),
    )


def _finite(row: Mapping[str, Any], key: str) -> Number | None:
    parsed = number(row.get(key))
    return parsed if parsed is not None and abs(parsed) != float("inf") else None

"""Rows of GET /v2/assets as assets; a bad row costs itself only."""

from collections.abc import Mapping
from typing import Any

from functions.research.adapters.literals import Reading, excerpt, text
from functions.research.domain.assets import Asset
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.symbols import SYMBOL

_STATUSES = ("active", "inactive")
_FLAGS = ("tradable", "marginable", "shortable", "easy_to_borrow", "fractionable")


def parse_assets(document: object) -> tuple[list[Asset], list[Finding]]:
    """Assets in the provider's order, one a symbol. An active asset that cannot be traded is an asset too."""
    reading = Reading("assets")
    if not isinstance(document, list):
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, f"expected a JSON array, got {excerpt(document)}")
        return [], reading.findings
    by_symbol: dict[str, Asset] = {}
    for row in document:
        asset = _asset(row, reading)
        if asset is None:
            continue
        kept = by_symbol.get(asset.symbol)
        if kept is not None:
            reading.note("DUPLICATE_SYMBOL", Severity.SOFT, f"{asset.symbol} is listed twice")
        if kept is None or _rank(kept) < _rank(asset):
            by_symbol[asset.symbol] = asset
    return list(by_symbol.values()), reading.findings


def _rank(asset: Asset) -> tuple[bool, bool]:
    return asset.status == "active", asset.tradable


def _asset(row: object, reading: Reading) -> Asset | None:
    faults = _faults(row)
    if faults or not isinstance(row, Mapping):
        reading.note("ASSET_UNUSABLE", Severity.SOFT, f"{_shown(row)}: {', '.join(faults)}")
        return None
    symbol = row["symbol"]
    name = text(row.get("name"))
    if name is None:
        reading.note("NAME_MISSING", Severity.NOTE, f"{symbol}: asset without a name")
    margin = reading.number(row.get("maintenance_margin_requirement"), f"{symbol}: maintenance margin")
    attributes = row.get("attributes")
    return Asset(
        symbol=symbol,
        asset_id=text(row["id"]) or "",
        name=name or symbol,
        asset_class=text(row["class"]) or "",
        exchange=text(row["exchange"]) or "",
        status=row["status"],
        tradable=row["tradable"],
        marginable=row.get("marginable", False),
        shortable=row.get("shortable", False),
        easy_to_borrow=row.get("easy_to_borrow", False),
        fractionable=row.get("fractionable", False),
        attributes=_texts(attributes),
        maintenance_margin_requirement=None if margin is None else float(margin),
        cusip=text(row.get("cusip")),
    )


def _faults(row: object) -> list[str]:
    if not isinstance(row, Mapping):
        return ["no object"]
    symbol = row.get("symbol")
    faults = [f"no {key}" for key in ("id", "class", "exchange") if text(row.get(key)) is None]
    if not isinstance(symbol, str) or not SYMBOL.fullmatch(symbol):
        faults.append("no symbol of an exchange")
    if row.get("status") not in _STATUSES:
        faults.append(f"status {excerpt(row.get('status'))} is neither active nor inactive")
    if "tradable" not in row:
        faults.append("tradable is not given")
    faults += [f"{flag} is neither true nor false" for flag in _FLAGS if not _is_flag(row, flag)]
    return faults


def _is_flag(row: Mapping[str, Any], flag: str) -> bool:
    return isinstance(row.get(flag, False), bool)


def _shown(row: object) -> str:
    return excerpt(row.get("symbol") if isinstance(row, Mapping) else row)


def _texts(given: object) -> tuple[str, ...]:
    words = (text(word) for word in given) if isinstance(given, list) else ()
    return tuple(word for word in words if word)

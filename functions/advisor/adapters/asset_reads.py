import re
from typing import Protocol

from functions.research.adapters.asset_table import HeldAsset
from functions.runtime.api import not_found

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Assets(Protocol):
    def get(self, symbol: str) -> HeldAsset | None: ...

    def by_asset_id(self, asset_id: str) -> HeldAsset | None: ...


def required(assets: Assets, asked: str) -> HeldAsset:
    """By UUID or symbol, also as other providers write it: brk-b is BRK.B. Raises Refused."""
    if _UUID.fullmatch(asked):
        held = assets.by_asset_id(asked)
    else:
        symbol = asked.upper()
        held = assets.get(symbol) or (assets.get(symbol.replace("-", ".")) if "-" in symbol else None)
    if held is None:
        raise not_found("asset")
    return held

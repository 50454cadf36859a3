"""The provider's field names as ours: totalCurrentAssets, PERatio and 52WeekHigh in snake case."""

import re
from functools import lru_cache

# Acronyms and spellings that no rule about capitals gets right, the provider's own typing errors included.
_SPELLED = {
    "costofGoodsAndServicesSold": "cost_of_goods_and_services_sold",
    "otherNonCurrrentAssets": "other_non_current_assets",
    "DilutedEPSTTM": "diluted_eps_ttm",
    "PERatio": "pe_ratio",
    "PEGRatio": "peg_ratio",
}
_UNNAMEABLE = re.compile(r"\W", re.ASCII)
_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z])")


# Some 150 names exist; the bound is against a payload of made-up ones.
@lru_cache(maxsize=512)
def snake_case(vendor_name: str) -> str:
    """Empty when the name has no character that could stand in a name of ours."""
    return _SPELLED.get(vendor_name) or _BOUNDARY.sub("_", _UNNAMEABLE.sub("", vendor_name)).lower()

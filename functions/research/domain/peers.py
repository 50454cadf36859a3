"""Which companies one is compared with, and where it stands among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Width(StrEnum):
    """How far the search went to find enough peers."""

    INDUSTRY_NEAR = "industry, market value 0.5 to 1.5 times"
    INDUSTRY_WIDE = "industry, market value 0.33 to 3 times"
    SECTOR_WIDE = "sector, market value 0.33 to 3 times"


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """5 to 20 companies nearest in size, as of `known_from` (ISO UTC).

    `figures` holds, by metric code, the values of those peers that have one; `own` the company's.
    """

    known_from: str
    width: Width
    symbols: Sequence[str]
    figures: Mapping[str, Sequence[float]]
    own: Mapping[str, float]

"""Which companies one is compared with, and where it stands among them.

Multiples of companies in one industry and of one size are what buyers compare (Liu, Nissim and Thomas 2002,
Equity Valuation Using Multiples, J. Accounting Research 40(1)). Their mean is the harmonic one (Baker and
Ruback 1999, Estimating Industry Multiples), without values whose modified z-score is above 3.5 (Iglewicz and
Hoaglin 1993, How to Detect and Handle Outliers). Ranks and medians need neither.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, unique
from statistics import median

from functions.research.domain.figures import number

FEWEST_PEERS, MOST_PEERS = 5, 20
OLDEST_PROFILE_DAYS = 120
LARGEST_MODIFIED_Z = 3.5
# 0.6745 is the third quartile of the normal distribution: it makes MAD comparable with a standard deviation.
NORMAL_QUARTILE = 0.6745
# Of the normal distribution, standard deviation over mean absolute deviation.
NORMAL_MEAN_DEVIATION = 1.253314
# A loss or negative equity makes a multiple meaningless, not cheap.
MULTIPLES = ("pe_ratio", "price_to_book", "ev_to_ebitda", "price_to_sales")
RETURNS = ("return_on_equity", "return_on_assets", "net_margin", "revenue_cagr_3y")
COMPARED = MULTIPLES + RETURNS
# What lies beyond is of another unit or currency than the rest.
PLAUSIBLE_MULTIPLES, PLAUSIBLE_RETURNS = (0.001, 10_000.0), (-100.0, 100.0)
# Nothing is said of how far a figure stands above next to nothing.
SMALLEST_MEDIAN = 0.001
DIGITS = 6


@unique
class Width(StrEnum):
    """How far the search went to find enough peers."""

    INDUSTRY_NEAR = "industry, market value 0.5 to 1.5 times"
    INDUSTRY_WIDE = "industry, market value 0.33 to 3 times"
    SECTOR_WIDE = "sector, market value 0.33 to 3 times"


NEAR, WIDE = (0.5, 1.5), (0.33, 3.0)


@dataclass(frozen=True, slots=True)
class Profile:
    """What peers are chosen and compared by. `figures` by metric code: multiples in times, the rest as
    fractions of one; what is unknown is not there. `company` is the same for share classes of one company.
    """

    symbol: str
    sector: str | None
    industry: str | None
    market_cap: float | None
    is_active: bool
    day: str  # ISO date of the profile
    figures: Mapping[str, float] = field(default_factory=dict)
    company: str | None = None
    payload_hash: str = ""
    # Looked at by every company this is a peer of: `figures` that can be held against others', as COMPARED.
    compared: tuple[float | None, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compared", tuple([_comparable(self.figures, code) for code in COMPARED]))


@dataclass(frozen=True, slots=True)
class Standing:
    """A company's figure among those of its peers. `percentile` is 0 below all of them and 1 above.

    `premium` is own / median - 1. The harmonic mean, of multiples alone, leaves `outliers` out.
    """

    own: float | None
    peers: int
    median: float
    harmonic_mean: float | None
    percentile: float | None
    premium: float | None
    outliers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """5 to 20 companies nearest in size, nearest first; `own` is the profile they were chosen by."""

    width: Width
    own: Profile
    members: tuple[Profile, ...]
    # As COMPARED, worked out while the members are at hand.
    percentiles: tuple[float | None, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "percentiles", tuple(map(self._percentile, range(len(COMPARED)))))

    @property
    def known_from(self) -> str:
        """ISO date since which every profile in it was known."""
        return max(profile.day for profile in (self.own, *self.members))

    @property
    def symbols(self) -> tuple[str, ...]:
        return tuple(member.symbol for member in self.members)

    def percentile(self, code: str) -> float | None:
        """(below + half of the equal) / peers; None without the company's figure or those of five peers."""
        return self.percentiles[COMPARED.index(code)]

    def _percentile(self, place: int) -> float | None:
        own = self.own.compared[place]
        if own is None:
            return None
        values = [v for member in self.members if (v := member.compared[place]) is not None]
        return None if len(values) < FEWEST_PEERS else _percentile(own, values)

    def standing(self, code: str) -> Standing | None:
        """None when fewer than five peers have the figure."""
        known = self._known(code)
        if len(known) < FEWEST_PEERS:
            return None
        own, values = self.own.compared[COMPARED.index(code)], list(known.values())
        middle = median(values)
        distances = zip(known, _modified_z(values), strict=True)
        outliers = tuple(symbol for symbol, distance in distances if distance > LARGEST_MODIFIED_Z)
        usual = [value for symbol, value in known.items() if symbol not in outliers]
        return Standing(
            own=own,
            peers=len(values),
            median=middle,
            harmonic_mean=_harmonic_mean(usual) if code in MULTIPLES else None,
            percentile=None if own is None else _percentile(own, values),
            premium=own / middle - 1 if own is not None and middle >= SMALLEST_MEDIAN else None,
            outliers=outliers,
        )

    def _known(self, code: str) -> dict[str, float]:
        place = COMPARED.index(code)
        return {peer.symbol: v for peer in self.members if (v := peer.compared[place]) is not None}

    def to_json(self) -> dict[str, object]:
        standings = {code: standing for code in COMPARED if (standing := self.standing(code))}
        return {
            "width": self.width.value,
            "known_from": self.known_from,
            "members": [_member(member) for member in self.members],
            "metrics": {code: _standing(standing) for code, standing in standings.items()},
        }


def ranked(own: float | None, values: Sequence[float]) -> Standing | None:
    """Of a figure that profiles do not hold; None with fewer than five peers' values."""
    if len(values) < FEWEST_PEERS:
        return None
    percentile = None if own is None else _percentile(own, values)
    return Standing(own, len(values), median(values), None, percentile, None, ())


def _comparable(figures: Mapping[str, float], code: str) -> float | None:
    value = number(figures, code)
    low, high = PLAUSIBLE_MULTIPLES if code in MULTIPLES else PLAUSIBLE_RETURNS
    return value if value is not None and low <= value <= high else None


def _percentile(own: float, values: Sequence[float]) -> float:
    below = [value < own for value in values].count(True)
    return (below + values.count(own) / 2) / len(values)


def _harmonic_mean(values: Sequence[float]) -> float:
    return len(values) / math.fsum(1 / value for value in values)


def _modified_z(values: Sequence[float]) -> list[float]:
    """Where more than half of the values are equal, the mean deviation stands in for the median one."""
    middle = median(values)
    deviations = [abs(value - middle) for value in values]
    if spread := median(deviations):
        return [NORMAL_QUARTILE * deviation / spread for deviation in deviations]
    mean = math.fsum(deviations) / len(deviations)
    return [deviation / (NORMAL_MEAN_DEVIATION * mean) if mean else 0.0 for deviation in deviations]


def _member(member: Profile) -> dict[str, object]:
    return {
        "symbol": member.symbol,
        "market_cap": member.market_cap,
        "day": member.day,
        "payload_hash": member.payload_hash,
        "figures": {
            code: _rounded(v) for code, v in zip(COMPARED, member.compared, strict=True) if v is not None
        },
    }


def _standing(standing: Standing) -> dict[str, object]:
    premium = standing.premium
    return {
        "own": _rounded(standing.own),
        "peers": standing.peers,
        "median": _rounded(standing.median),
        "harmonic_mean": _rounded(standing.harmonic_mean),
        "percentile": _rounded(standing.percentile),
        "premium_percent": None if premium is None else _rounded(100 * premium),
        "outliers": list(standing.outliers),
    }


def _rounded(value: float | None) -> float | None:
    # Adding zero turns -0.0 into 0.0.
    return None if value is None else round(value, DIGITS) + 0.0

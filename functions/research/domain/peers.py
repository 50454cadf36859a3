"""Which companies one is compared with, and where it stands among them.

Multiples of companies in one industry and of one size are what buyers compare (Liu, Nissim and Thomas 2002,
Equity Valuation Using Multiples, J. Accounting Research 40(1)). Their mean is the harmonic one (Baker and
Ruback 1999, Estimating Industry Multiples), without values whose modified z-score is above 3.5 (Iglewicz and
Hoaglin 1993, How to Detect and Handle Outliers). Ranks and medians need neither.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique
from operator import itemgetter
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

    @property
    def known_from(self) -> str:
        """ISO date since which every profile in it was known."""
        return max(profile.day for profile in (self.own, *self.members))

    @property
    def symbols(self) -> tuple[str, ...]:
        return tuple(member.symbol for member in self.members)

    def percentile(self, code: str) -> float | None:
        """(below + half of the equal) / peers; None without the company's figure or those of five peers."""
        own = comparable(self.own, code)
        low, high = PLAUSIBLE_MULTIPLES if code in MULTIPLES else PLAUSIBLE_RETURNS
        figures = [member.figures.get(code) for member in self.members]
        # Most of what many ratings ask of their peers: no name is looked up and no figure is asked twice.
        values = [v for v in figures if (type(v) is float or type(v) is int) and low <= v <= high]
        return None if own is None or len(values) < FEWEST_PEERS else _percentile(own, values)

    def standing(self, code: str) -> Standing | None:
        """None when fewer than five peers have the figure."""
        known = self._known(code)
        if len(known) < FEWEST_PEERS:
            return None
        own, values = comparable(self.own, code), list(known.values())
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
        return {peer.symbol: v for peer in self.members if (v := comparable(peer, code)) is not None}

    def to_json(self) -> dict[str, object]:
        standings = {code: standing for code in COMPARED if (standing := self.standing(code))}
        return {
            "width": self.width.value,
            "known_from": self.known_from,
            "members": [_member(member) for member in self.members],
            "metrics": {code: _standing(standing) for code, standing in standings.items()},
        }


class Universe:
    """Active companies with a profile of the last 120 days, ready to choose many groups from.

    `as_of` is ISO UTC; profiles of later days are not looked at, and of several of one symbol the newest is.
    """

    SEARCHED = ((Width.INDUSTRY_NEAR, NEAR), (Width.INDUSTRY_WIDE, WIDE), (Width.SECTOR_WIDE, WIDE))
    # More than enough for a product to be the quotient's equal.
    ROUNDING = 1e-9

    def __init__(self, profiles: Iterable[Profile], as_of: str) -> None:
        day = _day(as_of)
        self._by_words: dict[tuple[Width, str], list[Profile]] = {}
        self._by_company: dict[str, list[Profile]] = {}
        sized = [p for p in (_newest(profiles, day) if day else ()) if p.market_cap and p.market_cap > 0]
        for profile in sorted(sized, key=_size):
            for width, words in (
                (Width.INDUSTRY_WIDE, profile.industry),
                (Width.SECTOR_WIDE, profile.sector),
            ):
                self._by_words.setdefault((width, _plain(words or "")), []).append(profile)
            if profile.company is not None:
                self._by_company.setdefault(profile.company, []).append(profile)

    def group_of(self, own: Profile) -> PeerGroup | None:
        """Of one industry and size, else further away; None with fewer than five even in the whole sector."""
        if own.market_cap is None or not 0 < own.market_cap < math.inf:
            return None
        for width, reach in self.SEARCHED:
            is_sector = width is Width.SECTOR_WIDE
            words = _plain((own.sector if is_sector else own.industry) or "")
            alike = self._by_words.get((Width.SECTOR_WIDE if is_sector else Width.INDUSTRY_WIDE, words), [])
            members = self._nearest(own, alike if words else [], reach)
            if len(members) >= FEWEST_PEERS:
                return PeerGroup(width, own, tuple(members[:MOST_PEERS]))
        return None

    def _nearest(self, own: Profile, alike: list[Profile], reach: tuple[float, float]) -> list[Profile]:
        """Other companies within `reach` of the size, nearest first; of share classes only the nearest."""
        size = _size(own)
        first = bisect_left(alike, size * reach[0] * (1 - self.ROUNDING), key=_size)
        last = bisect_right(alike, size * reach[1] * (1 + self.ROUNDING), key=_size)
        near = [
            (_distance(own, other), other.symbol, other)
            for other in alike[first:last]
            if _is_within(own, other, reach) and other.symbol != own.symbol
        ]
        near.sort(key=itemgetter(0, 1))
        return [other for distance, _, other in near if not self._has_nearer_class(own, other, distance)]

    def _has_nearer_class(self, own: Profile, other: Profile, distance: float) -> bool:
        if other.company is None:
            return False
        return other.company == own.company or any(
            (_distance(own, one), one.symbol) < (distance, other.symbol)
            for one in self._by_company[other.company]
            if one is not other and one.symbol != own.symbol and _is_within(own, one, WIDE)
        )


def peer_group(own: Profile, universe: Iterable[Profile], as_of: str) -> PeerGroup | None:
    """The peers of one company; see Universe."""
    return Universe(universe, as_of).group_of(own)


def ranked(own: float | None, values: Sequence[float]) -> Standing | None:
    """Of a figure that profiles do not hold; None with fewer than five peers' values."""
    if len(values) < FEWEST_PEERS:
        return None
    percentile = None if own is None else _percentile(own, values)
    return Standing(own, len(values), median(values), None, percentile, None, ())


def comparable(profile: Profile, code: str) -> float | None:
    """The figure where it can be held against others'."""
    value = number(profile.figures, code)
    low, high = PLAUSIBLE_MULTIPLES if code in MULTIPLES else PLAUSIBLE_RETURNS
    return value if value is not None and low <= value <= high else None


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def _newest(universe: Iterable[Profile], today: date) -> list[Profile]:
    newest: dict[str, Profile] = {}
    for profile in universe:
        day = _day(profile.day)
        if day is None or not 0 <= (today - day).days <= OLDEST_PROFILE_DAYS:
            continue
        if profile.symbol not in newest or newest[profile.symbol].day < profile.day:
            newest[profile.symbol] = profile
    return [profile for profile in newest.values() if profile.is_active]


def _size(profile: Profile) -> float:
    return profile.market_cap or 0.0


def _distance(own: Profile, other: Profile) -> float:
    return abs(math.log(_size(other) / _size(own)))


def _is_within(own: Profile, other: Profile, reach: tuple[float, float]) -> bool:
    return reach[0] <= _size(other) / _size(own) <= reach[1]


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


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
        "figures": {code: _rounded(v) for code in COMPARED if (v := comparable(member, code)) is not None},
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

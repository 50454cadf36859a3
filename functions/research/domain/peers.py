"""Which companies one is compared with, and where it stands among them.

Multiples of companies in one industry and of one size are what buyers compare (Liu, Nissim and Thomas 2002,
Equity Valuation Using Multiples, J. Accounting Research 40(1)). Their mean is the harmonic one (Baker and
Ruback 1999, Estimating Industry Multiples), without values whose modified z-score is above 3.5 (Iglewicz and
Hoaglin 1993, How to Detect and Handle Outliers). Ranks and medians need neither.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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
        own, values = comparable(self.own, code), list(self._known(code).values())
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


def peer_group(own: Profile, universe: Sequence[Profile], as_of: str) -> PeerGroup | None:
    """Active companies with a profile of the last 120 days, of one industry and size, else further away.

    None when there are fewer than five even in the whole sector. `as_of` is ISO UTC; profiles of later days
    are not looked at, and of several of one symbol the newest is.
    """
    day = _day(as_of)
    if day is None or own.market_cap is None or not 0 < own.market_cap < math.inf:
        return None
    candidates = _nearest_first(own, _newest(universe, day))
    for width, (low, high) in (
        (Width.INDUSTRY_NEAR, NEAR),
        (Width.INDUSTRY_WIDE, WIDE),
        (Width.SECTOR_WIDE, WIDE),
    ):
        members = [
            other
            for ratio, other in candidates
            if low <= ratio <= high and _is_alike(own, other, in_sector=width is Width.SECTOR_WIDE)
        ]
        if len(members) >= FEWEST_PEERS:
            return PeerGroup(width, own, tuple(members[:MOST_PEERS]))
    return None


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


def _newest(universe: Sequence[Profile], today: date) -> list[Profile]:
    newest: dict[str, Profile] = {}
    for profile in universe:
        day = _day(profile.day)
        if day is None or not 0 <= (today - day).days <= OLDEST_PROFILE_DAYS:
            continue
        if profile.symbol not in newest or newest[profile.symbol].day < profile.day:
            newest[profile.symbol] = profile
    return [profile for profile in newest.values() if profile.is_active]


def _nearest_first(own: Profile, others: Sequence[Profile]) -> list[tuple[float, Profile]]:
    """Other companies with their market value over the own one, each once though it has share classes."""
    sized = [(o.market_cap / own.market_cap, o) for o in others if o.market_cap and own.market_cap]
    reached = [(ratio, other) for ratio, other in sized if WIDE[0] <= ratio <= WIDE[1]]
    ordered = sorted(reached, key=lambda one: (abs(math.log(one[0])), one[1].symbol))
    seen = {own.symbol, own.company} - {None}
    kept = []
    for ratio, other in ordered:
        if other.symbol in seen or other.company in seen:
            continue
        kept.append((ratio, other))
        seen |= {other.company} - {None}
    return kept


def _is_alike(own: Profile, other: Profile, *, in_sector: bool) -> bool:
    one, another = (own.sector, other.sector) if in_sector else (own.industry, other.industry)
    return one is not None and another is not None and _plain(one) == _plain(another) != ""


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _percentile(own: float, values: Sequence[float]) -> float:
    below = sum(value < own for value in values)
    return (below + sum(value == own for value in values) / 2) / len(values)


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

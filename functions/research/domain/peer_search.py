"""Choosing peers: who of many companies does the same business at a similar size."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from functions.research.domain.peers import (
    FEWEST_PEERS,
    MOST_PEERS,
    NEAR,
    OLDEST_PROFILE_DAYS,
    WIDE,
    PeerGroup,
    Profile,
    Width,
)


class _BySize:
    """Companies of one industry or sector, smallest first, with their sizes."""

    __slots__ = ("profiles", "sizes")

    def __init__(self) -> None:
        self.profiles: list[Profile] = []
        self.sizes: list[float] = []

    def append(self, profile: Profile) -> None:
        self.profiles.append(profile)
        self.sizes.append(_size(profile))


class Universe:
    """Active companies with a profile of the last 120 days, ready to choose many groups from.

    `as_of` is ISO UTC; profiles of later days are not looked at, and of several of one symbol the newest is.
    """

    SEARCHED = ((Width.INDUSTRY_NEAR, NEAR), (Width.INDUSTRY_WIDE, WIDE), (Width.SECTOR_WIDE, WIDE))
    # More than enough for a product to be the quotient's equal.
    ROUNDING = 1e-9

    def __init__(self, profiles: Iterable[Profile], as_of: str) -> None:
        day = _day(as_of)
        self._by_words: dict[tuple[Width, str], _BySize] = {}
        self._by_company: dict[str, list[Profile]] = {}
        sized = [p for p in (_newest(profiles, day) if day else ()) if p.market_cap and p.market_cap > 0]
        for profile in sorted(sized, key=_size):
            for width, words in (
                (Width.INDUSTRY_WIDE, profile.industry),
                (Width.SECTOR_WIDE, profile.sector),
            ):
                self._by_words.setdefault((width, _plain(words or "")), _BySize()).append(profile)
            if profile.company is not None:
                self._by_company.setdefault(profile.company, []).append(profile)

    def group_of(self, own: Profile) -> PeerGroup | None:
        """Of one industry and size, else further away; None with fewer than five even in the whole sector."""
        if own.market_cap is None or not 0 < own.market_cap < math.inf:
            return None
        for width, reach in self.SEARCHED:
            is_sector = width is Width.SECTOR_WIDE
            words = _plain((own.sector if is_sector else own.industry) or "")
            alike = self._by_words.get((Width.SECTOR_WIDE if is_sector else Width.INDUSTRY_WIDE, words))
            members = self._nearest(own, alike, reach) if words and alike else []
            if len(members) >= FEWEST_PEERS:
                return PeerGroup(width, own, tuple(members[:MOST_PEERS]))
        return None

    def _nearest(self, own: Profile, alike: _BySize, reach: tuple[float, float]) -> list[Profile]:
        """Other companies within `reach` of the size, nearest first; of share classes only the nearest."""
        size, (least, most) = _size(own), reach
        first = bisect_left(alike.sizes, size * least * (1 - self.ROUNDING))
        last = bisect_right(alike.sizes, size * most * (1 + self.ROUNDING))
        near = [
            (abs(math.log(ratio)), other.symbol, other)
            for other, theirs in zip(alike.profiles[first:last], alike.sizes[first:last], strict=True)
            if least <= (ratio := theirs / size) <= most and other.symbol != own.symbol
        ]
        near.sort(key=itemgetter(0, 1))
        return [
            other
            for distance, _, other in near
            if other.company is None or not self._has_nearer_class(own, other, other.company, distance)
        ]

    def _has_nearer_class(self, own: Profile, other: Profile, company: str, distance: float) -> bool:
        return company == own.company or any(
            (_distance(own, one), one.symbol) < (distance, other.symbol)
            for one in self._by_company[company]
            if one is not other and one.symbol != own.symbol and _is_within(own, one, WIDE)
        )


def peer_group(own: Profile, universe: Iterable[Profile], as_of: str) -> PeerGroup | None:
    """The peers of one company; see Universe."""
    return Universe(universe, as_of).group_of(own)


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

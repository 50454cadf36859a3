"""How often the rating of a later date fell inside the interval of the one before it."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

# What the interval of a rating claims.
NOMINAL = 0.95
Z_95 = 1.96
# Of fewer pairs no share is worth printing.
LEAST_PAIRS = 5
BAND_PERCENT = 10
NO_SECTOR = "none"


@dataclass(frozen=True, slots=True)
class RatedOnce:
    """One company as of one moment; `rating` and its interval are None where it was withheld."""

    symbol: str
    as_of: str
    rating: float | None
    low: float | None
    high: float | None
    confidence: float  # percent
    firm_kind: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ratings of one company on neighbouring dates; everything but `later` is of the earlier one."""

    symbol: str
    rating: float
    low: float
    high: float
    confidence: float
    firm_kind: str
    sector: str
    later: float

    @property
    def is_inside(self) -> bool:
        return self.low <= self.later <= self.high


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of the pairs of one group. Shares are 0 to 1 and None below five pairs.

    `likely` is Wilson's 95 % interval of the share inside, as if pairs were independent (Wilson 1927). Widths
    and changes are in steps of the rating.
    """

    group: str
    pairs: int
    companies: int
    inside: float | None
    below: float | None
    above: float | None
    likely: tuple[float, float] | None
    mean_width: float | None
    mean_change: float | None  # without its sign


@dataclass(frozen=True, slots=True)
class Calibration:
    """`withheld_earlier` and `withheld_later` count neighbouring dates of which one has no rating."""

    moments: tuple[str, ...]
    overall: Reliability
    by_confidence: tuple[Reliability, ...]
    by_firm_kind: tuple[Reliability, ...]
    by_sector: tuple[Reliability, ...]
    withheld_earlier: int
    withheld_later: int


def calibrate(companies: Iterable[Sequence[RatedOnce]]) -> Calibration:
    """Each company's ratings oldest first, for the same moments of all of them."""
    pairs: list[Pair] = []
    moments: set[str] = set()
    withheld: Counter[str] = Counter()
    for ratings in companies:
        moments.update(one.as_of for one in ratings)
        for earlier, later in pairwise(ratings):
            pair = _pair(earlier, later)
            if isinstance(pair, Pair):
                pairs.append(pair)
            else:
                withheld[pair] += 1
    return Calibration(
        moments=tuple(sorted(moments)),
        overall=_reliability("all", pairs),
        by_confidence=tuple(_grouped(pairs, _band)),
        by_firm_kind=tuple(_grouped(pairs, lambda pair: pair.firm_kind)),
        by_sector=tuple(_grouped(pairs, lambda pair: pair.sector)),
        withheld_earlier=withheld["earlier"],
        withheld_later=withheld["later"],
    )


def _pair(earlier: RatedOnce, later: RatedOnce) -> Pair | str:
    """Which of the two is withheld, where one is; of both the earlier."""
    if earlier.rating is None or earlier.low is None or earlier.high is None:
        return "earlier"
    if later.rating is None:
        return "later"
    return Pair(
        earlier.symbol,
        earlier.rating,
        earlier.low,
        earlier.high,
        earlier.confidence,
        earlier.firm_kind or "",
        earlier.sector or NO_SECTOR,
        later.rating,
    )


def _band(pair: Pair) -> str:
    """`80 to 90` holds 80 and not 90; 100 is in the last band."""
    first = min(int(pair.confidence // BAND_PERCENT) * BAND_PERCENT, 100 - BAND_PERCENT)
    return f"{first} to {first + BAND_PERCENT}"


def _grouped(pairs: Iterable[Pair], group_of: Callable[[Pair], str]) -> Iterator[Reliability]:
    """By the group's name."""
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(group_of(pair), []).append(pair)
    return (_reliability(group, found) for group, found in sorted(groups.items()))


def _reliability(group: str, pairs: Sequence[Pair]) -> Reliability:
    count, companies = len(pairs), len({pair.symbol for pair in pairs})
    if count < LEAST_PAIRS:
        return Reliability(group, count, companies, None, None, None, None, None, None)
    inside = sum(pair.is_inside for pair in pairs)
    return Reliability(
        group,
        count,
        companies,
        inside=inside / count,
        below=sum(pair.later < pair.low for pair in pairs) / count,
        above=sum(pair.later > pair.high for pair in pairs) / count,
        likely=wilson(inside, count),
        mean_width=fmean(pair.high - pair.low for pair in pairs),
        mean_change=fmean(abs(pair.later - pair.rating) for pair in pairs),
    )


def wilson(successes: int, count: int) -> tuple[float, float]:
    """The score interval of a share at 95 %; `count` is positive."""
    share, square = successes / count, Z_95 * Z_95
    middle = (share + square / (2 * count)) / (1 + square / count)
    spread = math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    half = Z_95 * spread / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)

"""Published ratings and what followed: horizons, due dates and returns.

A span runs from the day of publication to the same day one, three, six or twelve months later. Its ends are
the last closes at or before those days, so a rating made in the morning starts at the close of its own day:
the jump that follows a report the rating already knew is not credited to it. Bars are raw: neither adjusted
for splits nor for dividends.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import Any

from functions.research.domain.assets import Bar

HORIZONS = (1, 3, 6, 12)  # months
# A long weekend is four days without a close; a week bridges an extraordinary closure too.
LONGEST_BAR_AGE = timedelta(days=7)
# A daily bar starts at midnight in New York.
BAR_LENGTH = timedelta(days=1)
DIGITS = 6

NO_PRICE_AT_PUBLICATION = "NO_PRICE_AT_PUBLICATION"
NO_PRICE_AT_HORIZON = "NO_PRICE_AT_HORIZON"
SPLIT_LIKE_JUMP = "SPLIT_LIKE_JUMP"
NO_UNIVERSE = "NO_UNIVERSE"
WHY_NOT_COMPUTED = {
    NO_PRICE_AT_PUBLICATION: "no close in the week before publication",
    NO_PRICE_AT_HORIZON: "no close in the week before the horizon, and the asset is still listed",
    SPLIT_LIKE_JUMP: "a price jump that looks like a split",
    NO_UNIVERSE: "no asset of the catalogue has a close at both ends",
}


@dataclass(frozen=True, slots=True)
class Close:
    on: date
    price: float


@dataclass(frozen=True, slots=True)
class Publication:
    """A rating as it was published. `price` is the newest close known then."""

    symbol: str
    as_of: str
    rating: float
    label: str
    score100: float
    confidence: float
    rating_low: float
    rating_high: float
    rule_set_version: str
    rule_set_hash: str
    price: Close | None

    @property
    def published_on(self) -> date:
        return date.fromisoformat(self.as_of[:10])


@dataclass(frozen=True, slots=True)
class Span:
    published_on: date
    months: int

    @property
    def due_on(self) -> date:
        return months_later(self.published_on, self.months)


@dataclass(frozen=True, slots=True)
class Ends:
    """An asset's closes at both ends of a span. `jumped_on` is the day of a split-like jump in between."""

    start: Close | None
    end: Close | None
    is_delisted: bool = False
    jumped_on: date | None = None

    @property
    def price_return(self) -> float | None:
        if self.start is None or self.end is None or self.jumped_on is not None:
            return None
        return self.end.price / self.start.price - 1


@dataclass(frozen=True, slots=True)
class UniverseReturn:
    """Buy and hold in equal parts. `jumped` assets had both closes and were left out."""

    mean: float | None
    size: int
    delisted: int
    jumped: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What followed a publication by `span.due_on`, in fractions of one, or the `reason` there is none."""

    publication: Publication
    span: Span
    ends: Ends
    universe: UniverseReturn
    reason: str | None
    price_return: float | None
    excess_return: float | None


def months_later(day: date, months: int) -> date:
    """The same day of a later month (an earlier one for a negative number), or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def published_between(months: int, since: date | None, before: date) -> tuple[date, date] | None:
    """First and last day of publication whose span of so many months ends in [since, before).

    Month ends fall together: what was published on 28 to 31 January is all due on 28 February.
    """
    last = months_later(before, -months) + timedelta(days=3)
    while months_later(last, months) >= before:
        last -= timedelta(days=1)
    if since is None:
        return date.min, last
    first = months_later(since, -months) - timedelta(days=3)
    while months_later(first, months) < since:
        first += timedelta(days=1)
    return (first, last) if first <= last else None


def publication(rating: Mapping[str, Any], newest: Iterable[Bar]) -> Publication:
    """Of a rating document that has a number, with the newest bar whose day was over (`newest` first)."""
    bar = next((bar for bar in newest if _had_ended(bar, rating["as_of"])), None)
    published_on = date.fromisoformat(rating["as_of"][:10])
    return Publication(
        symbol=rating["symbol"],
        as_of=rating["as_of"],
        rating=rating["rating"],
        label=rating["label"],
        score100=rating["score100"],
        confidence=rating["confidence"],
        rating_low=rating["rating_low"],
        rating_high=rating["rating_high"],
        rule_set_version=rating["rule_set"]["version"],
        rule_set_hash=rating["rule_set"]["content_hash"],
        price=close_of(bar) if bar and _is_recent(bar, published_on) else None,
    )


def ends(span: Span, start: Bar | None, end: Bar | None, delisted_on: date | None = None) -> Ends:
    """`start` and `end` are the last bars at or before the days of the span, however old.

    An asset that left the catalogue inside the span ends at its last close; one that left before has no
    start.
    """
    is_delisted = delisted_on is not None and delisted_on <= span.due_on
    was_gone = delisted_on is not None and delisted_on <= span.published_on
    has_start = start is not None and _is_recent(start, span.published_on) and not was_gone
    has_end = end is not None and (is_delisted or _is_recent(end, span.due_on))
    return Ends(
        close_of(start) if start and has_start else None,
        close_of(end) if end and has_start and has_end else None,
        is_delisted=is_delisted,
    )


def universe_return(members: Iterable[Ends]) -> UniverseReturn:
    """Of every asset with a close at both ends; those with a split-like jump are counted and left out."""
    priced = [member for member in members if member.start is not None and member.end is not None]
    held = [(member, got) for member in priced if (got := member.price_return) is not None]
    return UniverseReturn(
        mean=_rounded(fmean(got for _, got in held)) if held else None,
        size=len(held),
        delisted=sum(member.is_delisted for member, _ in held),
        jumped=len(priced) - len(held),
    )


def outcome(published: Publication, span: Span, own: Ends, universe: UniverseReturn) -> Outcome:
    reason, got = _reason(own, universe), own.price_return
    excess = got - universe.mean if got is not None and universe.mean is not None else None
    return Outcome(published, span, own, universe, reason, _rounded(got), _rounded(excess))


def close_of(bar: Bar) -> Close:
    return Close(date.fromisoformat(bar.timestamp[:10]), bar.close)


def _reason(own: Ends, universe: UniverseReturn) -> str | None:
    if own.start is None:
        return NO_PRICE_AT_PUBLICATION
    if own.end is None:
        return NO_PRICE_AT_HORIZON
    if own.jumped_on is not None:
        return SPLIT_LIKE_JUMP
    return NO_UNIVERSE if universe.mean is None else None


def _is_recent(bar: Bar, day: date) -> bool:
    return timedelta(0) <= day - close_of(bar).on <= LONGEST_BAR_AGE


def _had_ended(bar: Bar, as_of: str) -> bool:
    start = datetime.fromisoformat(bar.timestamp)
    return start + BAR_LENGTH <= datetime.fromisoformat(as_of)


def _rounded(value: float | None) -> float | None:
    # Adding zero turns -0.0 into 0.0.
    return None if value is None else round(value, DIGITS) + 0.0

"""What there is to tell about an asset: from facts before and after to occasions with their reasons.

An occasion's key is the same whenever and however often the same thing is seen, so that it is told once.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from functions.advisor.domain.alerts import Alert
from functions.research.domain.rating.limits import LIMITS

# An older report is no news to anybody.
REPORTED_WITHIN_DAYS = 7
# Nothing is evaluated on Sundays.
NEWS_DAYS = 2
WORDS = {"not_rated": "not rated"}


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating for a moment (ISO UTC); `rating` is None where it was withheld. `flags` are words by code."""

    as_of: str
    rating: float | None
    label: str
    flags: Mapping[str, str]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """A quarter's earnings per share against what was expected, in the company's currency and in percent."""

    fiscal_date: date
    reported_on: date
    reported_eps: float | None
    estimated_eps: float | None
    surprise_percent: float


@dataclass(frozen=True, slots=True)
class Told:
    """A story; relevance 0 to 1, sentiment -1 to 1."""

    news_id: str
    title: str
    url: str
    source: str
    relevance: float
    sentiment: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What was known of an asset on a day; what no alert asks for is left out."""

    symbol: str
    today: date
    after: Rated | None = None
    before: Rated | None = None
    expected_on: date | None = None
    reported: Reported | None = None
    stories: Sequence[Told] = ()
    latest_quarter: date | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    key: str
    title: str
    reasons: tuple[str, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Notification:
    notification_id: str
    alert: Alert = field(repr=False)
    symbol: str | None
    occasion: Occasion
    at: str  # ISO UTC: the moment it was seen


def notifications(alert: Alert, facts: Facts, at: str) -> list[Notification]:
    return [notification(alert, facts.symbol, seen, at) for seen in _SEEN_BY[alert.alert_type](alert, facts)]


def notification(alert: Alert, symbol: str | None, occasion: Occasion, at: str) -> Notification:
    named = json.dumps([alert.alert_id, symbol, occasion.key])
    return Notification(sha256(named.encode()).hexdigest()[:32], alert, symbol, occasion, at)


def _rating_change(alert: Alert, facts: Facts) -> Iterator[Occasion]:
    before, after = facts.before, facts.after
    if before is None or after is None:
        return
    moved = None
    if before.rating is not None and after.rating is not None:
        moved = round(after.rating - before.rating, 6)
    is_far = moved is not None and abs(moved) >= alert.limit("min_rating_change")
    if after.label == before.label and not is_far:
        return
    yield Occasion(
        f"rating_change {after.as_of}",
        f"{facts.symbol}: {_spoken(before)} became {_spoken(after)}",
        (f"rated as of {after.as_of}, before that as of {before.as_of}", *after.reasons),
    )


def _spoken(rated: Rated) -> str:
    label = WORDS.get(rated.label, rated.label.replace("_", " "))
    return label if rated.rating is None else f"{label} ({rated.rating:.1f})"


def _risk_flag(_alert: Alert, facts: Facts) -> Iterator[Occasion]:
    """Those that cap ratings; others are about the data, not the company."""
    if facts.after is None:
        return
    known = facts.before.flags if facts.before else {}
    for code, words in facts.after.flags.items():
        if code in LIMITS.caps and code not in known:
            title = f"{facts.symbol}: {code.replace('_', ' ').lower()}"
            yield Occasion(f"risk_flag {code} {facts.after.as_of}", title, (words,))


def _earnings_soon(alert: Alert, facts: Facts) -> Iterator[Occasion]:
    expected = facts.expected_on
    if expected is None or not 0 <= (expected - facts.today).days <= alert.limit("within_days"):
        return
    title = f"{facts.symbol}: reports on {expected}"
    yield Occasion(f"earnings_soon {expected}", title, ("expected by the earnings calendar",))


def _earnings_result(alert: Alert, facts: Facts) -> Iterator[Occasion]:
    reported = facts.reported
    if reported is None or not 0 <= (facts.today - reported.reported_on).days <= REPORTED_WITHIN_DAYS:
        return
    if abs(reported.surprise_percent) < alert.limit("min_surprise_percent"):
        return
    way = "above" if reported.surprise_percent >= 0 else "below"
    yield Occasion(
        f"earnings_result {reported.fiscal_date}",
        f"{facts.symbol}: earnings {abs(reported.surprise_percent):.1f} % {way} the estimate",
        (
            f"quarter to {reported.fiscal_date}, reported on {reported.reported_on}",
            f"{reported.reported_eps} a share, expected were {reported.estimated_eps}",
        ),
    )


def _news_event(alert: Alert, facts: Facts) -> Iterator[Occasion]:
    for story in facts.stories:
        is_about = story.relevance >= alert.limit("min_relevance")
        if is_about and abs(story.sentiment) >= alert.limit("min_sentiment"):
            how = f"sentiment {story.sentiment:+.2f}, relevance {story.relevance:.2f}"
            yield Occasion(
                f"news_event {story.news_id}",
                f"{facts.symbol}: {story.title}",
                (f"{story.source}, {how}",),
                story.url,
            )


def _data_stale(alert: Alert, facts: Facts) -> Iterator[Occasion]:
    quarter = facts.latest_quarter
    if quarter is None or (facts.today - quarter).days <= alert.limit("max_age_days"):
        return
    title = f"{facts.symbol}: its figures have gone stale"
    reason = f"the newest quarter we hold ended on {quarter}, {(facts.today - quarter).days} days ago"
    yield Occasion(f"data_stale {quarter}", title, (reason,))


_SEEN_BY: Mapping[str, Callable[[Alert, Facts], Iterator[Occasion]]] = {
    "rating_change": _rating_change,
    "risk_flag": _risk_flag,
    "earnings_soon": _earnings_soon,
    "earnings_result": _earnings_result,
    "news_event": _news_event,
    "data_stale": _data_stale,
}

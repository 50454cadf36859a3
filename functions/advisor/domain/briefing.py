"""What a person reads in the morning: their lists, what moved in them, what is due, and the market around."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import mean
from typing import Any

from functions.advisor.domain.listing import Listed
from functions.advisor.domain.watchlists import Watchlist, average_rating
from functions.research.domain.assets import Bar

# A rating of one to five that moves less says the same as before.
RATING_MOVED = 0.3
PRICE_MOVED_PERCENT = 5.0
# Beyond it a briefing is no longer brief; the default list comes first.
MOST_ASSETS = 100
STORIES_OF_A_TOPIC = 3
EARNINGS_DAYS = 7
NEWS_HOURS = 24
_ISO = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Watched:
    """Rating documents and daily bars, the newest first, the one before it second."""

    symbol: str
    ratings: Sequence[Mapping[str, Any]]
    bars: Sequence[Bar]


def symbols_of(lists: Sequence[Watchlist], default_id: str | None) -> list[str]:
    """Each once, those of the default list first."""
    in_turn = sorted(lists, key=lambda one: one.watchlist_id != default_id)
    return list(dict.fromkeys(symbol for one in in_turn for symbol in one.symbols))[:MOST_ASSETS]


def standing(watched: Watched, as_of: str) -> dict[str, Any]:
    now, before = _two(watched.ratings)
    bar, bar_before = _two(watched.bars)
    is_new = now is not None and now["as_of"] > hours_before(as_of, NEWS_HOURS)
    document = {
        "symbol": watched.symbol,
        "rating": now["rating"] if now else None,
        "rating_label": now["label"] if now else None,
        "rated_as_of": now["as_of"] if now else None,
        "previous_rating": before["rating"] if before else None,
        "previous_label": before["label"] if before else None,
        "close": bar.close if bar else None,
        "close_on": bar.timestamp[:10] if bar else None,
        "close_change_percent": _change_percent(bar, bar_before),
    }
    return {**document, "moved": [*(_rating_moves(now, before) if is_new else ()), *_price_moves(document)]}


def list_document(
    watchlist: Watchlist, default_id: str | None, standings: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    shown = [standings[symbol] for symbol in watchlist.symbols if symbol in standings]
    ratings = [each["rating"] for each in shown if each["rating"] is not None]
    return {
        "watchlist_id": watchlist.watchlist_id,
        "name": watchlist.name,
        "is_default": watchlist.watchlist_id == default_id,
        "asset_count": len(watchlist.assets),
        "average_rating": average_rating(ratings),
        "assets": shown,
    }


def market(listed: Iterable[Listed], as_of: str) -> dict[str, Any]:
    """Of the companies that are active and were last rated no later than `as_of`."""
    active = (one for one in listed if one.status == "active" and one.rating is not None)
    rated = [one for one in active if one.rated_as_of is not None and one.rated_as_of <= as_of]
    sectors = sorted({one.sector for one in rated if one.sector})
    return {
        "rated": len(rated),
        "average_rating": _mean(one.rating for one in rated),
        "labels": dict(sorted(Counter(str(one.rating_label) for one in rated).items())),
        "sectors": [
            {"sector": sector, "average_rating": _mean(o.rating for o in rated if o.sector == sector)}
            for sector in sectors
        ],
    }


def of_interest(stories: Iterable[Mapping[str, Any]], topics: Mapping[str, str]) -> list[dict[str, Any]]:
    """The newest of each topic, by id and name; a story of two topics stands at both."""
    told = list(stories)
    return [
        {
            "topic": topic,
            "items": [story for story in told if name in (each["topic"] for each in story["topics"])][
                :STORIES_OF_A_TOPIC
            ],
        }
        for topic, name in topics.items()
    ]


def days_ahead(as_of: str) -> list[date]:
    first = date.fromisoformat(as_of[:10])
    return [first + timedelta(days=number) for number in range(EARNINGS_DAYS)]


def hours_before(moment: str, hours: int) -> str:
    return (datetime.strptime(moment, _ISO) - timedelta(hours=hours)).strftime(_ISO)  # noqa: DTZ007  UTC


def _two(newest_first: Sequence[Any]) -> tuple[Any, Any]:
    now, before, *_ = (*newest_first, None, None)
    return now, before


def _change_percent(bar: Bar | None, before: Bar | None) -> float | None:
    if bar is None or before is None or before.close <= 0:
        return None
    return round((bar.close / before.close - 1) * 100, 2)


def _rating_moves(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[str]:
    if before is None or now["rating"] is None or before["rating"] is None:
        return []
    # In tenths, as ratings are given: 4.1 - 3.8 is less than 0.3 in binary.
    has_moved = abs(round(now["rating"] - before["rating"], 6)) >= RATING_MOVED
    return ["rating"] if has_moved or now["label"] != before["label"] else []


def _price_moves(document: Mapping[str, Any]) -> list[str]:
    change = document["close_change_percent"]
    return ["price"] if change is not None and abs(change) >= PRICE_MOVED_PERCENT else []


def _mean(ratings: Iterable[float | None]) -> float | None:
    found = [rating for rating in ratings if rating is not None]
    return round(mean(found), 2) if found else None

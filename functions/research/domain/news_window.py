"""Which stretch of time the next news call covers."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from functions.research.domain.news import Article

# The sentiment of a rating looks back this far, so the first sync does too.
FIRST_LOOK_BACK = timedelta(days=30)
# The most the provider gives in one answer.
ARTICLES_PER_CALL = 1000


@dataclass(frozen=True, slots=True)
class NewsWindow:
    time_from: str  # provider's form YYYYMMDDTHHMM
    time_to: str

    def parameters(self) -> dict[str, str]:
        return {
            "time_from": self.time_from,
            "time_to": self.time_to,
            # Oldest first: a window with more stories than one answer holds is continued where it ended.
            "sort": "EARLIEST",
            "limit": str(ARTICLES_PER_CALL),
        }


def news_window(
    as_of: str, *, read_until: str | None, last_run: str | None, every_hours: int
) -> NewsWindow | None:
    """From where the last stored answer ended to now; None when the plan does not pay for a call yet.

    `last_run` is the last one that read its window to the end: one that did not may go on. ISO UTC in.
    """
    now = _moment(as_of)
    if last_run and now - _moment(last_run) < timedelta(hours=every_hours):
        return None
    start = _moment(read_until) if read_until else now - FIRST_LOOK_BACK
    return NewsWindow(f"{start:%Y%m%dT%H%M}", f"{now:%Y%m%dT%H%M}") if start < now else None


def next_cursor(articles: Sequence[Article], window: NewsWindow, as_of: str) -> tuple[str, bool]:
    """Where the next window starts (ISO UTC), and whether this one holds more."""
    if len(articles) < ARTICLES_PER_CALL:
        return as_of, False
    newest = max(article.time_published for article in articles)
    if newest[:13] <= window.time_from:
        # A minute with more stories than an answer holds cannot be continued; those beyond are given up.
        return as_of, False
    reached = datetime.strptime(newest, "%Y%m%dT%H%M%S").replace(tzinfo=UTC, second=0)
    return f"{reached:%Y-%m-%dT%H:%M:%SZ}", True


def tracked_news(articles: Iterable[Article], tracked: AbstractSet[str]) -> list[Article]:
    """Stories that mention an asset we follow, with only those mentions."""
    kept = []
    for article in articles:
        mentions = tuple(mention for mention in article.mentions if mention.symbol in tracked)
        if mentions:
            kept.append(replace(article, mentions=mentions))
    return kept


def _moment(iso: str) -> datetime:
    return datetime.strptime(iso[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)

"""Which stories a reader asked for, and how they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_PROVIDER, _ISO = "%Y%m%dT%H%M%S", "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class AskedStories:
    """`since` and `until` in the provider's form, `YYYYMMDDTHHMMSS`."""

    symbol: str | None
    topic: str | None
    label: str | None
    since: str
    until: str

    def wants(self, article: Mapping[str, Any]) -> bool:
        """By its topics; symbol, label and time are the index's."""
        return self.topic is None or any(each["topic"] == self.topic for each in article.get("topics", ()))


def provider_time(moment: str) -> str:
    """ISO UTC as the provider writes it."""
    return datetime.strptime(moment, _ISO).strftime(_PROVIDER)  # noqa: DTZ007  both are UTC


def story(article: Mapping[str, Any], link: Mapping[str, Any] | None) -> dict[str, Any]:
    """`link` is what the story says of the company asked for."""
    published = datetime.strptime(article["time_published"], _PROVIDER)  # noqa: DTZ007  UTC
    return {
        "news_id": article["news_id"],
        "published_at": published.strftime(_ISO),
        "title": article["title"],
        "url": article["url"],
        "source": article["source"],
        "summary": article.get("summary"),
        "authors": list(article.get("authors", ())),
        "topics": [
            {"topic": each["topic"], "relevance": float(each["relevance_score"])}
            for each in article.get("topics", ())
        ],
        "sentiment_score": _number(article.get("overall_sentiment_score")),
        "sentiment_label": article.get("overall_sentiment_label"),
        "about": [] if link is None else [_about(link)],
    }


def _about(link: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "symbol": link["asset_symbol"],
        "relevance": float(link["relevance_score"]),
        "sentiment_score": _number(link.get("ticker_sentiment_score")),
        "sentiment_label": link.get("ticker_sentiment_label"),
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)

"""The news feed: which articles of the key's past answer a question, and in which order."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scripts.sandbox.data_folder import DataFileUnreadable, DataFolder

DEFAULT_LIMIT, LARGEST_LIMIT = 50, 1000
SORTS = ("LATEST", "EARLIEST", "RELEVANCE")
TOPICS = {
    "blockchain": "Blockchain",
    "earnings": "Earnings",
    "ipo": "IPO",
    "mergers_and_acquisitions": "Mergers & Acquisitions",
    "financial_markets": "Financial Markets",
    "economy_fiscal": "Economy - Fiscal",
    "economy_monetary": "Economy - Monetary",
    "economy_macro": "Economy - Macro",
    "energy_transportation": "Energy & Transportation",
    "finance": "Finance",
    "life_sciences": "Life Sciences",
    "manufacturing": "Manufacturing",
    "real_estate": "Real Estate & Construction",
    "retail_wholesale": "Retail & Wholesale",
    "technology": "Technology",
}
ENVELOPE = {
    "sentiment_score_definition": (
        "x <= -0.35: Bearish; -0.35 < x <= -0.15: Somewhat-Bearish; -0.15 < x < 0.15: Neutral; "
        "0.15 <= x < 0.35: Somewhat_Bullish; x >= 0.35: Bullish"
    ),
    "relevance_score_definition": "0 < x <= 1, with a higher score indicating higher relevance.",
}
_FILE = "alphavantage/NEWS_SENTIMENT/all.json"
_TICKER = re.compile(r"(?:[A-Z]+:)?[A-Z0-9][A-Z0-9.-]{0,14}")
_COUNT = re.compile(r"[0-9]{1,5}")
_MINUTE = re.compile(r"\d{8}T\d{4}")


class InvalidInputs(ValueError):
    """A parameter the provider answers with its `Invalid inputs` notice."""


@dataclass(frozen=True, slots=True)
class Question:
    tickers: tuple[str, ...]
    topics: tuple[str, ...]  # as the feed spells them
    time_from: str  # YYYYMMDDTHHMM, empty when open
    time_to: str
    sort: str
    limit: int


def read_question(query: dict[str, str]) -> Question:
    tickers = _list(query.get("tickers", "").upper())
    topics = _list(query.get("topics", "").lower())
    time_from, time_to = _minute(query.get("time_from", "")), _minute(query.get("time_to", ""))
    sort = query.get("sort", "").upper() or SORTS[0]
    limit = query.get("limit", "") or str(DEFAULT_LIMIT)
    if not all(_TICKER.fullmatch(ticker) for ticker in tickers) or not all(
        topic in TOPICS for topic in topics
    ):
        raise InvalidInputs("tickers or topics")
    if time_from and time_to and time_from > time_to:
        raise InvalidInputs("time_from is after time_to")
    if sort not in SORTS or not _COUNT.fullmatch(limit) or not 1 <= int(limit) <= LARGEST_LIMIT:
        raise InvalidInputs("sort or limit")
    return Question(tickers, tuple(TOPICS[topic] for topic in topics), time_from, time_to, sort, int(limit))


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",")) if text else ()


def _minute(text: str) -> str:
    if not text:
        return ""
    try:
        datetime.strptime(text, "%Y%m%dT%H%M")  # noqa: DTZ007  only its form is checked; the feed is in UTC
    except ValueError as cause:
        raise InvalidInputs(f"time {text!r}") from cause
    if not _MINUTE.fullmatch(text):
        raise InvalidInputs(f"time {text!r}")
    return text


def body(folder: DataFolder, day: date, question: Question) -> bytes:
    def build() -> bytes:
        articles = [article for article in _published(folder, day) if _answers(article, question)]
        if question.sort == "EARLIEST":
            articles.reverse()
        if question.sort == "RELEVANCE":
            articles.sort(key=lambda article: -_relevance(article, question))
        feed = articles[: question.limit]
        return json.dumps({"items": str(len(feed)), **ENVELOPE, "feed": feed}).encode()

    return folder.remember((_FILE,), (day, question), build)


def _published(folder: DataFolder, day: date) -> list[dict[str, Any]]:
    """What was out by the end of the day, latest first."""

    def build() -> list[dict[str, Any]]:
        document = folder.document(_FILE)
        if document is None:
            return []
        if not isinstance(document, dict) or not isinstance(document.get("feed"), list):
            raise DataFileUnreadable(f'{_FILE}: expected an object with "feed", a list of articles')
        last = day.isoformat().replace("-", "")
        out = [article for article in document["feed"] if _time(article)[: len(last)] <= last]
        return sorted(out, key=_time, reverse=True)

    return folder.remember((_FILE,), day, build)


def _time(article: dict[str, Any]) -> str:
    return str(article.get("time_published", ""))


def _answers(article: dict[str, Any], question: Question) -> bool:
    minute = _time(article)[: len("20261120T0700")]
    return (
        minute >= question.time_from
        and (not question.time_to or minute <= question.time_to)
        and set(question.tickers)
        <= {mention.get("ticker") for mention in article.get("ticker_sentiment", ())}
        and set(question.topics) <= {topic.get("topic") for topic in article.get("topics", ())}
    )


def _relevance(article: dict[str, Any], question: Question) -> float:
    """How much the article is about what was asked for, summed over tickers and topics."""
    mentions = [
        mention
        for mention in article.get("ticker_sentiment", ())
        if mention.get("ticker") in question.tickers
    ]
    topics = [topic for topic in article.get("topics", ()) if topic.get("topic") in question.topics]
    return sum(_score(scored.get("relevance_score")) for scored in (*mentions, *topics))


def _score(text: Any) -> float:
    try:
        return float(text)
    except (TypeError, ValueError):
        return 0.0

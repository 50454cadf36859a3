from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.adapters import batch_reads
from functions.research.domain.history import RATED_LINKS
from functions.research.domain.news import AboutCompany, Article, Mention
from functions.research.domain.recording import AT_ONCE

KEY = ("news_id", "time_published")
LINKS_PER_PAGE = 200
# Sorts after every time of publication.
LAST_TIME = "99999999T999999"
_ISO = "%Y-%m-%dT%H:%M:%S"
_PROVIDER = "%Y%m%dT%H%M%S"


class NewsTable:
    """One ARTICLE item a story and one LINK item a company it mentions, so that both are listed by time."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def put(
        self,
        articles: Iterable[Article],
        as_of: str,
        payload_hash: str,
        *,
        recorded_at: Mapping[str, str] = AT_ONCE,
    ) -> int:
        """Store stories with their links, each once: what is held stays as it was. Answers how many are new.

        `recorded_at` is by symbol, where it is not the run's own moment.
        """
        items = {_key(item): item for article in articles for item in _items(article, as_of, recorded_at)}
        keys = [dict(zip(KEY, key, strict=True)) for key in items]
        held = {_key(item) for item in batch_reads.items(self._table, keys)}
        added = [item for key, item in items.items() if key not in held]
        with self._table.batch_writer() as batch:
            for item in added:
                batch.put_item(Item=item | {"payload_hash": payload_hash})
        return len({item["news_id"].partition("#")[0] for item in added})

    def about(self, symbol: str, *, until: str, limit: int) -> list[dict[str, Any]]:
        """The newest links of a company, up to a provider time `YYYYMMDDTHHMMSS`."""
        return [_plain(item) for item in islice(self._links(symbol, "", until, limit), limit)]

    def known(self, symbol: str, as_of: str, *, seen_until: str, days: float) -> list[AboutCompany]:
        """What was published about a company in the days before `as_of`, newest first, as recorded before
        `seen_until`.

        A sync for that very moment may still be at work, so it is not seen.
        """
        now = datetime.strptime(as_of[:19], _ISO)  # noqa: DTZ007  both are UTC
        since, until = (f"{moment:{_PROVIDER}}" for moment in (now - timedelta(days=days), now))
        links = self._links(symbol, since, until, LINKS_PER_PAGE)
        known = (_to_about(link) for link in links if _recorded_at(link) < seen_until)
        return list(islice(known, RATED_LINKS))

    def every(self, symbol: str) -> list[AboutCompany]:
        """All that was published about a company, newest first."""
        return [_to_about(link) for link in self._links(symbol, "", LAST_TIME, LINKS_PER_PAGE)]

    def _links(self, symbol: str, since: str, until: str, page_size: int) -> Iterator[dict[str, Any]]:
        """Newest first. The index follows the table within a moment, so it may lack what was just stored."""
        published = Key("time_published").between(since, until) if since else Key("time_published").lte(until)
        arguments: dict[str, Any] = {
            "IndexName": "asset-news-index",
            "KeyConditionExpression": Key("asset_symbol").eq(symbol) & published,
            "ScanIndexForward": False,
            "Limit": page_size,
        }
        while True:
            page = self._table.query(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def labelled(self, label: str, *, until: str, limit: int) -> list[dict[str, Any]]:
        """The newest stories whose overall sentiment has this label."""
        page = self._table.query(
            IndexName="sentiment-score-index",
            KeyConditionExpression=Key("overall_sentiment_label").eq(label)
            & Key("time_published").lte(until),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_plain(item) for item in page["Items"]]


def _key(item: Mapping[str, Any]) -> tuple[str, str]:
    return item["news_id"], item["time_published"]


def _items(article: Article, as_of: str, recorded_at: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    yield _article_item(article, as_of)
    for mention in article.mentions:
        yield _link_item(article, mention) | {"recorded_at": recorded_at.get(mention.symbol, as_of)}


def _article_item(article: Article, as_of: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "news_id": article.news_id,
        "time_published": article.time_published,
        "item_type": "ARTICLE",
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "source_domain": article.source_domain,
        "category_within_source": article.category_within_source,
        "banner_image": article.banner_image,
        "summary": article.summary,
        "authors": list(article.authors),
        "topics": [{"topic": topic, "relevance_score": _decimal(score)} for topic, score in article.topics],
        "overall_sentiment_score": _decimal(article.overall_sentiment_score),
        "overall_sentiment_label": article.overall_sentiment_label,
        "related_assets": [mention.symbol for mention in article.mentions],
        "last_sync_timestamp": as_of,
    }
    return {name: value for name, value in item.items() if value is not None}


def _link_item(article: Article, mention: Mention) -> dict[str, Any]:
    item = {
        "news_id": f"{article.news_id}#{mention.symbol}",
        "time_published": article.time_published,
        "item_type": "LINK",
        "asset_symbol": mention.symbol,
        "relevance_score": _decimal(mention.relevance_score),
        "ticker_sentiment_score": _decimal(mention.sentiment_score),
        "ticker_sentiment_label": mention.sentiment_label,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        # Not the overall label: that is the key of an index of stories.
        "overall_sentiment_score": _decimal(article.overall_sentiment_score),
    }
    return {name: value for name, value in item.items() if value is not None}


def _to_about(link: Mapping[str, Any]) -> AboutCompany:
    return AboutCompany(
        news_id=link["news_id"].partition("#")[0],
        title=link["title"],
        url=link["url"],
        source=link["source"],
        time_published=link["time_published"],
        relevance_score=float(link["relevance_score"]),
        sentiment_score=_float(link.get("ticker_sentiment_score")),
        overall_sentiment_score=_float(link.get("overall_sentiment_score")),
        known_from=_published(link),
        payload_hash=link.get("payload_hash", ""),
    )


def _recorded_at(link: Mapping[str, Any]) -> str:
    """Older links were recorded when they were published."""
    return str(link.get("recorded_at") or _published(link))


def _published(link: Mapping[str, Any]) -> str:
    """`20260508T063000` as ISO UTC."""
    text = link["time_published"]
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[9:11]}:{text[11:13]}:{text[13:15]}Z"


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in item.items()}

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.domain.news import Article, Mention


class NewsTable:
    """One ARTICLE item a story and one LINK item a company it mentions, so that both are listed by time."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def put(self, articles: Iterable[Article], as_of: str, payload_hash: str) -> int:
        """Store stories with their links; the same story again changes nothing. Answers how many stories."""
        stored = 0
        with self._table.batch_writer(overwrite_by_pkeys=["news_id", "time_published"]) as batch:
            for article in articles:
                batch.put_item(Item=_article_item(article, as_of) | {"payload_hash": payload_hash})
                for mention in article.mentions:
                    batch.put_item(Item=_link_item(article, mention))
                stored += 1
        return stored

    def about(self, symbol: str, *, until: str, limit: int) -> list[dict[str, Any]]:
        """The newest links of a company, up to a provider time `YYYYMMDDTHHMMSS`."""
        page = self._table.query(
            IndexName="asset-news-index",
            KeyConditionExpression=Key("asset_symbol").eq(symbol) & Key("time_published").lte(until),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_plain(item) for item in page["Items"]]

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
    return {
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
    }


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in item.items()}

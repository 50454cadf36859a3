from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.advisor.adapters.search_source import SearchSource
from functions.advisor.domain import name_matching, search_documents, search_hits
from functions.advisor.domain.name_matching import Listed, folded, words_of
from functions.advisor.domain.search_queries import Asked
from functions.research.domain.news import LABELS

# Ten thousand companies are a second of reading: kept for a while by whoever answers without OpenSearch.
LIST_SECONDS = 300.0
# Of each sentiment, the newest; an older story is found by its company.
STORIES_LOOKED_AT = 100
# Companies whose ratings or stories are fetched for one question.
COMPANIES_LOOKED_AT = 10
_LISTED = ("symbol", "company_name", "former_names", "market_cap")


class TableSearch:
    """Search without an index: tickers, names as they begin and what they contain, the newest stories."""

    def __init__(self, assets: Any, news: Any, source: SearchSource, clock: Callable[[], float]) -> None:
        self._assets = assets
        self._news = news
        self._source = source
        self._clock = clock
        self._listed: list[Listed] = []
        self._read_again_at = 0.0

    def search(self, asked: Asked) -> list[dict[str, Any]]:
        find = {"asset": self._find_assets, "analysis": self._find_analyses, "news": self._find_news}
        return find[asked.type](asked)

    def suggest(self, text: str, limit: int) -> list[dict[str, Any]]:
        found = [c.symbol for score, c in self._ranked(text) if score > name_matching.CONTAINS][:limit]
        known = self._source.documents("assets", [{"symbol": symbol} for symbol in found])
        return [search_hits.suggestion(known[symbol] or {"symbol": symbol}) for symbol in found]

    def _ranked(self, text: str) -> list[tuple[float, Listed]]:
        if self._clock() >= self._read_again_at:
            self._listed = list(self._companies())
            self._read_again_at = self._clock() + LIST_SECONDS
        return name_matching.ranked(text, self._listed)

    def _companies(self) -> Iterator[Listed]:
        arguments: dict[str, Any] = {"ProjectionExpression": ", ".join(_LISTED)}
        while True:
            page = self._assets.scan(**arguments)
            for item in page["Items"]:
                names = (item.get("company_name", ""), *item.get("former_names", ()))
                spelled = tuple(" ".join(words_of(name)) for name in names)
                yield Listed(item["symbol"], spelled, float(item.get("market_cap", 0)))
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _find_assets(self, asked: Asked) -> list[dict[str, Any]]:
        return list(self._fitting(asked, "assets", "rating_label", most=None))

    def _find_analyses(self, asked: Asked) -> list[dict[str, Any]]:
        return list(self._fitting(asked, "analysis", "investment_rating", most=COMPANIES_LOOKED_AT))

    def _fitting(self, asked: Asked, kind: str, label: str, *, most: int | None) -> Iterator[dict[str, Any]]:
        ranked = self._ranked(asked.text)[: most or asked.limit * 4]
        known = self._source.documents(kind, [{"symbol": company.symbol} for _, company in ranked])
        left = asked.limit
        for score, company in ranked:
            document = known[company.symbol]
            if left and document and _fits(asked, document, label, document.get("analysis_date")):
                left -= 1
                yield search_hits.hit(asked.type, document, score, _marked(asked, document, "company_name"))

    def _find_news(self, asked: Asked) -> list[dict[str, Any]]:
        """Stories with all the words, and those about the company that is named."""
        words = words_of(asked.text)
        found: dict[str, tuple[float, dict[str, Any]]] = {}
        for item in self._recent(asked):
            story = search_documents.story(item)
            if story and words and _contains(story, words):
                found[story["news_id"]] = (name_matching.CONTAINS, story)
        named = [c.symbol for score, c in self._ranked(asked.text) if score >= name_matching.NAMED]
        for symbol in named[:COMPANIES_LOOKED_AT]:
            keys = [
                {"news_id": link["news_id"].partition("#")[0], "time_published": link["time_published"]}
                for link in self._query("asset-news-index", "asset_symbol", symbol, asked.limit)
            ]
            for name, story in self._source.documents("news", keys).items():
                if story:
                    found[name] = (name_matching.NAMED, story)
        fitting = [
            (score, story)
            for score, story in found.values()
            if _fits(asked, story, "sentiment_label", story["time_published"])
        ]
        fitting.sort(key=lambda one: (one[0], one[1]["time_published"]), reverse=True)
        return [
            search_hits.hit("news", story, score, _marked(asked, story, "title"))
            for score, story in fitting[: asked.limit]
        ]

    def _recent(self, asked: Asked) -> Iterator[dict[str, Any]]:
        for label in LABELS:
            if asked.label in (None, label):
                yield from self._query(
                    "sentiment-score-index", "overall_sentiment_label", label, STORIES_LOOKED_AT
                )

    def _query(self, index: str, name: str, value: str, limit: int) -> Iterator[dict[str, Any]]:
        page = self._news.query(
            IndexName=index, KeyConditionExpression=Key(name).eq(value), ScanIndexForward=False, Limit=limit
        )
        yield from page["Items"]


def _contains(story: Mapping[str, Any], words: list[str]) -> bool:
    text = folded(f"{story['title']} {story.get('summary', '')}")
    return all(word in text for word in words)


def _fits(asked: Asked, document: Mapping[str, Any], label: str, moment: str | None) -> bool:
    day = (moment or "")[:10]
    return (
        (asked.sector is None or folded(document.get("sector") or "") == folded(asked.sector))
        and (asked.label is None or folded(document.get(label) or "") == folded(asked.label))
        and (asked.since is None or day >= asked.since)
        and (asked.until is None or day <= asked.until)
    )


def _marked(asked: Asked, document: Mapping[str, Any], field: str) -> dict[str, list[str]]:
    """The field with the words that were asked for marked, as OpenSearch does it."""
    text = escape(document.get(field, ""), quote=False)
    asked_words = set(words_of(asked.text))
    parts = [f"<em>{part}</em>" if asked_words & set(words_of(part)) else part for part in text.split(" ")]
    marked = " ".join(parts)
    return {field: [marked]} if marked != text else {}

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from typing import Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from functions.advisor.domain.stories import AskedStories, story
from functions.research.adapters import batch_reads
from functions.research.domain.news import LABELS

Item = Mapping[str, Any]

# A rare topic is looked for among so many stories a page; the page after goes on from there.
MOST_LOOKED_AT = 500
PAGE_SIZE = 100


class StoryList:
    """Newest first, of one company or one mood or all; a position is `<time>#<id>` of the last story."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def page(
        self, asked: AskedStories, *, after: str | None, limit: int
    ) -> tuple[list[dict[str, Any]], str | None]:
        """And the position of the next page."""
        found: list[dict[str, Any]] = []
        looked_at = list(islice(self._after(asked, after), MOST_LOOKED_AT + 1))
        for place in range(0, len(looked_at[:MOST_LOOKED_AT]), PAGE_SIZE):
            batch = looked_at[place : min(place + PAGE_SIZE, MOST_LOOKED_AT)]
            for item, article in self._with_articles(batch):
                if article is not None and asked.wants(article):
                    found.append(story(article, item if asked.symbol else None))
                if len(found) == limit:
                    return found, None if item is looked_at[-1] else position(item)
        is_more = len(looked_at) > MOST_LOOKED_AT
        return found, position(looked_at[MOST_LOOKED_AT - 1]) if is_more else None

    def _after(self, asked: AskedStories, after: str | None) -> Iterator[Item]:
        newest_first = self._newest_first(asked, min(asked.until, after[:15]) if after else asked.until)
        if after is None:
            return newest_first
        return (item for item in newest_first if position(item) < after)

    def _newest_first(self, asked: AskedStories, until: str) -> Iterator[Item]:
        if asked.symbol:
            label = Attr("ticker_sentiment_label").eq(asked.label) if asked.label else None
            of_symbol = Key("asset_symbol").eq(asked.symbol)
            return self._query("asset-news-index", of_symbol, asked.since, until, label)
        labels = [asked.label] if asked.label else LABELS
        moods = [
            self._query(
                "sentiment-score-index", Key("overall_sentiment_label").eq(each), asked.since, until, None
            )
            for each in labels
        ]
        return merge(*moods, key=position, reverse=True)

    def _query(
        self, index: str, key: ConditionBase, since: str, until: str, kept: ConditionBase | None
    ) -> Iterator[Item]:
        """In the order of positions: an index does not order what was published in one second."""
        arguments: dict[str, Any] = {
            "IndexName": index,
            "KeyConditionExpression": key & Key("time_published").between(since, until),
            "ScanIndexForward": False,
            "Limit": PAGE_SIZE,
        }
        if since > until:
            return
        if kept is not None:
            arguments["FilterExpression"] = kept
        of_second: list[Item] = []
        while True:
            page = self._table.query(**arguments)
            for item in page["Items"]:
                if of_second and of_second[0]["time_published"] != item["time_published"]:
                    yield from sorted(of_second, key=position, reverse=True)
                    of_second = []
                of_second.append(item)
            if "LastEvaluatedKey" not in page:
                yield from sorted(of_second, key=position, reverse=True)
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _with_articles(self, items: Sequence[Item]) -> Iterable[tuple[Item, Item | None]]:
        """An article itself, or the one a link belongs to."""
        keys = [_article_key(item) for item in items if item["item_type"] == "LINK"]
        linked = {item["news_id"]: item for item in batch_reads.items(self._table, keys)} if keys else {}
        for item in items:
            yield item, linked.get(_article_key(item)["news_id"]) if keys else item


def position(item: Item) -> str:
    return f"{item['time_published']}#{item['news_id']}"


def _article_key(item: Item) -> dict[str, str]:
    return {"news_id": item["news_id"].partition("#")[0], "time_published": item["time_published"]}

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from functions.advisor.domain import search_documents
from functions.advisor.domain.search_documents import Company
from functions.research.adapters import batch_reads
from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.asset_table import NEVER
from functions.research.adapters.overview_table import OverviewTable

# After every moment.
EVER = "9999"
Key = Mapping[str, str]
Documents = dict[str, dict[str, Any] | None]


class SearchSource:
    """What the tables hold right now, as documents of the indices by id; None for what is not to be found."""

    def __init__(self, assets: Any, news: Any, overviews: OverviewTable, analyses: AnalysisTable) -> None:
        self._assets = assets
        self._news = news
        self._overviews = overviews
        self._analyses = analyses

    def documents(self, kind: str, keys: Sequence[Key]) -> Documents:
        """Of rows that changed; their keys may come twice."""
        read = {"assets": self._read_assets, "news": self._read_news, "analysis": self._read_analyses}[kind]
        return read(keys)

    def pages(self, kind: str) -> Iterator[list[Key]]:
        """The keys of everything, a page of a table at a time."""
        table, names = (
            (self._news, ("news_id", "time_published")) if kind == "news" else (self._assets, ("symbol",))
        )
        arguments: dict[str, Any] = {"ProjectionExpression": ", ".join(names)}
        while True:
            page = table.scan(**arguments)
            yield [{name: item[name] for name in names} for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _read_assets(self, keys: Sequence[Key]) -> Documents:
        found: Documents = {key["symbol"]: None for key in keys}
        for item in self._asset_items(found):
            company = None
            if item.get("lastPollenationDate", NEVER) != NEVER:
                company = self._company(item["symbol"])
            found[item["symbol"]] = search_documents.asset(item, company)
        return found

    def _read_news(self, keys: Sequence[Key]) -> Documents:
        stories = {key["news_id"]: dict(key) for key in keys if "#" not in key["news_id"]}
        found: Documents = dict.fromkeys(stories)
        for item in batch_reads.items(self._news, list(stories.values())):
            found[item["news_id"]] = search_documents.story(item)
        return found

    def _read_analyses(self, keys: Sequence[Key]) -> Documents:
        """Each company's newest: the others are its history, and listed by it."""
        found: Documents = {key["symbol"]: None for key in keys}
        named = {
            item["symbol"]: Company(item.get("company_name", item["symbol"]), item.get("sector"), None, None)
            for item in self._asset_items(found)
        }
        for symbol in found:
            rating = self._analyses.latest(symbol, until=EVER)
            if rating:
                found[symbol] = search_documents.analysis(rating, named.get(symbol))
        return found

    def _asset_items(self, symbols: Mapping[str, object]) -> Iterator[dict[str, Any]]:
        return batch_reads.items(self._assets, [{"symbol": symbol} for symbol in symbols])

    def _company(self, symbol: str) -> Company | None:
        known = self._overviews.as_of(symbol, EVER)
        if known is None:
            return None
        return Company(known.name, known.sector, known.industry, known.texts.get("description"))

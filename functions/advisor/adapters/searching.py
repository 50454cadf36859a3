from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.advisor.adapters.table_search import TableSearch
from functions.advisor.domain import search_hits, search_queries
from functions.advisor.domain.circuit import Circuit
from functions.advisor.domain.search_queries import OF_TYPE, Asked
from functions.runtime import log
from functions.runtime.opensearch import OpenSearch, SearchRefused, SearchUnavailable


@dataclass(frozen=True, slots=True)
class Found:
    source: str  # opensearch, or dynamodb where it was not to be had
    hits: list[dict[str, Any]]


class Searching:
    """Asks OpenSearch; when it is down, slow or switched off, the tables."""

    def __init__(
        self, search: OpenSearch, tables: TableSearch, circuit: Circuit, clock: Callable[[], float]
    ) -> None:
        self._search = search
        self._tables = tables
        self._circuit = circuit
        self._clock = clock

    def search(self, asked: Asked) -> Found:
        found = self._ask(OF_TYPE[asked.type], search_queries.search(asked))
        if found is None:
            return Found("dynamodb", self._tables.search(asked))
        hits = [
            search_hits.hit(asked.type, one["_source"], one["_score"], one.get("highlight", {}))
            for one in found
        ]
        return Found("opensearch", hits)

    def suggest(self, text: str, limit: int) -> Found:
        found = self._ask("assets", search_queries.suggest(text, limit))
        if found is None:
            return Found("dynamodb", self._tables.suggest(text, limit))
        return Found("opensearch", [search_hits.suggestion(one["_source"]) for one in found])

    def _ask(self, index: str, body: dict[str, Any]) -> list[dict[str, Any]] | None:
        """The hits; None: ask the tables."""
        if not self._circuit.allows(self._clock()):
            return None
        try:
            if not self._search.is_on:
                return None
            hits = _hits(self._search.ask("POST", f"/{index}/_search", body))
        except SearchUnavailable as fault:
            self._circuit.failed(self._clock())
            log.warning("search_unavailable", why=str(fault))
            return None
        except SearchRefused as refused:
            # It is up: only this question, or an index that is not there yet.
            log.failure("search_refused", refused, index=index)
            return None
        self._circuit.succeeded()
        return hits


def _hits(answer: dict[str, Any]) -> list[dict[str, Any]]:
    if answer["timed_out"]:
        raise SearchUnavailable("only a part was searched in time")
    hits: list[dict[str, Any]] = answer["hits"]["hits"]
    return hits

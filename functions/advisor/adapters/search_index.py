from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from functions.advisor.adapters.search_source import Documents, Key, SearchSource
from functions.advisor.domain.search_indices import KINDS, definition, index_name, is_current
from functions.runtime.opensearch import OpenSearch, SearchUnavailable

PER_BULK = 500
# Another writer was faster, or the index has been replaced meanwhile: nothing is missing.
_HARMLESS = {409: "version_conflict_engine_exception", 404: "index_not_found_exception"}
_ID = {"assets": "symbol", "news": "news_id", "analysis": "symbol"}


class SearchNotPrepared(Exception):
    """There is no index to write to yet; PrepareSearch makes them."""


class SearchIndex:
    """What the tables hold, copied into OpenSearch.

    A change only says which row to look at: the row is read again, and written under the moment just before
    that reading as its version. Whoever reads later wins, so changes that come late, twice or in another
    order do no harm, and a new index may be filled beside them: they write to every index of the kind.
    """

    def __init__(self, search: OpenSearch, source: SearchSource, *, microseconds: Callable[[], int]) -> None:
        self._search = search
        self._source = source
        self._microseconds = microseconds

    def absorb(self, kind: str, keys: Sequence[Key]) -> set[str]:
        """Bring these rows up to date in every index of the kind; answers the ids that could not be."""
        indices = list(self._indices(kind))
        if not indices:
            raise SearchNotPrepared(f"no index of {kind}")
        return self._copy(kind, keys, indices)

    def prepare(self, made_at: str, *, rebuild: bool) -> dict[str, int]:
        """Have an index of today's definition behind every alias; how many documents were filled in where."""
        self._search.ask("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": "false"}})
        filled = {}
        for kind in KINDS:
            serving = self._serving(kind)
            if rebuild or serving is None or not is_current(kind, serving):
                filled[kind] = self._replace(kind, index_name(kind, made_at))
        return filled

    def _replace(self, kind: str, name: str) -> int:
        """A new index takes the alias in one step once it is full; those before it are removed."""
        if name not in self._indices(kind):
            self._search.ask("PUT", f"/{name}", definition(kind))
        for keys in self._source.pages(kind):
            failed = self._copy(kind, keys, [name])
            if failed:
                raise SearchUnavailable(f"{len(failed)} documents of {kind} refused, {min(failed)} first")
        self._search.ask("POST", f"/{name}/_refresh")
        others = [index for index in self._indices(kind) if index != name]
        swap = [{"remove": {"index": index, "alias": kind, "must_exist": False}} for index in others]
        self._search.ask("POST", "/_aliases", {"actions": [*swap, {"add": {"index": name, "alias": kind}}]})
        for index in others:
            self._search.ask("DELETE", f"/{index}")
        return int(self._search.ask("GET", f"/{name}/_count")["count"])

    def _copy(self, kind: str, keys: Sequence[Key], indices: Sequence[str]) -> set[str]:
        failed = set()
        for first in range(0, len(keys), PER_BULK):
            version = self._microseconds()
            documents = self._source.documents(kind, keys[first : first + PER_BULK])
            if documents:
                failed |= self._write(documents, version, indices)
        return failed

    def _write(self, documents: Documents, version: int, indices: Sequence[str]) -> set[str]:
        lines = [line for index in indices for line in _lines(index, documents, version)]
        answer = self._search.bulk(lines)
        return {
            result["_id"]
            for item in answer["items"]
            for result in item.values()
            if "error" in result and _HARMLESS.get(result["status"]) != result["error"]["type"]
        }

    def _indices(self, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = self._search.ask("GET", f"/{kind}-*/_alias")
        return found

    def _serving(self, kind: str) -> str | None:
        """The index behind the alias."""
        found = (index for index, known in self._indices(kind).items() if kind in known["aliases"])
        return next(found, None)


def document_id(kind: str, key: Key) -> str:
    return key[_ID[kind]]


def _lines(
    index: str, documents: Mapping[str, dict[str, Any] | None], version: int
) -> Iterable[dict[str, Any]]:
    for name, document in documents.items():
        known = {"_index": index, "_id": name, "version": version, "version_type": "external"}
        if document is None:
            yield {"delete": known}
        else:
            yield {"index": known}
            yield document

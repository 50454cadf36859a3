"""What changes in a table is found, whatever way the word of it comes."""

import pytest

from functions.advisor import wiring
from functions.advisor.adapters.search_index import SearchNotPrepared
from functions.research import wiring as research
from functions.runtime.opensearch import SearchUnavailable
from tests.support import searchable
from tests.support.searchable import AS_OF, share

ACME = ("assets", {"symbol": "ACME"})


@pytest.fixture
def prepared(desk):
    desk.prepare()
    return desk


def list_as(name, symbol="ACME"):
    research.assets().put_catalogue(share(symbol, name), AS_OF)


def test_an_asset_is_found_once_its_change_is_indexed(prepared, engine):
    list_as("Acme Anvils Inc")

    assert prepared.index(ACME) == []
    assert engine.document("assets", "ACME")["company_name"] == "Acme Anvils Inc"


def test_the_same_change_again_changes_nothing(prepared, engine):
    list_as("Acme Anvils Inc")
    prepared.index(ACME, ACME)
    before = engine.document("assets", "ACME")

    assert prepared.index(ACME) == []
    assert engine.document("assets", "ACME") == before


def test_an_old_record_that_comes_late_does_not_bring_the_old_row_back(prepared, engine):
    """Records say which row changed; what is indexed is the row as it is."""
    list_as("Acme Anvils Inc")
    list_as("Acme Rockets Inc")
    prepared.index(ACME)

    prepared.index(ACME)
    assert engine.document("assets", "ACME")["company_name"] == "Acme Rockets Inc"


def test_who_read_a_row_before_it_changed_does_not_overwrite_who_read_it_after(prepared, engine):
    list_as("Acme Anvils Inc")
    index = wiring.search_index()
    slow = index._source.documents("assets", [ACME[1]])  # noqa: SLF001  read now, written too late
    read_at = index._microseconds()  # noqa: SLF001
    list_as("Acme Rockets Inc")
    prepared.index(ACME)

    refused = index._write(slow, read_at, list(index._indices("assets")))  # noqa: SLF001
    assert refused == set()
    assert engine.document("assets", "ACME")["company_name"] == "Acme Rockets Inc"


def test_a_row_that_was_deleted_is_found_no_more(prepared, engine):
    list_as("Acme Anvils Inc")
    prepared.index(ACME)
    research.assets()._table.delete_item(Key=ACME[1])  # noqa: SLF001

    prepared.index(ACME)
    assert engine.document("assets", "ACME") is None


def test_a_story_is_indexed_once_and_its_links_not_at_all(prepared, engine):
    searchable.fill()
    [item, *_] = [
        item
        for item in research.news()._table.scan()["Items"]  # noqa: SLF001
        if item["item_type"] == "LINK"
    ]
    link = {"news_id": item["news_id"], "time_published": item["time_published"]}
    story = link | {"news_id": item["news_id"].partition("#")[0]}

    assert prepared.index(("news", link), ("news", story)) == []
    assert engine.document("news", story["news_id"])["time_published"].endswith("Z")
    assert engine.ask("GET", "/news/_count").json()["count"] == 1


def test_the_newest_rating_of_a_company_is_the_one_that_is_found(prepared, engine):
    list_as("Acme Anvils Inc")
    searchable.rate("ACME", 4.4, "buy", "Cheap.", as_of="2026-05-29T07:00:00Z")
    searchable.rate("ACME", 2.1, "sell", "Dear.", as_of="2026-05-28T07:00:00Z")

    older = ("analysis", {"symbol": "ACME", "analysis_date": "2026-05-28T07:00:00Z"})
    assert prepared.index(older) == []
    found = engine.document("analysis", "ACME")
    assert (found["investment_rating"], found["rating_score"]) == ("buy", 4.4)
    assert found["company_name"] == "Acme Anvils Inc"


def test_a_document_that_is_refused_fails_alone(prepared, engine):
    """A number that does not fit a long is refused; its neighbour is not."""
    list_as("Acme Anvils Inc")
    list_as("Bolt Works Inc", symbol="BOLT")
    engine.ask("PUT", "/assets/_mapping", {"properties": {"note": {"type": "long"}}})
    source, read = wiring.search_source(), wiring.search_source().documents
    source.documents = lambda kind, keys: {
        name: document | ({"note": "no number"} if name == "ACME" else {})
        for name, document in read(kind, keys).items()
    }
    try:
        failed = prepared.index(ACME, ("assets", {"symbol": "BOLT"}))
    finally:
        del source.documents

    assert failed == [f"{0:021}"]
    assert engine.document("assets", "BOLT")
    assert engine.document("assets", "ACME") is None
    assert prepared.index(ACME) == []
    assert engine.document("assets", "ACME")


def test_changes_wait_for_indices_that_are_not_made_yet(desk):
    list_as("Acme Anvils Inc")

    with pytest.raises(SearchNotPrepared, match="assets"):
        desk.index(ACME)


def test_changes_wait_for_an_engine_that_is_away(prepared, engine):
    list_as("Acme Anvils Inc")
    prepared.announce("http://127.0.0.1:9")
    prepared.restart()

    with pytest.raises(SearchUnavailable):
        prepared.index(ACME)


def test_a_stage_without_an_engine_lets_changes_pass(prepared):
    list_as("Acme Anvils Inc")
    prepared.announce("none")
    prepared.restart()

    assert prepared.index(ACME) == []

"""Indices are made and made anew while people search and tables change."""

import threading

import pytest

from functions.advisor import wiring
from functions.advisor.domain import search_indices, search_queries
from functions.research import wiring as research
from tests.support import searchable
from tests.support.searchable import AS_OF, share

KINDS = ("assets", "news", "analysis")


@pytest.fixture
def filled(desk):
    searchable.fill()
    return desk


def indices(engine, kind):
    return engine.ask("GET", f"/{kind}-*/_alias").json()


def count(engine, kind):
    engine.refresh()
    return engine.ask("GET", f"/{kind}/_count").json()["count"]


def test_what_the_tables_hold_is_filled_in(filled, engine):
    counted = filled.prepare()

    assert counted == {kind: count(engine, kind) for kind in KINDS}
    assert counted["assets"] == len(searchable.listed())
    assert counted["analysis"] == len(searchable.RATINGS)
    assert counted["news"] > 50


def test_preparing_again_does_nothing(filled, engine):
    filled.prepare()
    before = {kind: indices(engine, kind) for kind in KINDS}

    assert filled.prepare() == {}
    assert {kind: indices(engine, kind) for kind in KINDS} == before


def test_another_definition_is_another_index_behind_the_same_alias(filled, engine, monkeypatch):
    filled.prepare()
    [before] = indices(engine, "assets")
    monkeypatch.setitem(search_indices._FIELDS["assets"], "motto", {"type": "keyword"})  # noqa: SLF001

    assert set(filled.prepare()) == {"assets"}
    [after] = indices(engine, "assets")
    assert after != before
    assert indices(engine, "assets")[after]["aliases"] == {"assets": {}}
    assert count(engine, "assets") == len(searchable.listed())


def test_searches_are_answered_all_the_while(filled, engine, monkeypatch):
    """By the engine, if it is given time on a busy machine; each answer finds what the tables hold."""
    monkeypatch.setattr(wiring, "SEARCH_SECONDS", 30.0)
    monkeypatch.setattr(search_queries, "ENGINE_TIMEOUT", "30s")
    filled.restart()
    filled.prepare()
    engine.refresh()
    sources, stop = set(), threading.Event()

    def search():
        while not stop.is_set():
            answer = filled.search("apple")
            sources.add((answer.document["source"], answer.document["items"][0]["id"]))

    searching = threading.Thread(target=search)
    searching.start()
    for _ in range(3):
        filled.prepare(rebuild=True)
    stop.set()
    searching.join()

    assert sources == {("opensearch", "AAPL")}


def test_what_changes_while_an_index_is_filled_is_in_it(filled, engine, monkeypatch):
    filled.prepare()
    source = wiring.search_source()
    pages = source.pages

    def changing(kind):
        """After the rows were read and before the new index serves."""
        yield from pages(kind)
        if kind == "assets":
            research.assets().put_catalogue(share("ACME", "Acme Anvils Inc"), AS_OF)
            filled.index(("assets", {"symbol": "ACME"}))

    monkeypatch.setattr(source, "pages", changing, raising=False)
    filled.prepare(rebuild=True)

    assert engine.document("assets", "ACME")["company_name"] == "Acme Anvils Inc"


def test_what_was_half_filled_when_it_failed_is_removed_by_the_next_time(filled, engine):
    filled.prepare()
    engine.ask("PUT", f"/{search_indices.index_name('assets', '2026-01-01T00:00:00Z')}", {})

    filled.prepare(rebuild=True)
    assert len(indices(engine, "assets")) == 1


def test_a_stage_without_an_engine_prepares_nothing(filled, engine):
    filled.announce("none")
    filled.restart()

    assert filled.prepare() == {}
    assert indices(engine, "assets") == {}

"""Companies side by side over HTTP: sectors, and a screen of everything rated."""

import pytest

from functions.research import wiring
from tests.support.shelf import SECTOR


def screened(library, where, **asked):
    return [item["symbol"] for item in library.items("ScreenAssets", where=where, **asked)]


def test_a_sector_has_its_medians_and_counts(shelves):
    [sector] = shelves.items("ListSectors")

    assert (sector["sector"], sector["companies"], sector["active"]) == (SECTOR, 4, 4)
    assert sector["medians"]["pe_ratio"]["companies"] in (3, 4)
    assert sector["medians"]["pe_ratio"]["median"] > 0


def test_a_sector_of_the_past_is_its_snapshot_of_then(shelves):
    assert shelves.items("ListSectors", as_of="2026-05-11") == []


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("rating:gte:1", ["ACME", "BOLT", "CORE"]),
        ("rating:gt:3.4", ["ACME"]),
        ("rating:gte:3.4", ["ACME", "BOLT"]),
        ("rating:lt:3.4", ["CORE"]),
        ("rating:lte:3.4", ["BOLT", "CORE"]),
        ("rating:eq:3.4", ["BOLT"]),
        ("rating:ne:3.4", ["ACME", "CORE"]),
        ("pe_ratio:lt:20,rating:gte:3,confidence:eq:80", ["BOLT"]),
        ("pe_ratio:lt:-1", []),
        ("current_ratio:gt:0", ["ACME"]),
        ("market_cap:eq:4000", ["BOLT", "CORE"]),
    ],
)
def test_all_conditions_hold_and_withheld_ratings_are_left_out(shelves, where, found):
    assert screened(shelves, where) == found


def test_a_screen_is_in_the_order_asked_for_and_shows_the_fields(shelves):
    by_price = screened(shelves, "rating:gte:1,pe_ratio:gt:1", sort="-pe_ratio")
    assert by_price == ["CORE", "ACME", "BOLT"]
    [core] = shelves.items("ScreenAssets", where="pe_ratio:eq:30", sort="current_ratio")

    assert core["figures"] == {"pe_ratio": 30}


def test_pages_of_a_screen_hold_each_company_once(shelves):
    pages = shelves.pages("ScreenAssets", where="rating:gte:1", limit=1)

    assert [item["symbol"] for page in pages for item in page] == ["ACME", "BOLT", "CORE"]


def test_a_screen_of_the_past_has_the_ratings_of_then(shelves):
    shelves.rated("BOLT", None, as_of="2026-05-15T07:00:00Z")
    shelves.rated("CORE", 4.9, as_of="2026-05-15T07:00:00Z")
    shelves.forget()

    assert screened(shelves, "rating:gte:1") == ["CORE", "ACME"]
    assert screened(shelves, "rating:gte:1", as_of="2026-05-14") == ["ACME", "BOLT", "CORE"]
    assert screened(shelves, "rating:gte:1", as_of="2026-05-08") == ["ACME"]


@pytest.mark.parametrize(("most", "status"), [(1, 422), (2, 200)])
def test_a_past_that_takes_too_many_look_ups_is_refused(shelves, monkeypatch, most, status):
    monkeypatch.setattr("functions.advisor.adapters.catalogue.MOST_LOOK_UPS", most)
    wiring.assets().mark_inactive("DUST", "2026-05-01T00:00:00Z")
    wiring.assets().mark_inactive("ACME", "2026-05-01T00:00:00Z")
    shelves.forget()

    refused = shelves.ask("ScreenAssets", where="rating:gte:1", as_of="2026-05-10")
    listed = shelves.ask("ListAssets", sort="rating", as_of="2026-05-10")

    assert (refused.status, listed.status) == (status, status)


@pytest.mark.parametrize(
    "where",
    [
        "",
        "rating",
        "rating:gte",
        "rating:is:1",
        "rating:gte:x",
        "rating:gte:1;",
        "RATING:gte:1",
        "a:gt:1," * 11,
    ],
)
def test_conditions_of_another_form_are_refused(shelves, where):
    assert shelves.ask("ScreenAssets", where=where).document["error"]["details"][0]["field"] == "where"


@pytest.mark.parametrize("asked", [{"where": "luck:gt:1"}, {"where": "rating:gt:1", "sort": "-luck"}])
def test_a_metric_that_there_is_not_is_named(shelves, asked):
    refused = shelves.ask("ScreenAssets", **asked)

    assert (refused.status, refused.code) == (422, "unknown_metric")
    assert "luck" in refused.document["error"]["message"]

"""The catalogue over HTTP: lists, one asset, and how fresh its data is."""

from itertools import chain

import pytest

from functions.research import wiring
from functions.research.domain.findings import Finding, Severity
from tests.support.shelf import SECTOR


def symbols(items):
    return [item["symbol"] for item in items]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["ACME", "BOLT", "CORE", "DUST", "PEND"]),
        ({"q": "b"}, ["BOLT"]),
        ({"q": "corp common"}, ["ACME", "BOLT", "CORE", "DUST", "PEND"]),
        ({"q": "nothing"}, []),
        ({"status": "inactive"}, ["GONE"]),
        ({"sector": SECTOR, "rating_min": 3}, ["ACME", "BOLT"]),
        ({"sector": "Energy"}, []),
        ({"rating_min": 3.4}, ["ACME", "BOLT"]),
        ({"rating_min": 3.41}, ["ACME"]),
    ],
)
def test_assets_are_listed_by_what_they_are(shelves, asked, found):
    assert symbols(shelves.items("ListAssets", **asked)) == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("-symbol", ["PEND", "DUST", "CORE", "BOLT", "ACME"]),
        ("rating", ["CORE", "BOLT", "ACME", "DUST", "PEND"]),
        ("-rating", ["ACME", "BOLT", "CORE", "DUST", "PEND"]),
        ("-confidence", ["BOLT", "CORE", "ACME", "DUST", "PEND"]),
        ("-market_cap", ["ACME", "BOLT", "CORE", "DUST", "PEND"]),
    ],
)
def test_what_has_no_value_comes_last_in_either_order(shelves, sort, found):
    assert symbols(shelves.items("ListAssets", sort=sort)) == found


@pytest.mark.parametrize("sort", ["symbol", "-rating"])
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_pages_hold_every_asset_once(shelves, sort, limit):
    pages = shelves.pages("ListAssets", sort=sort, limit=limit)

    assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)
    assert symbols(chain.from_iterable(pages)) == symbols(shelves.items("ListAssets", sort=sort))


def test_a_page_goes_on_where_it_was_after_an_asset_left(shelves):
    first = shelves.told("ListAssets", limit=2)
    wiring.assets().mark_inactive("BOLT", "2026-05-19T00:00:00Z")
    shelves.forget()

    after = shelves.items("ListAssets", limit=2, next_token=first["next_token"])

    assert symbols(first["items"]) == ["ACME", "BOLT"]
    assert symbols(after) == ["DUST", "PEND"]


def test_a_page_token_is_of_no_use_in_another_list(shelves):
    token = shelves.told("ListAssets", limit=1)["next_token"]

    for other in ({"sort": "-rating"}, {"q": "a"}, {"as_of": "2026-05-19"}):
        refused = shelves.ask("ListAssets", next_token=token, **other)
        assert refused.document["error"]["details"][0]["field"] == "next_token"
    assert shelves.ask("ListAssets", next_token=f"A{token[1:]}").status == 400


def test_a_list_of_the_past_has_the_ratings_and_the_assets_of_then(shelves):
    now = {item["symbol"]: item for item in shelves.items("ListAssets")}
    then = {item["symbol"]: item for item in shelves.items("ListAssets", as_of="2026-05-08")}

    assert then["GONE"]["status"] == "active"
    assert then["BOLT"]["rating"] is None
    assert then["ACME"]["rated_as_of"] == "2026-05-08T07:00:00Z" < now["ACME"]["rated_as_of"]


def test_an_asset_is_found_by_symbol_alias_and_uuid(shelves):
    shelves.stack.holds("BRK.B")
    by_symbol = shelves.told("GetAsset", "brk.b")

    assert shelves.told("GetAsset", "BRK-B") == by_symbol
    assert shelves.told("GetAsset", by_symbol["asset_id"]) == by_symbol
    assert shelves.ask("GetAsset", "BRK-C").code == "not_found"
    assert shelves.ask("GetAsset", "00000000-0000-4000-8000-000000000000").code == "not_found"


def test_an_asset_shows_its_newest_rating_and_its_profile(shelves):
    acme = shelves.told("GetAsset", "ACME")

    newest = wiring.analyses().latest("ACME", until="9999")
    assert (acme["data_status"], acme["sector"]) == ("available", SECTOR)
    assert acme["analysis"]["analysis_id"] == newest["analysis_id"]
    assert acme["overview"]["figures"]["market_capitalization"] == acme["market_cap"]


def test_an_asset_of_the_past_is_what_was_known_then(shelves):
    before = shelves.told("GetAsset", "ACME", as_of="2026-05-07")
    after = shelves.told("GetAsset", "ACME", as_of="2026-05-08")

    assert (before["analysis"], before["overview"]) == (None, None)
    assert after["analysis"]["as_of"] == after["overview"]["known_from"] == "2026-05-08T07:00:00Z"


def test_freshness_names_moments_and_findings(shelves):
    odd = [Finding("NOT_A_NUMBER", Severity.SOFT, "odd", statement="balance_sheet")]
    wiring.parse_findings().put("ACME", "BALANCE_SHEET", odd, "2026-05-13T07:00:00Z", {})
    wiring.quarantine().put("2026-05-13T07:00:00Z", "ACME", "OVERVIEW", payload_key="raw/x", findings=odd)

    fresh = shelves.told("GetFreshness", "ACME")
    earlier = shelves.told("GetFreshness", "ACME", as_of="2026-05-12")

    assert fresh["last_collected_at"] == fresh["rated_as_of"] == "2026-05-12T07:00:00Z"
    assert (fresh["latest_quarter"], fresh["latest_quarter_age_days"]) == ("2026-03-31", 50)
    assert fresh["next_report_on"] == "2026-05-21"
    assert "NOT_A_NUMBER" in {finding["code"] for finding in fresh["findings"]}
    assert all(finding["meaning"] for finding in fresh["findings"])
    assert [case["function"] for case in fresh["quarantined"]] == ["OVERVIEW"]
    assert "NOT_A_NUMBER" not in {finding["code"] for finding in earlier["findings"]}
    assert earlier["quarantined"] == []


def test_what_was_never_collected_is_as_old_as_can_be(shelves):
    fresh = shelves.told("GetFreshness", "PEND")

    assert fresh["data_status"] == "pending"
    assert {fresh[name] for name in ("last_collected_at", "latest_quarter", "rated_as_of")} == {None}

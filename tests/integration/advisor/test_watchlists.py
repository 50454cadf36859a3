"""Watchlists: names, the default, assets in their order."""

import pytest

from functions.advisor.domain.watchlists import MOST_ASSETS, MOST_LISTS

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def ann(advisor):
    advisor.person("ann")
    for symbol, rating in (("AAPL", 3.0), ("MSFT", 4.0), ("NVDA", None)):
        advisor.asset(symbol, rating)
    return advisor


def symbols(answer):
    return [each["symbol"] for each in answer.document["assets"]]


def defaults(advisor, user="ann"):
    items = advisor.lists("ListWatchlists", user).document["items"]
    return [each["name"] for each in items if each["is_default"]]


def test_a_list_has_what_was_put_on_it_in_that_order_with_the_average_of_its_ratings(ann):
    watchlist = ann.list()
    for symbol in ("NVDA", "MSFT", "AAPL"):
        answer = ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": symbol})
        assert answer.status == 201, answer.text

    found = ann.lists("GetWatchlist", watchlist=watchlist)

    assert symbols(found) == ["NVDA", "MSFT", "AAPL"]
    assert (found.document["asset_count"], found.document["average_rating"]) == (3, 3.5)
    assert [each["rating"] for each in found.document["assets"]] == [None, 4.0, 3.0]
    [summary] = ann.lists("ListWatchlists").document["items"]
    assert summary == {name: value for name, value in found.document.items() if name != "assets"}


def test_an_asset_is_named_by_its_symbol_or_its_id(ann):
    watchlist, asset = ann.list(), ann.asset("IBM")
    ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": asset.asset_id})

    again = ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "IBM"})

    assert (again.status, again.code) == (409, "asset_held")
    gone = ann.lists("RemoveWatchlistAsset", watchlist=watchlist, asset=asset.asset_id)
    assert gone.status == 204
    assert symbols(ann.lists("GetWatchlist", watchlist=watchlist)) == []


def test_what_is_not_in_the_catalogue_cannot_be_watched(ann):
    watchlist = ann.list()

    answer = ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "NOSUCH"})

    assert (answer.status, answer.document["error"]["message"]) == (404, "no such asset")


def test_what_the_list_does_not_have_cannot_be_taken_off(ann):
    answer = ann.lists("RemoveWatchlistAsset", watchlist=ann.list(), asset="AAPL")

    assert (answer.status, answer.code) == (404, "not_found")


def test_an_asset_taken_off_leaves_the_others_in_order(ann):
    watchlist = ann.list()
    for symbol in ("AAPL", "MSFT", "NVDA"):
        ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": symbol})
    ann.lists("RemoveWatchlistAsset", watchlist=watchlist, asset="MSFT")

    found = ann.lists("GetWatchlist", watchlist=watchlist)

    assert (symbols(found), found.document["asset_count"]) == (["AAPL", "NVDA"], 2)


def test_a_list_is_put_into_another_order_whole_or_not_at_all(ann):
    watchlist = ann.list()
    for symbol in ("AAPL", "MSFT", "NVDA"):
        ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": symbol})

    turned = ann.lists("OrderWatchlist", watchlist=watchlist, body={"symbols": ["NVDA", "MSFT", "AAPL"]})

    assert symbols(turned) == ["NVDA", "MSFT", "AAPL"]
    for wrong in (["NVDA"], ["NVDA", "MSFT", "IBM"], ["NVDA", "MSFT", "AAPL", "AAPL"], []):
        answer = ann.lists("OrderWatchlist", watchlist=watchlist, body={"symbols": wrong})
        assert (answer.status, answer.code) == (422, "order_incomplete"), wrong
    assert symbols(ann.lists("GetWatchlist", watchlist=watchlist)) == ["NVDA", "MSFT", "AAPL"]


@pytest.mark.parametrize("name", ["Chips", "CHIPS", " chips  ", "\uff23hips"])
def test_a_name_that_reads_the_same_is_taken(ann, name):
    ann.list("Chips")

    answer = ann.lists("CreateWatchlist", body={"name": name})

    assert (answer.status, answer.code) == (409, "name_taken")
    assert len(ann.lists("ListWatchlists").document["items"]) == 1


def test_another_user_may_have_a_list_of_that_name(ann):
    ann.person("bob")
    ann.list("Chips")

    assert ann.list("Chips", "bob")


def test_a_renamed_list_frees_its_name(ann):
    first, second = ann.list("Chips"), ann.list("Banks")
    taken = ann.lists("ChangeWatchlist", watchlist=second, body={"name": "chips"})
    assert (taken.status, taken.code) == (409, "name_taken")

    renamed = ann.lists("ChangeWatchlist", watchlist=first, body={"name": "Chip makers"})

    assert renamed.document["name"] == "Chip makers"
    assert ann.lists("ChangeWatchlist", watchlist=second, body={"name": "Chips"}).status == 200
    assert ann.lists("ChangeWatchlist", watchlist=second, body={"name": "CHIPS"}).status == 200


def test_there_is_one_default_whatever_is_made_or_deleted(ann):
    first = ann.list("First")
    assert defaults(ann) == ["First"]
    second = ann.list("Second", is_default=True)
    assert defaults(ann) == ["Second"]
    third = ann.list("Third")
    assert defaults(ann) == ["Second"]
    ann.lists("ChangeWatchlist", watchlist=third, body={"is_default": True})
    assert defaults(ann) == ["Third"]
    ann.lists("DeleteWatchlist", watchlist=third)
    assert len(defaults(ann)) == 1
    ann.lists("DeleteWatchlist", watchlist=first)
    assert defaults(ann) == ["Second"]
    ann.lists("DeleteWatchlist", watchlist=second)
    assert ann.stored("watchlists") == []


def test_nobody_has_more_lists_than_one_may_have(ann):
    for number in range(MOST_LISTS):
        ann.list(f"List {number}")

    answer = ann.lists("CreateWatchlist", body={"name": "One more"})

    assert (answer.status, answer.code) == (409, "too_many_lists")
    ann.lists("DeleteWatchlist", watchlist=ann.lists("ListWatchlists").document["items"][0]["watchlist_id"])
    assert ann.list("One more")


def test_a_list_holds_as_many_assets_as_a_list_may(ann):
    watchlist = ann.list()
    held = [{"symbol": f"S{number}", "added_at": "2026-11-20T07:00:00Z"} for number in range(MOST_ASSETS - 1)]
    ann.table("watchlists").update_item(
        Key={"user_id": "ann", "watchlist_id": watchlist},
        UpdateExpression="SET assets = :held",
        ExpressionAttributeValues={":held": held},
    )

    last = ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "AAPL"})
    beyond = ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "MSFT"})

    assert (last.status, last.document["asset_count"]) == (201, MOST_ASSETS)
    assert (beyond.status, beyond.code) == (409, "list_full")


def test_lists_belong_to_somebody_with_a_profile(advisor):
    answer = advisor.lists("CreateWatchlist", body={"name": "Chips"})

    assert (answer.status, answer.code) == (409, "no_profile")
    assert advisor.everything()["watchlists"] == []


OPERATIONS = {
    "GetWatchlist": {},
    "ChangeWatchlist": {"body": {"name": "Mine"}},
    "DeleteWatchlist": {},
    "AddWatchlistAsset": {"body": {"asset_id": "AAPL"}},
    "RemoveWatchlistAsset": {"asset": "AAPL"},
    "OrderWatchlist": {"body": {"symbols": ["AAPL"]}},
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_anothers_list_is_answered_like_one_that_does_not_exist(ann, operation):
    ann.person("bob")
    watchlist = ann.list()
    ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "AAPL"})
    before = ann.everything()

    theirs = ann.lists(operation, "bob", watchlist=watchlist, **OPERATIONS[operation])
    nobodys = ann.lists(operation, "bob", watchlist=UNKNOWN, **OPERATIONS[operation])

    told = [{**each.document["error"], "requestId": None} for each in (theirs, nobodys)]
    assert theirs.status == nobodys.status == 404
    assert told[0] == told[1]
    assert ann.everything() == before

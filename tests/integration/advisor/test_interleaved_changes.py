"""Two requests of one moment: somebody else's comes between the reading and the writing of the first."""

import pytest

from tests.support.advisor import person_form
from tests.support.aws_calls import AwsCalls


@pytest.fixture
def ann(advisor):
    advisor.person("ann")
    for symbol in ("AAPL", "MSFT", "NVDA"):
        advisor.asset(symbol)
    return advisor


def between(other, first):
    """`other` happens just before the first write of `first`."""
    calls, happened = AwsCalls(), []

    def meanwhile():
        if not happened:
            happened.append(True)
            other()

    with calls.installed(), calls.before_each_write(meanwhile):
        answer = first()
    assert happened
    return answer


def test_two_assets_put_on_a_list_at_once_are_both_on_it_and_counted(ann):
    watchlist = ann.list()

    between(
        lambda: ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "MSFT"}),
        lambda: ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "AAPL"}),
    )

    found = ann.lists("GetWatchlist", watchlist=watchlist).document
    assert [each["symbol"] for each in found["assets"]] == ["MSFT", "AAPL"]
    [item] = [each for each in ann.stored("watchlists") if each["watchlist_id"] == watchlist]
    assert item["asset_count"] == found["asset_count"] == 2


def test_of_two_that_put_the_same_asset_on_one_list_one_is_told_that_it_is_there(ann):
    watchlist = ann.list()

    def add():
        return ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "AAPL"})

    answer = between(add, add)

    assert (answer.status, answer.code) == (409, "asset_held")
    assert ann.lists("GetWatchlist", watchlist=watchlist).document["asset_count"] == 1


def test_of_two_lists_of_one_name_made_at_once_there_is_one(ann):
    def make(name):
        return lambda: ann.lists("CreateWatchlist", body={"name": name})

    answer = between(make("CHIPS"), make("chips"))

    assert (answer.status, answer.code) == (409, "name_taken")
    [only] = ann.lists("ListWatchlists").document["items"]
    assert (only["name"], only["is_default"]) == ("CHIPS", True)


def test_a_list_deleted_while_it_is_changed_stays_deleted(ann):
    watchlist = ann.list()

    answer = between(
        lambda: ann.lists("DeleteWatchlist", watchlist=watchlist),
        lambda: ann.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "AAPL"}),
    )

    assert answer.status == 404
    assert ann.stored("watchlists") == []


def test_the_heir_of_the_default_may_not_go_at_the_same_time(ann):
    first, second = ann.list("A"), ann.list("B")

    between(
        lambda: ann.lists("DeleteWatchlist", watchlist=second),
        lambda: ann.lists("DeleteWatchlist", watchlist=first),
    )

    assert ann.lists("ListWatchlists").document["items"] == []
    assert ann.stored("watchlists") == []


def test_a_default_made_while_the_old_one_goes_stays_the_default(ann):
    first = ann.list("A")
    ann.list("B")
    third = ann.list("C")

    between(
        lambda: ann.lists("ChangeWatchlist", watchlist=third, body={"is_default": True}),
        lambda: ann.lists("DeleteWatchlist", watchlist=first),
    )

    items = ann.lists("ListWatchlists").document["items"]
    assert [(each["name"], each["is_default"]) for each in items if each["is_default"]] == [("C", True)]
    assert len(items) == 2


def test_of_two_users_with_one_address_one_is_refused(ann):
    answer = between(
        lambda: ann.users("CreateUser", "bob", body=person_form("one@example.com")),
        lambda: ann.users("CreateUser", "eve", body=person_form("ONE@example.com")),
    )

    assert (answer.status, answer.code) == (409, "email_taken")
    assert ann.users("GetUser", "bob", user_id="me").status == 200


def test_a_profile_changed_meanwhile_is_not_written_over(ann):
    answer = between(
        lambda: ann.users("ChangeUser", user_id="me", body={"email": "new@example.com"}),
        lambda: ann.users("ChangeUser", user_id="me", body={"last_name": "Li"}),
    )

    assert (answer.status, answer.code) == (409, "changed_meanwhile")
    assert ann.users("GetUser", user_id="me").document["email"] == "new@example.com"


def test_a_list_made_while_its_user_is_erased_is_not_made(ann):
    answer = between(
        lambda: ann.users("EraseUser", user_id="me"),
        lambda: ann.lists("CreateWatchlist", body={"name": "Chips"}),
    )

    assert (answer.status, answer.code) == (409, "no_profile")
    assert ann.stored("watchlists") == []

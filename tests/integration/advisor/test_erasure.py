"""Erasing a user: nothing is left, wherever it was interrupted, and nothing is made meanwhile."""

import pytest
from botocore.client import BaseClient

from functions.advisor import wiring
from functions.advisor.adapters.erasure import Erasure
from functions.advisor.handlers import finish_erasures
from tests.support.advisor import person_form
from tests.support.aws_calls import Killed

BEGUN = 1_795_158_000  # 2026-11-20T07:00:00Z
KEY = {"name": "machine", "scopes": ["read:assets"], "expires_in_days": 1}


@pytest.fixture
def ann(advisor):
    """With something of everything; and bob, whose things stay."""
    for user in ("ann", "bob"):
        advisor.person(user)
        advisor.asset("AAPL")
        for name in ("Chips", "Banks"):
            watchlist = advisor.list(name, user)
        advisor.lists("AddWatchlistAsset", user, watchlist=watchlist, body={"asset_id": "AAPL"})
        advisor.users("SetPreferences", user, user_id="me", body={"theme": "dark"})
        for _ in range(2):
            advisor.users("MakeApiKey", user, body=KEY)
        advisor.table("alerts").put_item(Item={"user_id": user, "alert_id": "a", "asset_symbol": "AAPL"})
        for number in range(30):
            advisor.table("notifications").put_item(Item={"user_id": user, "notification_id": f"{number}"})
    return advisor


def left_of(advisor, user):
    return [
        item
        for items in advisor.everything().values()
        for item in items
        if user in (item.get("user_id"), item.get("claimed_by"))
    ]


def test_nothing_is_left_but_which_changes_there_were(ann):
    of_bob = left_of(ann, "bob")

    assert ann.users("EraseUser", user_id="me").status == 204

    assert left_of(ann, "ann") == []
    assert left_of(ann, "bob") == of_bob
    assert ann.users("GetUser", user_id="me").status == 404
    changes = [item["change"] for item in ann.stored("users")]
    assert "erased" in changes
    assert "example.com" not in str(ann.stored("users"))


def test_erasing_again_is_no_error_and_the_address_is_free(ann):
    assert [ann.users("EraseUser", user_id="me").status for _ in range(2)] == [204, 204]

    assert ann.users("CreateUser", "eve", body=person_form("ann@example.com")).status == 201
    assert ann.users("CreateUser", body=person_form("lee@example.com")).status == 201


def test_nobody_erases_another(ann):
    answer = ann.users("EraseUser", "bob", user_id="ann")

    assert (answer.status, answer.code) == (404, "not_found")
    assert left_of(ann, "ann")


def killed_at(monkeypatch, number, *, after):
    """The process ends at its n-th call to AWS, before or after it took effect; nothing follows."""
    call, count = BaseClient._make_api_call, [0]  # noqa: SLF001

    def counting(self, *arguments):
        count[0] += 1
        if count[0] > number or (count[0] == number and not after):
            raise Killed
        answer = call(self, *arguments)
        if count[0] == number:
            raise Killed
        return answer

    monkeypatch.setattr(BaseClient, "_make_api_call", counting)


@pytest.mark.parametrize("after", [False, True])
def test_whatever_ended_it_the_same_request_goes_on_to_the_end(ann, monkeypatch, after):
    number, interrupted = 0, True
    before = {name: ann.table(name).scan()["Items"] for name in ann.everything()}
    while interrupted:
        number += 1
        for name, items in before.items():
            for item in items:
                ann.table(name).put_item(Item=item)
        with monkeypatch.context() as patch:
            killed_at(patch, number, after=after)
            try:
                ann.users("EraseUser", user_id="me")
                interrupted = False
            except Killed:
                pass
        if interrupted and ann.users("GetUser", user_id="me").status == 200:
            assert not after
            assert number == 1, "the profile goes first for everybody else"
        assert ann.users("EraseUser", user_id="me").status == 204
        assert left_of(ann, "ann") == [], number
    assert number > 10


def interrupted(ann, monkeypatch, at_call, user="ann"):
    with monkeypatch.context() as patch:
        killed_at(patch, at_call, after=True)
        with pytest.raises(Killed):
            ann.users("EraseUser", user, user_id="me", now=BEGUN)


@pytest.mark.parametrize("at_call", [1, 2, 4, 8])
def test_an_erasure_that_stalled_is_ended_within_the_hour(ann, monkeypatch, at_call):
    of_bob = left_of(ann, "bob")
    interrupted(ann, monkeypatch, at_call)

    assert ann.sweep("2026-11-20T07:14:59Z") == {"finished": 0}, "whoever began it may still be at it"
    assert ann.sweep("2026-11-20T07:15:01Z") == {"finished": 1}

    assert left_of(ann, "ann") == []
    assert left_of(ann, "bob") == of_bob
    assert ann.sweep("2026-11-20T08:15:01Z") == {"finished": 0}


def test_who_came_back_is_not_erased_by_what_the_index_still_says(ann, monkeypatch):
    interrupted(ann, monkeypatch, 1)
    erasing = list(wiring.erasure().stalled("2026-11-20T08:00:00Z"))
    ann.sweep("2026-11-20T07:15:01Z")
    ann.person("ann")
    monkeypatch.setattr(Erasure, "stalled", lambda *_: iter(erasing))

    ann.sweep("2026-11-20T08:15:01Z")

    assert ann.users("GetUser", user_id="me").status == 200


def test_one_erasure_that_fails_holds_up_no_other(ann, monkeypatch):
    interrupted(ann, monkeypatch, 1)
    interrupted(ann, monkeypatch, 1, user="bob")
    erase = Erasure._erase  # noqa: SLF001
    fails = lambda self, user, *given: 1 / 0 if user == "ann" else erase(self, user, *given)  # noqa: E731
    with monkeypatch.context() as patch:
        patch.setattr(Erasure, "_erase", fails)
        with pytest.raises(finish_erasures.ErasuresFailed, match="1 of 2"):
            ann.sweep("2026-11-20T07:15:01Z")

    assert left_of(ann, "bob") == []
    assert ann.sweep("2026-11-20T08:15:01Z") == {"finished": 1}


def test_nothing_is_made_for_a_user_who_is_being_erased(ann, monkeypatch):
    with monkeypatch.context() as patch:
        killed_at(patch, 3, after=True)
        with pytest.raises(Killed):
            ann.users("EraseUser", user_id="me")

    assert ann.users("GetUser", user_id="me").status == 404
    assert ann.users("ChangeUser", user_id="me", body={"last_name": "Li"}).status == 404
    assert ann.lists("CreateWatchlist", body={"name": "New"}).code == "no_profile"
    assert ann.users("MakeApiKey", body=KEY).code == "too_many_keys"
    assert ann.users("CreateUser", body=person_form("lee@example.com")).code == "profile_exists"


def test_the_copy_holds_all_that_is_kept_and_no_secret(ann):
    document = ann.users("ExportUserData", user_id="me").document

    assert document["profile"]["email"] == "ann@example.com"
    assert document["preferences"] == {"theme": "dark"}
    assert {each["name"] for each in document["watchlists"]} == {"Chips", "Banks"}
    assert [held["symbol"] for each in document["watchlists"] for held in each["assets"]] == ["AAPL"]
    assert (len(document["alerts"]), len(document["notifications"]), len(document["api_keys"])) == (1, 30, 2)
    assert {each["change"] for each in document["account_changes"]} == {
        "created",
        "preferences_set",
        "key_made",
    }
    hashes = [item["key_hash"] for item in ann.everything()["api-keys"]]
    assert not any(each in str(document) for each in hashes)
    assert "bob" not in str(document)

"""Alerts as their users make them: what they are about, their numbers, their channels, whose they are."""

import pytest

from functions.advisor.domain.alerts import MOST_ALERTS, TYPES
from tests.support.alerting import HOOK

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def fields(answer):
    return {each["field"]: each["message"] for each in answer.document["error"]["details"]}


def path(alert_id):
    return {"path": {"alert_id": alert_id}}


def test_an_alert_is_answered_as_it_was_asked_for_with_the_numbers_it_goes_by(alerting):
    made = alerting.ask("CreateAlert", body={"asset_id": "AAPL", "alert_type": "rating_change"})
    alert_id = made.document["alert_id"]

    found = alerting.ask("GetAlert", **path(alert_id))

    assert made.headers["Location"].endswith(alert_id)
    assert (found.document["symbol"], found.document["conditions"]) == ("AAPL", {"min_rating_change": 0.3})
    assert made.document == {**found.document, "webhook_secret": None}
    assert alerting.ask("ListAlerts").document["items"] == [found.document]


def test_every_type_says_what_it_tells_and_within_which_bounds(alerting):
    items = alerting.ask("ListAlertTypes").document["items"]

    assert [item["alert_type"] for item in items] == list(TYPES)
    bounds = {c["name"]: (c["lowest"], c["default"], c["highest"]) for i in items for c in i["conditions"]}
    assert bounds["min_rating_change"] == (0.1, 0.3, 4)
    assert bounds["within_days"] == (1, 3, 14)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"asset_id": "AAPL", "watchlist_id": UNKNOWN}, "asset_id"),
        ({}, "asset_id"),
        ({"asset_id": "AAPL", "conditions": {"min_rating_change": 0.05}}, "conditions.min_rating_change"),
        ({"asset_id": "AAPL", "conditions": {"within_days": 3}}, "conditions.within_days"),
        ({"asset_id": "AAPL", "channels": ["webhook"]}, "webhook_url"),
        ({"asset_id": "AAPL", "webhook_url": "https://127.0.0.1/hook"}, "webhook_url"),
        ({"asset_id": "AAPL", "webhook_url": "https://[::ffff:10.0.0.1]/"}, "webhook_url"),
        ({"asset_id": "AAPL", "webhook_url": "https://ann:secret@example.com/"}, "webhook_url"),
        ({"asset_id": "AAPL", "webhook_url": "http://example.com/"}, "webhook_url"),
    ],
)
def test_what_cannot_be_told_is_refused_field_by_field(alerting, asked, field):
    answer = alerting.ask("CreateAlert", body={"alert_type": "rating_change", **asked})

    assert (answer.status, list(fields(answer))) == (400, [field])
    assert alerting.advisor.stored("alerts") == []


@pytest.mark.parametrize("named", [{"asset_id": "NOSUCH"}, {"watchlist_id": UNKNOWN}])
def test_an_alert_is_about_something_there_is(alerting, named):
    assert alerting.ask("CreateAlert", body={"alert_type": "risk_flag", **named}).status == 404


def test_anothers_list_cannot_be_watched(alerting):
    theirs = alerting.advisor.list("Chips", "bob")

    answer = alerting.ask("CreateAlert", body={"alert_type": "risk_flag", "watchlist_id": theirs})

    assert answer.status == 404


def test_the_secret_of_a_webhook_is_shown_when_it_is_made_and_when_the_address_moves(alerting):
    hooked = {"channels": ["webhook"], "webhook_url": HOOK}
    made = alerting.ask(
        "CreateAlert", body={"asset_id": "AAPL", "alert_type": "risk_flag", **hooked}
    ).document
    at = path(made["alert_id"])

    same = alerting.ask("ChangeAlert", **at, body={"webhook_url": HOOK, "is_enabled": False}).document
    moved = alerting.ask("ChangeAlert", **at, body={"webhook_url": f"{HOOK}/2"}).document

    assert len(made["webhook_secret"]) > 40
    assert same["webhook_secret"] is None
    assert moved["webhook_secret"] not in (None, made["webhook_secret"])
    assert (same["is_enabled"], moved["is_enabled"]) == (False, False)
    copy = alerting.advisor.users("ExportUserData", user_id="me").text
    assert moved["webhook_secret"] not in copy


def test_so_many_alerts_fit_and_one_that_goes_makes_room(alerting):
    made = [alerting.alert("risk_flag") for _ in range(MOST_ALERTS)]
    body = {"asset_id": "AAPL", "alert_type": "risk_flag"}

    assert alerting.ask("CreateAlert", body=body).code == "too_many_alerts"
    assert alerting.ask("DeleteAlert", **path(made[0])).status == 204
    assert alerting.ask("DeleteAlert", **path(made[0])).status == 404
    assert alerting.ask("CreateAlert", body=body).status == 201
    assert alerting.ask("CreateAlert", body=body).code == "too_many_alerts"


def test_alerts_belong_to_somebody_with_a_profile(alerting):
    answer = alerting.ask("CreateAlert", "eve", body={"asset_id": "AAPL", "alert_type": "risk_flag"})

    assert (answer.status, answer.code) == (409, "no_profile")


OF_AN_ALERT = {"GetAlert": None, "ChangeAlert": {"is_enabled": False}, "DeleteAlert": None}


@pytest.mark.parametrize("operation", OF_AN_ALERT)
def test_anothers_alert_is_answered_like_one_that_does_not_exist(alerting, operation):
    mine = alerting.alert()
    before = alerting.advisor.everything()

    theirs = alerting.ask(operation, "bob", **path(mine), body=OF_AN_ALERT[operation])
    nobodys = alerting.ask(operation, "bob", **path(UNKNOWN), body=OF_AN_ALERT[operation])

    told = [{**each.document["error"], "requestId": None} for each in (theirs, nobodys)]
    assert (theirs.status, told[0]) == (404, told[1])
    assert alerting.advisor.everything() == before


def test_anothers_alert_is_not_tested_and_their_inbox_not_read(alerting):
    mine = alerting.alert()
    [told] = [alerting.ask("TestAlert", body={"alert_id": mine}).document["notification_id"]]

    assert alerting.ask("TestAlert", "bob", body={"alert_id": mine}).status == 404
    assert alerting.inbox("bob") == []
    answer = alerting.ask("ReadNotification", "bob", path={"notification_id": told})
    assert answer.status == 404
    assert alerting.inbox()[0]["read_at"] is None


def test_an_inbox_is_read_in_pages_newest_first_and_its_token_is_nobody_elses(alerting):
    mine = alerting.alert()
    made = [alerting.ask("TestAlert", body={"alert_id": mine}).document["notification_id"] for _ in range(5)]

    first = alerting.ask("ListNotifications", query={"limit": "3"}).document
    rest = alerting.ask("ListNotifications", query={"limit": "3", "next_token": first["next_token"]}).document
    theirs = alerting.ask("ListNotifications", "bob", query={"next_token": first["next_token"]})

    shown = [item["notification_id"] for item in first["items"] + rest["items"]]
    assert sorted(shown) == sorted(made)
    assert rest["next_token"] is None
    assert (theirs.status, list(fields(theirs))) == (400, ["next_token"])


def test_what_was_read_first_stays_read_then(alerting):
    mine = alerting.alert()
    told = alerting.ask("TestAlert", body={"alert_id": mine}).document["notification_id"]

    first, again = (
        alerting.ask("ReadNotification", path={"notification_id": told}, now=at).document["read_at"]
        for at in (1_800_000_000, 1_800_000_100)
    )

    assert first == again == "2027-01-15T08:00:00Z"

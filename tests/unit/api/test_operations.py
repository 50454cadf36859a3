import pytest

from functions.runtime import api
from tests.support.gateway import ask

SESSION = "0e9c8a86-6a3b-4a35-9c36-1f3e4f0f7a11"


@pytest.fixture
def sessions(monkeypatch):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1000")

    def shown(request):
        moments = dict.fromkeys(("created_at", "last_seen_at", "idle_expires_at", "expires_at"), request.at)
        return api.Answer(200, {"session_id": request.path["session_id"], "status": "live", **moments})

    return api.operations({"GetSession": shown, "EndSession": lambda request: api.Answer(204)})


def test_a_function_of_several_operations_answers_the_one_that_was_asked(sessions):
    shown = ask(sessions, operation="GetSession", path={"session_id": SESSION})
    ended = ask(sessions, operation="EndSession", path={"session_id": SESSION})

    assert (shown.status, shown.document["session_id"]) == (200, SESSION)
    assert (ended.status, ended.text) == (204, "")


@pytest.mark.parametrize("limit", ["0", "101", "1.5", "ten", "-1", "1e1", "٣", "9" * 30])
def test_a_number_that_is_not_as_described_is_named(monkeypatch, limit):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1000")
    handler = api.operations({"ListNews": lambda request: api.Answer(200, {})})

    refused = ask(handler, operation="ListNews", query={"limit": limit})

    assert refused.status == 400
    assert [each["field"] for each in refused.document["error"]["details"]] == ["limit"]


@pytest.mark.parametrize("rating_min", ["0.9", "5.1", "nan", "inf", "1e400", "four", ""])
def test_a_rating_that_there_is_not_is_named(monkeypatch, rating_min):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1000")
    handler = api.operations({"ListAssets": lambda request: api.Answer(200, {})})

    refused = ask(handler, operation="ListAssets", query={"rating_min": rating_min})

    assert [each["field"] for each in refused.document["error"]["details"]] == ["rating_min"]


def asked(operation, query):
    """What of the request a function is told."""
    told = []

    def respond(request):
        told.append(request.query)
        return api.Answer(200, {"items": [], "next_token": None}, max_age_seconds=1)

    assert ask(api.operations({operation: respond}), operation=operation, query=query).status == 200
    return told[0]


@pytest.mark.parametrize("rating_min", ["1", "5.0", "3.0271724131377494", "3e0", "0.4E1", "30e-1"])
def test_a_rating_may_have_all_the_digits_a_program_writes(monkeypatch, rating_min):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1000")

    assert asked("ListAssets", {"rating_min": rating_min})["rating_min"] == float(rating_min)


@pytest.mark.parametrize(("given", "read"), [("true", True), ("false", False), (None, False)])
def test_yes_and_no_are_read_as_such(monkeypatch, given, read):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1000")

    query = {"watchlist_only": given} if given else None
    assert asked("ListUpcomingEarnings", query)["watchlist_only"] is read


@pytest.mark.parametrize("given", ["True", "1", "yes", ""])
def test_whatever_else_is_neither_yes_nor_no(monkeypatch, given):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1000")
    handler = api.operations({"ListUpcomingEarnings": lambda request: api.Answer(200, {})})

    refused = ask(handler, operation="ListUpcomingEarnings", query={"watchlist_only": given})

    assert [each["field"] for each in refused.document["error"]["details"]] == ["watchlist_only"]

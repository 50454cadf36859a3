"""The Python client against an API that answers as its contract's examples."""

import inspect

import pytest

from scripts.client import ApiUnreachable, Client
from scripts.client.client import ANSWERS_KEPT, ATTEMPTS, LONGEST_WAIT_SECONDS
from scripts.client.errors import NotFound, TooManyRequests, Unavailable
from scripts.client.operations import Operations
from tests.support.exemplary import ExemplaryApi, route

METHODS = dict(inspect.getmembers(Operations, inspect.isfunction))


@pytest.fixture(scope="module")
def server():
    with ExemplaryApi() as server:
        yield server


@pytest.fixture
def api(server):
    server.asked, server.refusals = [], []
    return server


@pytest.fixture
def waits():
    return []


@pytest.fixture
def client(api, waits):
    return Client(api.url, token="t0ken", sleep=waits.append)


@pytest.mark.parametrize("name", METHODS)
def test_every_operation_of_the_contract_is_asked_as_described(api, client, name):
    given = {
        p.name: {} if p.name == "body" else "a/b"
        for p in inspect.signature(METHODS[name]).parameters.values()
        if p.name != "self" and p.default is p.empty
    }

    getattr(client, name)(**given)

    [(method, path, headers, body)] = api.asked
    operation = route(method, path.partition("?")[0])
    assert operation["operationId"].lower() == name.replace("_", "")
    assert headers["Authorization"] == "Bearer t0ken"
    assert ("body" in given) == (body is not None)


def test_what_has_not_changed_is_not_fetched_again(api, client):
    first, second = client.get_rating("ACME"), client.get_rating("ACME")

    assert first == second
    assert [asked[2].get("If-None-Match") for asked in api.asked] == [None, '"as-ever"']
    client.get_rating("ACME", as_of="2026-05-08")
    assert "If-None-Match" not in api.asked[-1][2], "of another moment there is no answer yet"


def test_only_the_newest_answers_are_kept(api, client):
    for number in range(ANSWERS_KEPT + 1):
        client.get_rating(f"A{number}")

    client.get_rating("A0")
    assert "If-None-Match" not in api.asked[-1][2]


@pytest.mark.parametrize(
    ("told", "waited"),
    [("7", 7.0), ("0", 0.1), ("-5", 0.1), ("1.5", 1.5), ("Fri, 20 Nov 2015 07:00:00 GMT", 0.1)],
)
def test_a_refusal_for_now_is_repeated_after_the_time_it_names(api, client, waits, told, waited):
    api.refusals = [(429, {"Retry-After": told}), (503, {"Retry-After": told})]

    assert client.create_watchlist({"name": "New"})
    assert waits == [waited] * 2


def test_nobody_waits_longer_than_the_limit_of_a_minute(api, client, waits):
    api.refusals = [(429, {"Retry-After": str(LONGEST_WAIT_SECONDS + 1)})]

    with pytest.raises(TooManyRequests, match="told_429"):
        client.list_topics()
    assert waits == []


def test_who_is_never_served_is_told_so_in_the_end(api, client, waits):
    api.refusals = [(503, {})] * ATTEMPTS

    with pytest.raises(Unavailable) as refused:
        client.list_topics()

    assert (refused.value.code, refused.value.request_id) == ("told_503", "id-1")
    assert len(waits) == ATTEMPTS - 1
    assert sorted(waits) == waits


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_fault_is_repeated_only_where_nothing_is_done_twice(api, client, status):
    api.refusals = [(status, {})]
    assert client.list_topics()

    api.refusals = [(status, {})]
    with pytest.raises(Unavailable):
        client.create_watchlist({"name": "New"})

    api.refusals = [(status, {})]
    assert client.submit_order({}, signal9_session="s", idempotency_key="k")


def test_a_refusal_has_the_apis_words_and_no_secret(api, client):
    api.refusals = [(404, {})]

    with pytest.raises(NotFound) as refused:
        client.get_rating("NOBODY")

    assert str(refused.value) == "told_404: no (HTTP 404, request id-1)"
    assert "t0ken" not in repr(client) + repr(refused.value) + str(refused.value)


def test_what_is_not_there_is_not_waited_for_for_ever(waits):
    client = Client("http://127.0.0.1:9", api_key="s3cret", sleep=waits.append)

    with pytest.raises(ApiUnreachable) as failure:
        client.list_topics()

    assert len(waits) == ATTEMPTS - 1
    assert "s3cret" not in str(failure.value)


def test_pages_follow_their_tokens_to_the_end(client):
    pages = iter([{"items": [1, 2], "next_token": "t"}, {"items": [3], "next_token": None}])
    asked = []

    def listed(of, **given):
        asked.append((of, given))
        return next(pages)

    assert list(client.pages(listed, "ACME", limit=2)) == [1, 2, 3]
    assert asked == [("ACME", {"limit": 2}), ("ACME", {"limit": 2, "next_token": "t"})]


def test_one_credential_is_enough():
    with pytest.raises(ValueError, match="TwoCredentials"):
        Client("https://api.example", token="a", api_key="b")

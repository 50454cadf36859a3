"""Nothing of what a user keeps is seen or changed by another, nor by whoever has no right token or key."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.build.contract import described, function_of, operations
from scripts.local.issuer import TOKEN_SECONDS
from tests.integration.api.test_research import LISTED

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]

UNKNOWN = "00000000-0000-4000-8000-000000000000"
KEY = {"name": "machine", "scopes": ["read:assets", "write:watchlists"], "expires_in_days": 1}
ORDER = {"name": "machine", "scopes": ["read:assets"], "expires_in_days": 1}
WIZARD = {"investment_knowledge_level": "beginner"}
AT_ONCE = 6
# As the catalogue lists it: other tests read what this stage lists, too.
WATCHED = {
    **LISTED,
    "symbol": "WATCHED",
    "asset_id": "2b0a8f34-51c7-4b3e-9d2f-6a1c5e7d9f02",
    "company_name": "Mossbank Optics Inc",
}


@pytest.fixture(scope="module")
def owner(api):
    """With a profile, a key and a list with an asset on it; nobody below changes any of it."""
    owner = api.person("owner")
    owner.profile = joined(owner)
    owner.key = owner.ask("POST", "/api-keys", json=KEY).json()
    owner.list = owner.ask("POST", "/watchlists", json={"name": "Chips"}).json()["watchlist_id"]
    api.laptop.table("signal9-assets-local").put_item(Item=WATCHED)
    added = owner.ask("POST", f"/watchlists/{owner.list}/assets", json={"asset_id": "WATCHED"})
    assert added.status_code == 201, added.text
    return owner


@pytest.fixture(scope="module")
def other(api):
    other = api.person("other")
    joined(other)
    return other


def joined(person):
    form = {"email": f"{person.name}@example.com", "first_name": person.name, "last_name": "Lee"}
    answer = person.ask("POST", "/users", json=form)
    assert answer.status_code == 201, answer.text
    return answer.json()


def routes(owner):
    """Every route of users, on what belongs to the owner."""
    user, watchlist = f"/users/{owner.name}", f"/watchlists/{owner.list}"
    return {
        "CreateUser": ("POST", "/users", {"email": "x@example.com", "first_name": "X", "last_name": "Y"}),
        "GetUser": ("GET", user, None),
        "ChangeUser": ("PUT", user, {"last_name": "Stolen"}),
        "EraseUser": ("DELETE", user, None),
        "ExportUserData": ("GET", f"{user}/data", None),
        "GetPreferences": ("GET", f"{user}/preferences", None),
        "SetPreferences": ("PUT", f"{user}/preferences", {"theme": "dark"}),
        "CompleteWizard": ("POST", f"{user}/wizard", WIZARD),
        "ListTopics": ("GET", "/topics", None),
        "MakeApiKey": ("POST", "/api-keys", ORDER),
        "ListApiKeys": ("GET", "/api-keys", None),
        "RevokeApiKey": ("DELETE", f"/api-keys/{owner.key['key_id']}", None),
        "ListWatchlists": ("GET", "/watchlists", None),
        "CreateWatchlist": ("POST", "/watchlists", {"name": "Mine"}),
        "GetWatchlist": ("GET", watchlist, None),
        "ChangeWatchlist": ("PUT", watchlist, {"name": "Stolen"}),
        "DeleteWatchlist": ("DELETE", watchlist, None),
        "AddWatchlistAsset": ("POST", f"{watchlist}/assets", {"asset_id": "WATCHED"}),
        "RemoveWatchlistAsset": ("DELETE", f"{watchlist}/assets/WATCHED", None),
        "OrderWatchlist": ("PUT", f"{watchlist}/order", {"symbols": ["WATCHED"]}),
        "GetDailyBriefing": ("GET", "/briefing/daily", None),
    }


FUNCTIONS = {"ServeUsers", "ServeWatchlists", "ServeBriefing"}
DESCRIBED = {
    operation["operationId"]: path
    for path, _, operation in operations(described())
    if function_of(operation) in FUNCTIONS
}
ROUTES = sorted(DESCRIBED)
OF_NAMED_THINGS = [name for name in ROUTES if "{" in DESCRIBED[name]]
NOT_BELIEVED = {
    "expired": lambda who: who.token(exp=int(time.time()) - 120, iat=int(time.time()) - TOKEN_SECONDS),
    "for another audience": lambda who: who.token(aud="somebody-else"),
    "altered": lambda who: f"{who.token()[:-8]}AAAAAAAA",
}


def sent(person, route, **options):
    method, path, body = route
    return person.ask(method, path, **({} if body is None else {"json": body}), **options)


def said(answer):
    error = {name: value for name, value in answer.json()["error"].items() if name != "requestId"}
    return answer.status_code, error


@pytest.fixture(autouse=True)
def unharmed(owner):
    """Whatever a test here tries, the owner's things are as they were."""
    yield
    assert owner.ask("GET", "/users/me").json() == owner.profile
    lists = owner.ask("GET", "/watchlists").json()["items"]
    assert [(each["name"], each["asset_count"]) for each in lists] == [("Chips", 1)]
    assert len(owner.ask("GET", "/api-keys").json()["items"]) == 1


def test_no_route_of_users_opens_without_a_token_or_with_one_that_is_not_believed(api, owner):
    for name in ROUTES:
        method, path, body = routes(owner)[name]
        answers = [api.http.request(method, path, json=body)]
        answers += [sent(owner, routes(owner)[name], token=make(owner)) for make in NOT_BELIEVED.values()]
        for answer in answers:
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized"), name


def test_every_route_of_users_wants_its_scope(owner):
    for name in ROUTES:
        for scope in ("", "trades:read"):
            answer = sent(owner, routes(owner)[name], token=owner.token(scope=scope))
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "missing_scope"), name


def test_whoever_may_only_read_research_changes_nothing(owner):
    for name in ROUTES:
        if name != "ListTopics":
            answer = sent(owner, routes(owner)[name], token=owner.token(scope="read:assets"))
            assert answer.json()["error"]["message"] == "the access token lacks write:watchlists", name


def test_anothers_is_answered_like_what_does_not_exist(owner, other):
    for name in OF_NAMED_THINGS:
        method, path, body = routes(owner)[name]
        missing = path.replace(owner.name, "nobody").replace(owner.list, UNKNOWN)
        missing = missing.replace(owner.key["key_id"], UNKNOWN)
        theirs, nobodys = sent(other, (method, path, body)), sent(other, (method, missing, body))
        assert said(theirs) == said(nobodys), name
        assert theirs.status_code == 404, name


def test_lists_of_one_user_show_nothing_of_another(owner, other):
    for name in ("ListApiKeys", "ListWatchlists", "GetDailyBriefing"):
        text = sent(other, routes(owner)[name]).text
        assert "WATCHED" not in text
        assert owner.key["key_id"] not in text
        assert owner.list not in text


def keyed(api, key, method="GET", path="/watchlists", **content):
    return api.http.request(method, path, headers={"X-Api-Key": key}, **content)


def test_a_key_alone_speaks_for_its_user_and_for_nobody_else(api, owner, other):
    """Asked in turns, so that an answer kept for the one would be seen by the other."""
    for _ in range(3):
        mine, theirs = keyed(api, owner.key["key"]), other.ask("GET", "/watchlists")
        assert [each["name"] for each in mine.json()["items"]] == ["Chips"], mine.text
        assert theirs.json()["items"] == []


def test_a_key_does_what_its_scopes_say_and_no_more(api, owner):
    submitted = keyed(api, owner.key["key"], "POST", "/sessions", json={})
    more_keys = keyed(api, owner.key["key"], "POST", "/api-keys", json=ORDER)
    erased = keyed(api, owner.key["key"], "DELETE", "/users/me")

    codes = [each.json()["error"]["code"] for each in (submitted, more_keys, erased)]
    assert codes == ["missing_scope", "person_needed", "person_needed"]


def test_a_key_that_is_not_one_or_comes_with_a_token_opens_nothing(api, owner):
    altered = owner.key["key"][:-1] + ("A" if owner.key["key"][-1] != "A" else "B")
    answers = [keyed(api, key) for key in (altered, owner.key["prefix"], owner.key["key_id"])]
    answers.append(owner.ask("GET", "/watchlists", headers={"X-Api-Key": owner.key["key"]}))

    assert {answer.status_code for answer in answers} == {401}


def test_a_revoked_key_opens_nothing_from_the_next_request_on(api):
    person = api.person("revoker")
    joined(person)
    key = person.ask("POST", "/api-keys", json=KEY).json()
    assert keyed(api, key["key"]).status_code == 200

    assert person.ask("DELETE", f"/api-keys/{key['key_id']}").status_code == 204

    assert keyed(api, key["key"]).status_code == 401


def test_a_user_who_erased_themselves_is_gone_with_their_keys(api):
    person = api.person("leaver")
    joined(person)
    key = person.ask("POST", "/api-keys", json=KEY).json()["key"]
    person.ask("POST", "/watchlists", json={"name": "Chips"})

    assert person.ask("DELETE", "/users/me").status_code == 204

    assert person.ask("GET", "/users/me").status_code == 404
    assert person.ask("GET", "/watchlists").json() == {"items": []}
    assert keyed(api, key).status_code == 401


def test_a_user_is_found_by_a_subject_as_issuers_write_them(api):
    person = api.person("auth0|5f7c8ec7c33c6c004bbafe82")
    form = {"email": "subject@example.com", "first_name": "S", "last_name": "A"}
    assert person.ask("POST", "/users", json=form).status_code == 201

    answer = person.ask("GET", "/users/auth0%7C5f7c8ec7c33c6c004bbafe82")

    assert (answer.status_code, answer.json()["user_id"]) == (200, person.name)


def at_once(*requests):
    with ThreadPoolExecutor(len(requests)) as pool:
        return [each.result() for each in [pool.submit(request) for request in requests]]


def test_of_several_who_claim_one_address_at_once_one_gets_it(api):
    form = {"email": "same@example.com", "first_name": "S", "last_name": "A"}
    people = [api.person(f"claimer-{number}") for number in range(AT_ONCE)]

    answers = at_once(*(lambda who=who: who.ask("POST", "/users", json=form) for who in people))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    assert [who.ask("GET", "/users/me").status_code for who in people].count(200) == 1


def test_of_several_lists_of_one_name_made_at_once_there_is_one(api):
    person = api.person("hasty")
    joined(person)

    def make():
        return person.ask("POST", "/watchlists", json={"name": "Chips"})

    answers = at_once(*[make] * AT_ONCE)

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    [only] = person.ask("GET", "/watchlists").json()["items"]
    assert only["is_default"]

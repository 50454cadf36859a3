"""Keys for machines: shown once, limited to what their maker may do, refused as soon as they are revoked."""

import json

import pytest

from functions.advisor.domain.api_keys import MOST_KEYS
from functions.operations import wiring as operations
from functions.operations.adapters.active_users import ActiveUsers
from functions.operations.adapters.api_keys import ApiKeys, KeyRefused
from functions.operations.handlers import authorize_request
from functions.runtime import api
from functions.runtime.api_keys import key_hash
from tests.support.gateway import ask

NOW = 1_795_185_000.0  # 2026-11-20T14:30:00Z
ORDER = {"name": "nightly export", "scopes": ["read:assets"], "expires_in_days": 1}
ARN = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/api/v1/assets"


@pytest.fixture
def ann(advisor):
    advisor.person("ann")
    return advisor


def made(advisor, **order):
    answer = advisor.users("MakeApiKey", body=ORDER | order, now=NOW)
    assert answer.status == 201, answer.text
    return answer.document


def claims(advisor, key, now=NOW):
    return ApiKeys(advisor.table("api-keys")).claims(key["key"], now=now)


def test_a_key_is_shown_once_and_stored_nowhere(ann):
    key = made(ann)

    [listed] = ann.users("ListApiKeys").document["items"]

    assert listed == {name: value for name, value in key.items() if name != "key"}
    assert key["key"].startswith(key["prefix"])
    assert key["key"] not in json.dumps(ann.everything(), default=str)
    assert key_hash(key["key"]) in json.dumps(ann.everything(), default=str)


def test_a_key_speaks_for_its_user_with_its_own_scopes(ann):
    key = made(ann, requests_per_minute=7)

    token, of_key = claims(ann, key)

    assert (token["sub"], token["scope"]) == ("ann", "read:assets")
    assert of_key == {"api_key_id": key["key_id"], "requests_per_minute": "7"}


def test_a_key_ends_with_its_time_whether_or_not_the_table_has_forgotten_it(ann):
    key = made(ann)

    assert claims(ann, key, NOW + 86_399)
    with pytest.raises(KeyRefused):
        claims(ann, key, NOW + 86_400)


def test_a_revoked_key_is_refused_from_then_on(ann):
    key, other = made(ann), made(ann, name="other")

    answer = ann.users("RevokeApiKey", path={"key_id": key["key_id"]})

    assert answer.status == 204
    with pytest.raises(KeyRefused):
        claims(ann, key)
    assert claims(ann, other)
    assert ann.users("RevokeApiKey", path={"key_id": key["key_id"]}).status == 404


def test_nobody_gives_a_key_what_they_may_not_do(ann):
    answer = ann.users("MakeApiKey", body=ORDER | {"scopes": ["trades:write"]}, scope="write:watchlists")

    assert (answer.status, answer.code) == (403, "scope_not_yours")
    assert ann.everything()["api-keys"] == []


def test_not_even_an_admin_makes_a_key_of_an_admin(ann):
    answer = ann.users("MakeApiKey", body=ORDER | {"scopes": ["admin"]}, scope="write:watchlists admin")

    assert answer.status == 400


def test_nobody_has_more_keys_than_one_may_have(ann):
    keys = [made(ann, name=f"key {number}") for number in range(MOST_KEYS)]

    answer = ann.users("MakeApiKey", body=ORDER)

    assert (answer.status, answer.code) == (409, "too_many_keys")
    ann.users("RevokeApiKey", path={"key_id": keys[0]["key_id"]})
    assert made(ann)


def test_another_users_key_is_none(ann):
    ann.person("bob")
    key = made(ann)

    assert ann.users("ListApiKeys", "bob").document == {"items": []}
    assert ann.users("RevokeApiKey", "bob", path={"key_id": key["key_id"]}).status == 404
    assert claims(ann, key)


@pytest.mark.parametrize(
    ("operation", "asked"),
    [
        ("MakeApiKey", {"body": ORDER}),
        ("ListApiKeys", {}),
        ("RevokeApiKey", {"path": {"key_id": "00000000-0000-4000-8000-000000000000"}}),
        ("EraseUser", {"user_id": "me"}),
        ("ExportUserData", {"user_id": "me"}),
        ("ChangeUser", {"user_id": "me", "body": {"last_name": "Li"}}),
    ],
)
def test_a_key_makes_no_keys_and_erases_nobody(ann, operation, asked):
    answer = ann.users(operation, claims={"api_key_id": "k"}, **asked)

    assert (answer.status, answer.code) == (403, "person_needed")


def test_a_key_has_a_limit_of_its_own_below_its_users(ann, monkeypatch):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "5")
    api._counts.cache_clear()  # noqa: SLF001
    of_key = {"api_key_id": "k", "requests_per_minute": "2"}

    statuses = [ann.lists("ListWatchlists", claims=of_key, now=NOW).status for _ in range(3)]
    others = [ann.lists("ListWatchlists", claims={"api_key_id": "l"}, now=NOW).status for _ in range(3)]

    assert statuses == [200, 200, 429]
    assert others == [200, 200, 429], "three by the first key, two by the second: the user's five"
    api._counts.cache_clear()  # noqa: SLF001


@pytest.fixture
def authorizer(ann, monkeypatch):
    """Believes keys; nobody issues tokens here."""
    monkeypatch.setattr(operations, "api_keys", lambda: ApiKeys(ann.table("api-keys")))
    users = ActiveUsers(ann.table("ops"), lambda: NOW)
    monkeypatch.setattr(operations, "active_users", lambda: users)
    return lambda **headers: authorize_request.handler({"headers": headers, "methodArn": ARN}, None)


def test_the_authorizer_tells_the_operations_whose_key_it_was(ann, authorizer):
    key = made(ann, requests_per_minute=9, expires_in_days=365)

    allowed = authorizer(**{"X-Api-Key": key["key"]})

    assert allowed["principalId"] == "ann"
    assert allowed["context"]["scope"] == "read:assets"
    assert allowed["context"]["api_key_id"] == key["key_id"]
    assert allowed["context"]["requests_per_minute"] == "9"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Api-Key": "s9_unknown"},
        {"X-Api-Key": "x" * 10_000},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer token", "X-Api-Key": "MADE"},
    ],
)
def test_the_authorizer_refuses_what_it_does_not_know_and_two_at_once(ann, authorizer, headers):
    key = made(ann)["key"]
    given = {name: value.replace("MADE", key) for name, value in headers.items()}

    refused = authorizer(**given)

    assert [each["Effect"] for each in refused["policyDocument"]["Statement"]] == ["Deny"]
    assert "context" not in refused


def test_a_request_without_an_authorizers_word_is_refused():
    from functions.advisor.handlers import serve_users

    answer = ask(serve_users.handler, "", operation="ListApiKeys")

    assert answer.status == 401

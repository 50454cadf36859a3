"""Users: what they say of themselves, their keys for machines, a copy of what they keep, and its erasure."""

import secrets
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from functions.advisor import wiring
from functions.advisor.adapters.account_changes import change
from functions.advisor.domain import api_keys, delivery, profiles
from functions.advisor.domain.api_keys import ApiKey
from functions.advisor.domain.profiles import Profile
from functions.runtime import api
from functions.runtime.api_keys import key_hash
from functions.runtime.contract import FieldProblem

ME = "me"
PATH = "/api/v1"
KEY_BYTES = 32


def create_user(request: api.Request) -> api.Answer:
    profile = profiles.created(request.user_id, _checked(request), request.at)
    wiring.profiles().create(profile, change(request, request.user_id, "created", list(request.body)))
    return api.Answer(201, profiles.document(profile), {"Location": f"{PATH}/users/{ME}"})


def get_user(request: api.Request) -> api.Answer:
    return api.Answer(200, profiles.document(_profile(_anybody(request))))


def change_user(request: api.Request) -> api.Answer:
    before = _profile(_anybody(request))
    return _changed(request, before, before.changed(_checked(request), request.at), "changed")


def erase_user(request: api.Request) -> api.Answer:
    """Once more is allowed, and goes on with what was begun."""
    user_id = _anybody(request)
    wiring.erasure().erase(user_id, change(request, user_id, "erased"))
    return api.Answer(204)


def export_data(request: api.Request) -> api.Answer:
    user_id = _oneself(request)
    return api.Answer(200, {"exported_at": request.at, **wiring.belongings().of(_profile(user_id))})


def get_preferences(request: api.Request) -> api.Answer:
    return api.Answer(200, dict(_profile(_oneself(request)).preferences))


def set_preferences(request: api.Request) -> api.Answer:
    if not delivery.is_zone(request.body.get("time_zone", "UTC")):
        problem = FieldProblem("time_zone", "is not a time zone that there is")
        raise api.Refused(400, "invalid_request", "1 field is not as described", [problem])
    before = _profile(_oneself(request))
    after = before.preferring(request.body, request.at)
    _changed(request, before, after, "preferences_set")
    return api.Answer(200, dict(after.preferences))


def complete_wizard(request: api.Request) -> api.Answer:
    before = _profile(_oneself(request))
    after = before.introduced(request.body, request.at)
    _changed(request, before, after, "wizard_completed")
    return api.Answer(200, {**profiles.document(after), "preferences": dict(after.preferences)})


def list_topics(request: api.Request) -> api.Answer:
    return api.Answer(200, {"items": [{"topic": t, "name": name} for t, name in profiles.TOPICS.items()]})


def make_api_key(request: api.Request) -> api.Answer:
    asked = request.body
    if beyond := api_keys.beyond(asked["scopes"], request.scopes):
        told = f"your token cannot give {', '.join(beyond)} to a key"
        raise api.Refused(403, "scope_not_yours", told)
    text = api_keys.text_of(secrets.token_urlsafe(KEY_BYTES))
    lives = timedelta(days=asked["expires_in_days"])
    key = ApiKey(
        key_id=str(uuid4()),
        user_id=request.user_id,
        name=asked["name"],
        prefix=text[: api_keys.PREFIX_LENGTH],
        key_hash=key_hash(text),
        scopes=tuple(sorted(set(asked["scopes"]))),
        created_at=request.at,
        expires_at=int(request.now + lives.total_seconds()),
        # JSON's 5.0 is an integer too.
        requests_per_minute=int(asked["requests_per_minute"]) if "requests_per_minute" in asked else None,
    )
    wiring.keys().create(key, change(request, key.user_id, "key_made", key.scopes))
    return api.Answer(201, {**_key_document(key), "key": text})


def list_api_keys(request: api.Request) -> api.Answer:
    return api.Answer(200, {"items": [_key_document(key) for key in wiring.keys().all(request.user_id)]})


def revoke_api_key(request: api.Request) -> api.Answer:
    keys = wiring.keys()
    key = next((one for one in keys.all(request.user_id) if one.key_id == request.path["key_id"]), None)
    if key is None:
        raise api.not_found("key")
    keys.revoke(key, change(request, key.user_id, "key_revoked"))
    return api.Answer(204)


handler = api.operations(
    {
        "CreateUser": create_user,
        "GetUser": get_user,
        "ChangeUser": change_user,
        "EraseUser": erase_user,
        "ExportUserData": export_data,
        "GetPreferences": get_preferences,
        "SetPreferences": set_preferences,
        "CompleteWizard": complete_wizard,
        "ListTopics": list_topics,
        "MakeApiKey": make_api_key,
        "ListApiKeys": list_api_keys,
        "RevokeApiKey": revoke_api_key,
    }
)


def _anybody(request: api.Request) -> str:
    """Oneself, or whom an admin names."""
    named: str = request.path["user_id"]
    return named if named != ME and "admin" in request.scopes else _oneself(request)


def _oneself(request: api.Request) -> str:
    if request.path["user_id"] not in (ME, request.user_id):
        raise api.not_found("user")
    return request.user_id


def _profile(user_id: str) -> Profile:
    profile = wiring.profiles().get(user_id)
    if profile is None:
        raise api.not_found("user")
    return profile


def _changed(request: api.Request, before: Profile, after: Profile, what: str) -> api.Answer:
    made = change(request, after.user_id, what, list(request.body))
    wiring.profiles().change(before, after, made)
    return api.Answer(200, profiles.document(after))


def _checked(request: api.Request) -> dict[str, str]:
    """A date of birth that its form allows may still be none."""
    given: dict[str, str] = request.body
    if "birth_date" in given:
        try:
            is_past = date.fromisoformat(given["birth_date"]) < date.fromisoformat(request.at[:10])
        except ValueError:
            is_past = False
        if not is_past:
            problem = FieldProblem("birth_date", "is not a day in the past")
            raise api.Refused(400, "invalid_request", "1 field is not as described", [problem])
    return given


def _key_document(key: ApiKey) -> dict[str, object]:
    expires = datetime.fromtimestamp(key.expires_at, UTC)
    return {
        "key_id": key.key_id,
        "name": key.name,
        "prefix": key.prefix,
        "scopes": list(key.scopes),
        "created_at": key.created_at,
        "expires_at": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "requests_per_minute": key.requests_per_minute,
    }

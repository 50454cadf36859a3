"""Every status that the description promises for what users ask of their own things, reached."""

import pytest

from functions.advisor.handlers import serve_alerts, serve_briefing, serve_users, serve_watchlists
from functions.runtime import contract
from functions.runtime.api import BODY_BYTES
from scripts.build.contract import described, function_of, operations
from tests.support import responses
from tests.support.advisor import person_form
from tests.support.gateway import ask

HANDLERS = {
    "ServeUsers": serve_users.handler,
    "ServeWatchlists": serve_watchlists.handler,
    "ServeBriefing": serve_briefing.handler,
    "ServeAlerts": serve_alerts.handler,
}
ROUTES = {
    operation["operationId"]: (HANDLERS[function_of(operation)], set(map(int, operation["responses"])))
    for _, _, operation in operations(described())
    if function_of(operation) in HANDLERS
}
BODIES = {
    "CreateUser": person_form("new@example.com"),
    "ChangeUser": {"last_name": "Li"},
    "SetPreferences": {"theme": "dark"},
    "CompleteWizard": {"investment_knowledge_level": "beginner"},
    "MakeApiKey": {"name": "machine", "scopes": ["read:assets"], "expires_in_days": 1},
    "CreateWatchlist": {"name": "New"},
    "ChangeWatchlist": {"name": "Other"},
    "AddWatchlistAsset": {"asset_id": "MSFT"},
    "OrderWatchlist": {"symbols": ["AAPL"]},
    "CreateAlert": {"asset_id": "AAPL", "alert_type": "risk_flag"},
    "ChangeAlert": {"is_enabled": False},
}


@pytest.fixture
def asked(advisor):
    """What ann asks of her own things, by operation."""
    for user in ("ann", "bob"):
        advisor.person(user)
    for symbol in ("AAPL", "MSFT"):
        advisor.asset(symbol)
    watchlist = advisor.list()
    advisor.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "AAPL"})
    key = advisor.users("MakeApiKey", body=BODIES["MakeApiKey"]).document["key_id"]
    named = {"user_id": "ann", "watchlist_id": watchlist, "asset_id": "AAPL", "key_id": key}
    alerts = advisor.alerts("CreateAlert", body=BODIES["CreateAlert"])
    tested = {"alert_id": alerts.document["alert_id"]}
    named |= tested | advisor.alerts("TestAlert", body=tested).document
    bodies = {**BODIES, "TestAlert": tested}

    def of(operation):
        names = [each["name"] for each in contract.operations()[operation].parameters if each["in"] == "path"]
        path = {name: named[name] for name in names}
        return {"operation": operation, "path": path or None, "body": bodies.get(operation)}

    return of


def refused(handler, given):
    """By the body's form, by who asks, by what they may."""
    yield ask(handler, **given, query={"unknown": "1"})
    yield ask(handler, None, **given)
    yield ask(handler, **given, scope="trades:read")
    if given["body"]:
        yield ask(handler, **{**given, "body": "x" * (BODY_BYTES + 1)})
        yield ask(handler, **given, headers={"Content-Type": "text/plain"})
    if given["path"] or given["operation"] == "TestAlert":
        yield ask(handler, "bob", **given)
    if given["operation"] == "CreateAlert":
        yield ask(handler, **{**given, "body": {"asset_id": "NOSUCH", "alert_type": "risk_flag"}})
    if given["operation"] == "OrderWatchlist":
        yield ask(handler, **{**given, "body": {"symbols": []}})


def disturbed(handler, given, monkeypatch):
    """By others who are always faster, by the limit of the minute, by a fault of ours."""
    with monkeypatch.context() as patch:
        patch.setattr("functions.advisor.adapters.transactions.MOST_ATTEMPTS", 0)
        patch.setattr("functions.advisor.adapters.watchlist_table.MOST_ATTEMPTS", 0)
        yield ask(handler, **given)
    with monkeypatch.context() as patch:
        patch.setattr("functions.runtime.api._counts", lambda _of: Spent())
        yield ask(handler, **given)
    with monkeypatch.context() as patch:
        patch.setattr("functions.runtime.api._counts", lambda _of: 1 / 0)
        yield ask(handler, **given)


class Spent:
    def counted(self, *_arguments):
        from functions.runtime.request_limits import Allowance

        return Allowance(limit=1, remaining=0, reset_seconds=9, is_spent=True)


@pytest.mark.parametrize("operation", sorted(ROUTES))
def test_every_status_of_a_users_route_is_reached(asked, monkeypatch, operation):
    handler, promised = ROUTES[operation]
    given = asked(operation)
    reached = {answer.status for answer in refused(handler, given)}
    reached |= {answer.status for answer in disturbed(handler, given, monkeypatch)}
    user = "carol" if operation == "CreateUser" else "ann"

    reached.add(ask(handler, user, **given).status)

    assert reached == promised
    assert reached <= responses.REACHED[operation]

"""Every status that the description promises for sessions and orders, reached."""

from dataclasses import replace
from types import SimpleNamespace
from uuid import uuid4

import pytest

from functions.trading import wiring
from functions.trading.adapters.database import DatabaseUnavailable
from functions.trading.adapters.order_view import OrderView
from functions.trading.handlers import (
    cancel_order,
    end_session,
    get_order,
    get_session,
    list_orders,
    open_session,
    preview_order,
    submit_order,
)
from tests.support import responses, tables
from tests.support.gateway import ask
from tests.support.statuses import PROMISED, in_common

HANDLERS = {
    "OpenSession": open_session.handler,
    "GetSession": get_session.handler,
    "EndSession": end_session.handler,
    "SubmitOrder": submit_order.handler,
    "ListOrders": list_orders.handler,
    "PreviewOrder": preview_order.handler,
    "GetOrder": get_order.handler,
    "CancelOrder": cancel_order.handler,
}
IN_SESSION = ("SubmitOrder", "CancelOrder")
VERDICT = {
    **dict.fromkeys(("denial_code", "reason", "shares_reserved", "last_price")),
    "would_be": "accepted",
    "cash_reserved": "1",
    "limits_version": "1",
}


class EmptyBook:
    """The desk's database before it has taken anything."""

    def get(self, _order):
        return None

    def list(self, *_account, **_narrowed):
        return []

    def statuses(self, _orders):
        return {}


def down(*_asked, **_narrowed):
    raise DatabaseUnavailable("no database")


@pytest.fixture
def given(desk, monkeypatch):
    """What ann asks, by operation."""
    monkeypatch.setattr(wiring, "order_book", EmptyBook)
    monkeypatch.setattr(wiring, "risk_preview", lambda: SimpleNamespace(of=lambda *_: VERDICT))
    monkeypatch.setenv("PAGE_TOKEN_SECRET_NAME", "pages")
    secrets = tables.client("secretsmanager")
    if not secrets.list_secrets()["SecretList"]:
        secrets.create_secret(Name="pages", SecretString="of pages")
    wiring.settings.cache_clear()
    session = desk.session()
    order = desk.submit(desk.form(), session=session).document["order_id"]

    def of(operation):
        named = {"session_id": session, "order_id": order}
        path = {name: named[name] for name in named if name.split("_")[0].title() in operation}
        return {
            "operation": operation,
            "headers": {"Signal9-Session": session} if operation in IN_SESSION else {},
            "path": path if operation.startswith(("Get", "End", "Cancel")) else None,
            "query": {"account_id": "main"} if operation == "ListOrders" else None,
            "body": {"OpenSession": {}, "SubmitOrder": desk.form(), "PreviewOrder": desk.form()}.get(
                operation
            ),
        }

    return of


def of_the_desk(handler, asked, monkeypatch):
    """Of another's, of what contradicts itself, of what is closed, and while the database is down."""
    operation = asked["operation"]
    if operation in IN_SESSION or asked["path"]:
        yield ask(handler, "bob", **asked)
    if "account_id" in {**(asked["query"] or {}), **(asked["body"] or {})}:
        field = "query" if asked["query"] else "body"
        yield ask(handler, **{**asked, field: {**asked[field], "account_id": "nobodys"}})
    if asked["path"]:
        yield ask(handler, **{**asked, "path": dict.fromkeys(asked["path"], str(uuid4()))})
    if asked["body"]:
        yield ask(handler, **{**asked, "body": {**asked["body"], "limit_price": "1"}})
    if operation == "SubmitOrder":
        yield ask(handler, **asked)
        yield ask(handler, **{**asked, "body": {**asked["body"], "quantity": "2"}})
    if operation == "CancelOrder":
        with monkeypatch.context() as patch:
            patch.setattr(OrderView, "order", lambda *_: {"status": "filled"})
            yield ask(handler, **asked)
    if 503 in PROMISED[operation]:
        with monkeypatch.context() as patch:
            patch.setattr(EmptyBook, "get", down)
            patch.setattr(EmptyBook, "list", down)
            patch.setattr(wiring, "risk_preview", lambda: SimpleNamespace(of=down))
            if operation == "SubmitOrder":
                without = replace(wiring.settings(), database="off")
                patch.setattr(wiring, "settings", lambda: without)
            yield ask(handler, **asked)


@pytest.mark.parametrize("operation", sorted(HANDLERS))
def test_every_status_of_a_session_or_an_order_is_reached(given, monkeypatch, operation):
    handler, asked = HANDLERS[operation], given(operation)

    reached = {answer.status for answer in in_common(handler, asked, monkeypatch)}
    reached |= {answer.status for answer in of_the_desk(handler, asked, monkeypatch)}
    reached.add(ask(handler, **asked).status)

    assert reached == PROMISED[operation]
    assert reached <= responses.REACHED[operation]

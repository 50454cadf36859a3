"""Every status that the description promises for a read of research, reached."""

import pytest

from functions.runtime import contract
from tests.support import responses
from tests.support.gateway import ask
from tests.support.shelf import OPERATIONS, PATHS

ASKED = {
    "ExplainAsset": {"metric": "current_ratio"},
    "DiffRatings": {"earlier": "2026-05-08"},
    "ScreenAssets": {"where": "rating:gte:1"},
}
CANNOT = {
    "ListAssets": {"rating_min": "3", "as_of": "2026-05-09"},
    "ExplainAsset": {"metric": "luck"},
    "DiffRatings": {"earlier": "2020-01-01"},
    "ScreenAssets": {"where": "luck:gt:1"},
}
READS = sorted(OPERATIONS)
OF_AN_ASSET = [name for name in READS if "{" in contract.operations()[name].path]


def described(operation):
    asked = contract.operations()[operation]
    return {int(status) for status in PATHS[asked.path][asked.method.lower()]["responses"]}


def path(operation, symbol="ACME"):
    where = contract.operations()[operation].path
    return {where[where.index("{") + 1 : where.index("}")]: symbol} if "{" in where else None


def handler_of(operation):
    from importlib import import_module

    return import_module(f"functions.advisor.handlers.{OPERATIONS[operation]}").handler


@pytest.mark.parametrize("operation", READS)
def test_every_status_of_a_read_is_reached(shelves, monkeypatch, operation):
    asked = ASKED.get(operation, {})
    found = shelves.ask(operation, path=path(operation), **asked)
    reached = {found.status, shelves.ask(operation, path=path(operation), unknown="1", **asked).status}
    if "ETag" in found.headers:
        known = found.headers["ETag"]
        reached.add(shelves.ask(operation, path=path(operation), known=known, **asked).status)
    if operation in OF_AN_ASSET:
        reached.add(shelves.ask(operation, path=path(operation, "NOBODY"), **asked).status)
    if operation in CANNOT:
        monkeypatch.setattr("functions.advisor.adapters.catalogue.MOST_LOOK_UPS", 0)
        reached.add(shelves.ask(operation, path=path(operation), **CANNOT[operation]).status)
    handler = handler_of(operation)
    given = {"operation": operation, "path": path(operation), "query": asked or None}
    reached.add(ask(handler, None, **given).status)
    reached.add(ask(handler, scope="trades:read", **given).status)
    monkeypatch.setattr("functions.runtime.api._allowance", spent)
    reached.add(ask(handler, **given).status)
    monkeypatch.setattr("functions.runtime.api._allowance", lambda *_: 1 / 0)
    reached.add(ask(handler, **given).status)

    assert reached == described(operation)
    assert reached <= responses.REACHED[operation]


def spent(*_):
    from functions.runtime.api import Refused
    from functions.runtime.request_limits import Allowance

    headers = Allowance(limit=1, remaining=0, reset_seconds=9, is_spent=True).headers()
    raise Refused(429, "too_many_requests", "more than 1 requests in a minute", headers=headers)

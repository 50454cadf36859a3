"""Every status that the description promises for what is open to everybody, reached."""

from types import SimpleNamespace

import pytest

from functions.operations import wiring
from functions.operations.handlers import check_health, serve_contract
from tests.support.gateway import ask
from tests.support.statuses import PROMISED

WELL = {"dynamodb": "ok", "queue": "ok", "search": "ok"}
HANDLERS = {
    "CheckHealth": check_health.handler,
    "CheckHealthUnprefixed": check_health.handler,
    "ServeContract": serve_contract.handler,
    "ServeDocumentation": serve_contract.handler,
}


@pytest.mark.parametrize("operation", HANDLERS)
def test_every_status_of_what_is_open_to_everybody_is_reached(monkeypatch, operation):
    monkeypatch.setattr(wiring, "settings", lambda: SimpleNamespace(stage="dev"))
    reached = set()
    for checks in (WELL, {**WELL, "queue": "QueueUnavailable"}):
        monkeypatch.setattr(wiring, "platform", lambda checks=checks: SimpleNamespace(checks=lambda: checks))
        reached.add(ask(HANDLERS[operation], None, operation=operation).status)

    assert reached == PROMISED[operation]

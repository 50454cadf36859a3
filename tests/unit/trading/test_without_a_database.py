"""A stage that was deployed without a database: it says so, at once, and takes no orders."""

from types import SimpleNamespace

import pytest

from functions.operations.adapters.platform import Platform, standing
from functions.runtime import api
from functions.trading.adapters.database import Database, DatabaseUnavailable, Endpoint
from functions.trading.handlers import submit_order


class Answering:
    """A table, queues and a search engine in good health."""

    def get_item(self, **_):
        return {}

    def get_queue_attributes(self, **_):
        return {}

    def ask(self, *_):
        return {}


def checks(database):
    parts = Answering()
    return Platform(parts, parts, "https://queue", parts, database).checks()


@pytest.mark.acceptance(139)
def test_health_is_degraded_and_names_the_part_that_is_switched_off():
    assert checks("off")["database"] == "off"
    assert standing(checks("off")) == "degraded"


@pytest.mark.acceptance(139)
def test_a_database_that_may_be_asleep_is_not_spoken_of():
    assert "database" not in checks("on")
    assert standing(checks("on")) == "ok"


def test_nobody_waits_for_a_database_that_is_not_there():
    naps = []
    nowhere = Endpoint("none", 0, "none", "none", lambda: "", None)
    database = Database(nowhere, sleep=naps.append, clock=lambda: 0.0)

    with pytest.raises(DatabaseUnavailable, match="this stage has no database"), database.transaction():
        pass

    assert naps == []


def test_an_order_is_refused_before_anything_of_it_is_stored(monkeypatch):
    monkeypatch.setattr(submit_order.wiring, "settings", lambda: SimpleNamespace(database="off"))
    monkeypatch.setattr(submit_order.wiring, "admission", lambda: pytest.fail("it was looked at"))

    with pytest.raises(api.Refused) as refused:
        submit_order.handler.__wrapped__(SimpleNamespace(body={}))

    assert (refused.value.status, refused.value.code) == (503, "desk_off")

"""A stage that was deployed without a database: it says so, at once, and takes no orders."""

from types import SimpleNamespace

import pytest

from functions.operations import wiring
from functions.operations.adapters.platform import standing
from functions.runtime import api
from functions.trading.adapters.database import Database, DatabaseUnavailable, Endpoint
from functions.trading.handlers import submit_order


@pytest.fixture
def health(monkeypatch):
    """What is asked of a stage whose database is `on` or `off`, and which answers well otherwise."""

    def checks(database):
        named = SimpleNamespace(database=database, ops_table="ops", order_queue_url="https://queue")
        well = SimpleNamespace(
            get_item=lambda **_: {},
            get_queue_attributes=lambda **_: {},
            ask=lambda *_: {},
            outcomes=lambda: {"identity": "ok"},
        )
        monkeypatch.setattr(wiring, "settings", lambda: named)
        monkeypatch.setattr(wiring, "aws", SimpleNamespace(table=lambda _: well, client=lambda _: well))
        for part in ("_opensearch", "configuration"):
            monkeypatch.setattr(wiring, part, lambda: well)
        monkeypatch.setattr(wiring, "_shared_cache", lambda: None)
        return wiring.platform().checks()

    return checks


@pytest.mark.acceptance(139)
def test_health_names_the_parts_that_are_switched_off_and_misses_none(health):
    checks = health("off")

    assert (checks["database"], checks["cache"]) == ("off", "off")
    assert standing(checks) == "ok"


@pytest.mark.acceptance(139)
def test_a_database_that_may_be_asleep_is_not_spoken_of(health):
    assert "database" not in health("on")
    assert standing(health("on")) == "ok"


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

"""Every change reaches the bus and the audit store, an order's changes in their order."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from functions.trading.adapters.outbox import Outbox


class Bus:
    def __init__(self):
        self.heard, self.refuses = [], set()

    def put_events(self, **call):
        answers = []
        for entry in call["Entries"]:
            detail = json.loads(entry["Detail"])
            if detail["orderId"] in self.refuses:
                answers.append({"ErrorCode": "ThrottlingException"})
            else:
                self.heard.append((entry["DetailType"], detail))
                answers.append({"EventId": "1"})
        return {"Entries": answers}


class Store:
    def __init__(self):
        self.objects = {}

    def put_object(self, **call):
        assert self.objects.setdefault(call["Key"], call["Body"]) == call["Body"]


@pytest.fixture
def bus():
    return Bus()


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def outbox(own_desk, bus, store):
    return Outbox(own_desk.database, bus, "bus", store, "desk")


def heard(bus, order):
    return [detail["status"] for _, detail in bus.heard if detail["orderId"] == str(order.order_id)]


@pytest.mark.acceptance(137)
def test_every_change_becomes_an_event_and_an_audit_object(own_desk, outbox, bus, store):
    order = own_desk.buy(own_desk.account(), analysis_id="ACME-1")
    own_desk.give(order)

    assert outbox.publish_next() == (3, 0)

    assert heard(bus, order) == ["queued", "accepted", "filled"]
    assert [name for name, _ in bus.heard] == ["TradeSubmitted", "TradeProcessed", "TradeProcessed"]
    keys = [f"audit/2026/11/20/{order.order_id}/{n:04d}.json" for n in (1, 2, 3)]
    assert sorted(store.objects) == keys
    assert json.loads(store.objects[keys[2]])["analysis_id"] == "ACME-1"
    assert outbox.publish_next() == (0, 0)


@pytest.mark.acceptance(137)
def test_changes_the_bus_refuses_wait_in_their_order(own_desk, outbox, bus):
    account = own_desk.account()
    stuck, other = own_desk.buy(account), own_desk.buy(account)
    own_desk.give(stuck, other)
    bus.refuses = {str(stuck.order_id)}

    outbox.publish_next()
    assert (heard(bus, stuck), len(heard(bus, other))) == ([], 3)
    bus.refuses = set()
    outbox.publish_next()

    assert heard(bus, stuck) == ["queued", "accepted", "filled"]
    assert outbox.waiting() == 0


def test_a_publisher_that_dies_before_its_commit_publishes_again(own_desk, outbox, bus):
    order = own_desk.buy(own_desk.account())
    own_desk.give(order)
    put = bus.put_events

    def dying(**call):
        put(**call)
        raise KeyboardInterrupt

    bus.put_events = dying
    with pytest.raises(KeyboardInterrupt):
        outbox.publish_next()
    bus.put_events = put
    outbox.publish_next()

    assert heard(bus, order) == ["queued", "queued", "accepted", "filled"]


def test_a_second_publisher_leaves_the_work_to_the_first(server, own_desk, outbox):
    own_desk.give(own_desk.buy(own_desk.account()))
    with own_desk.database.transaction() as tx:
        name = tx.rows("SELECT current_database() AS n, pg_advisory_xact_lock(7309002)")[0]["n"]
        second = Outbox(server.connect(name=name), Bus(), "bus", Store(), "desk")

        assert second.publish_next() == (0, 0)


def test_a_denied_order_is_heard_of_with_its_code(own_desk, outbox, bus):
    order = own_desk.buy(own_desk.account(cash="1"))
    own_desk.give(order)

    outbox.publish_next()

    name, detail = bus.heard[-1]
    assert (name, detail["denialCode"]) == ("TradeRejected", "BUYING_POWER")


def test_the_oldest_change_says_how_long_it_has_waited(own_desk, outbox):
    assert outbox.oldest_seconds() == 0
    own_desk.at = datetime.now(UTC) - timedelta(minutes=7)
    own_desk.give(own_desk.buy(own_desk.account()))

    assert 420 <= outbox.oldest_seconds() < 480

    outbox.publish_next()
    assert outbox.oldest_seconds() == 0

"""A batch of messages from the queue: what comes again, what is put aside, what is done."""

import json

import pytest

from functions.trading import wiring
from functions.trading.adapters.database import DatabaseUnavailable
from functions.trading.adapters.desk import Outcome
from functions.trading.domain.orders import Side
from functions.trading.handlers.process_trade_orders import handler
from tests.support.order_desk import message, new_order


class Desk:
    """Does what it is told to with a batch."""

    def __init__(self):
        self.given, self.fails, self.is_down = [], set(), False

    def process(self, messages, _now):
        if self.is_down:
            raise DatabaseUnavailable("the cluster is asleep")
        self.given += messages
        return Outcome(failed={each.order_id: "out" for each in messages if each.order_id in self.fails})


class DeadLetters:
    def __init__(self):
        self.kept, self.takes = [], True

    def put(self, message_id, group, body, reason):
        if self.takes:
            self.kept.append((message_id, group, body, reason))
        return self.takes


@pytest.fixture
def desk(monkeypatch):
    desk = Desk()
    monkeypatch.setattr(wiring, "desk", lambda: desk)
    monkeypatch.setattr(wiring, "outbox_bell", type("Bell", (), {"ring": lambda _: None}))
    return desk


@pytest.fixture
def dead_letters(monkeypatch):
    letters = DeadLetters()
    monkeypatch.setattr(wiring, "dead_letters", lambda: letters)
    return letters


def records(*bodies):
    attributes = {"MessageGroupId": "acc"}
    return {
        "Records": [
            {"messageId": f"m{number}", "body": body, "attributes": attributes}
            for number, body in enumerate(bodies, 1)
        ]
    }


def failed(answer):
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def orders(count):
    return [new_order("acc", Side.BUY, "1") for _ in range(count)]


def test_only_the_message_that_failed_comes_again(desk, dead_letters):
    batch = orders(10)
    desk.fails = {batch[3].order_id}

    answer = handler(records(*(json.dumps(message(order)) for order in batch)), None)

    assert failed(answer) == ["m4"]
    assert [each.order_id for each in desk.given] == [order.order_id for order in batch]


@pytest.mark.parametrize("poison", ["{", "[]", '{"schema_version": 2}', "[" * 100_000])
def test_what_cannot_be_read_is_put_aside_and_holds_nothing_back(desk, dead_letters, poison):
    [order] = orders(1)

    answer = handler(records(poison, json.dumps(message(order))), None)

    assert failed(answer) == []
    assert [(kept[0], kept[1], kept[2]) for kept in dead_letters.kept] == [("m1", "acc", poison)]
    assert [each.order_id for each in desk.given] == [order.order_id]


def test_what_the_dead_letters_could_not_take_comes_again(desk, dead_letters):
    dead_letters.takes = False

    assert failed(handler(records("{"), None)) == ["m1"]


def test_without_its_database_all_of_a_batch_comes_again(desk, dead_letters):
    desk.is_down = True

    answer = handler(records(*(json.dumps(message(order)) for order in orders(3))), None)

    assert failed(answer) == ["m1", "m2", "m3"]

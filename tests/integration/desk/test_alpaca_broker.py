"""The desk at Alpaca's door: the sandbox with faults, and a clock of the tests' own."""

import json
from decimal import Decimal

import pytest

from functions.trading.adapters.alpaca_broker import AlpacaBroker
from functions.trading.domain.brokers import Declined, NotThere, Report, TryLater, Unknown
from functions.trading.domain.orders import Side
from scripts.sandbox.folder_files import asset
from scripts.sandbox.in_thread import serving
from scripts.sandbox.providers import Providers
from tests.support.order_desk import NOON, new_order, text

KEY = ("SANDBOX.2026-11-20", "sandbox-secret")
NOW = text(NOON)
ORDERS, BY_ID = "/v2/orders", "/v2/orders:by_client_order_id"


class Sandbox:
    def __init__(self, providers, url):
        self.providers = providers
        self.broker = AlpacaBroker(url, *KEY, epoch_seconds=lambda: 1_000_000.0)
        self.url = url

    def fails(self, endpoint, kind, value=None, times=None):
        self.providers.faults.plant({"endpoint": endpoint, "kind": kind, "value": value, "times": times})

    def calls(self, endpoint):
        return [each for each in self.providers.calls.select(None, 0) if each["endpoint"] == endpoint]


@pytest.fixture
def sandbox(tmp_path):
    (tmp_path / "alpaca" / "bars").mkdir(parents=True)
    (tmp_path / "alpaca" / "assets.json").write_text(json.dumps([asset("ACME", "Acme Corp", "NYSE")]))
    bar = {"t": "2026-11-19T05:00:00Z", "o": 99, "h": 102, "l": 98, "c": 100.5, "v": 1000, "n": 9, "vw": 100}
    (tmp_path / "alpaca" / "bars" / "ACME.json").write_text(json.dumps([bar]))
    providers = Providers(tmp_path, clock=lambda: 1_000_000.0)
    with serving(providers) as url:
        yield Sandbox(providers, url)


def order(side=Side.BUY, quantity="2", **fields):
    return new_order("acc", side, quantity, **fields)


def test_a_market_order_is_taken_and_filled(sandbox):
    one = order()

    [report] = sandbox.broker.submit([one], NOW)

    assert isinstance(report, Report)
    assert (report.status, report.filled_quantity, report.average_price) == ("filled", 2, Decimal("100.5"))
    assert report.client_order_id == str(one.order_id)


def test_a_resting_order_is_canceled(sandbox):
    one = order(limit="90.00")
    [taken] = sandbox.broker.submit([one], NOW)
    [canceled] = sandbox.broker.cancel([one], NOW)

    assert (taken.status, canceled.status) == ("accepted", "canceled")


def test_what_was_filled_before_the_cancellation_stays_filled(sandbox):
    one = order()
    sandbox.broker.submit([one], NOW)

    [report] = sandbox.broker.cancel([one], NOW)

    assert report.status == "filled"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("reset", None), ("truncate", 3), ("status", 500), ("status", 503), ("wrong_body", "<html>")],
)
def test_an_answer_that_is_lost_leaves_the_order_unknown_and_a_look_up_finds_it(sandbox, kind, value):
    one = order()
    sandbox.fails(ORDERS, kind, value)

    [answer] = sandbox.broker.submit([one], NOW)

    assert isinstance(answer, Unknown)
    assert len(sandbox.calls(ORDERS)) == 1
    [found] = sandbox.broker.look_up([one], NOW)
    assert found.status == "filled"


def test_an_answer_that_takes_too_long_is_unknown(sandbox):
    sandbox.fails(ORDERS, "delay", 3)

    [answer] = sandbox.broker.submit([order()], NOW)

    assert isinstance(answer, Unknown)


def test_an_order_that_is_there_already_is_that_order(sandbox):
    one = order()
    sandbox.broker.submit([one], NOW)

    [again] = sandbox.broker.submit([one], NOW)

    assert again.status == "filled"
    assert len(sandbox.broker.known_orders("acc", NOW)) == 1


def test_an_order_the_broker_does_not_have_is_not_there(sandbox):
    assert sandbox.broker.look_up([order()], NOW) == [NotThere()]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (order(quantity="900000"), "insufficient buying power"),
        (order(Side.SELL), "insufficient qty available for order"),
        (order(symbol="NOPE"), "asset NOPE not found"),
    ],
)
def test_what_the_broker_declines_is_certain(sandbox, one, said):
    [answer] = sandbox.broker.submit([one], NOW)

    assert isinstance(answer, Declined)
    assert answer.reason == said


def test_a_limit_of_calls_closes_the_door_until_the_moment_the_broker_names(sandbox):
    for _ in range(200):
        sandbox.broker.look_up([order()], NOW)

    first, second = (sandbox.broker.submit([order()], NOW)[0] for _ in range(2))

    assert isinstance(first, TryLater)
    assert 0 < first.retry_after_seconds <= 60
    assert isinstance(second, TryLater)
    assert sandbox.calls(ORDERS) == []


def test_keys_the_broker_does_not_know_send_nothing(sandbox):
    stranger = AlpacaBroker(sandbox.url, "PKUNKNOWN", "x", epoch_seconds=lambda: 1.0)

    [answer] = stranger.submit([order()], NOW)

    assert isinstance(answer, TryLater)


def test_no_connection_is_no_unknown_order():
    nobody = AlpacaBroker("http://127.0.0.1:9", *KEY, epoch_seconds=lambda: 1.0)

    [answer] = nobody.submit([order()], NOW)

    assert isinstance(answer, TryLater)


def test_positions_are_what_the_fills_left(sandbox):
    sandbox.broker.submit([order(quantity="5"), order(Side.SELL, "2")], NOW)

    [holding] = sandbox.broker.holdings("acc", NOW)

    assert (holding.symbol, holding.quantity) == ("ACME", 3)


def test_a_lost_answer_is_settled_by_reconciliation_and_never_sent_again(desk, sandbox):
    desk.brokers["alpaca"] = lambda: sandbox.broker
    account = desk.account(broker="alpaca")
    one = desk.buy(account, "2")
    sandbox.fails(ORDERS, "reset", times=1)
    desk.give(one)
    assert desk.status(one) == "unknown"

    desk.give(one)
    compared = desk.reconcile(account, "alpaca")

    posts = [call for call in sandbox.calls(ORDERS) if call["outcome"] == "fault"]
    assert len(posts) == 1
    assert desk.history(one)[-1] == "filled"
    assert "orphan_order" not in compared["kinds"]
    assert desk.books.verify().mismatches == []


def test_shares_the_ledger_does_not_know_are_reported_and_not_booked(desk, sandbox):
    desk.brokers["alpaca"] = lambda: sandbox.broker
    account = desk.account(broker="alpaca")
    desk.give(desk.buy(account, "2"))
    sandbox.broker.submit([order(quantity="1")], NOW)

    compared = desk.reconcile(account, "alpaca")

    assert compared["kinds"] == {"orphan_order": 1, "position": 1}
    assert [row["quantity"] for row in desk.books.positions(account)] == ["2"]

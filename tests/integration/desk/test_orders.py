"""From a message to the ledger, on a real database."""

from decimal import Decimal

import pytest

from tests.support.order_desk import configuration


def test_a_market_order_is_filled_and_paid(desk):
    account = desk.account(cash="1000")
    order = desk.buy(account, "2")

    outcome = desk.give(order)

    assert outcome.failed == {}
    assert desk.history(order) == ["queued", "accepted", "filled"]
    assert desk.cash(account) == 1000 - 2 * Decimal("100.53")
    assert [row["quantity"] for row in desk.books.positions(account)] == ["2"]


def test_the_same_message_again_changes_nothing(desk):
    order = desk.buy(desk.account())
    for _ in range(3):
        desk.give(order, order)

    assert desk.history(order) == ["queued", "accepted", "filled"]


def test_a_denied_order_names_its_code_and_reserves_nothing(desk):
    account = desk.account(cash="50")
    order = desk.buy(account, "1")

    desk.give(order)

    known = desk.book.get(order.order_id)
    assert (known["status"], known["denial_code"]) == ("rejected", "BUYING_POWER")
    assert desk.cash(account) == 50


def test_a_batch_cannot_spend_the_same_cash_twice(desk):
    account = desk.account(cash="250")
    orders = [desk.buy(account, "1") for _ in range(5)]

    desk.give(*orders)

    assert sorted(desk.status(order) for order in orders) == ["filled", "filled"] + ["rejected"] * 3


def test_a_cancellation_that_overtakes_its_order_wins(desk):
    order = desk.buy(desk.account())

    desk.give(desk.cancel(order))
    desk.give(order)

    assert desk.history(order) == ["queued", "canceled"]


def test_a_resting_order_is_canceled_and_its_cash_comes_back(desk):
    account = desk.account(cash="1000")
    order = desk.buy(account, "5", limit="90.00")
    desk.give(order)
    assert desk.cash(account) == 550

    desk.give(desk.cancel(order))

    assert desk.history(order) == ["queued", "accepted", "canceled"]
    assert desk.cash(account) == 1000


def test_canceling_what_is_filled_changes_nothing(desk):
    order = desk.buy(desk.account())
    desk.give(order)

    outcome = desk.give(desk.cancel(order))

    assert outcome.failed == {}
    assert desk.status(order) == "filled"


def test_an_order_and_its_cancellation_in_one_batch_both_have_their_effect(desk):
    order = desk.buy(desk.account(), limit="90.00")

    desk.give(order, desk.cancel(order))

    assert desk.history(order) == ["queued", "accepted", "canceled"]


def test_an_order_of_an_unknown_account_is_kept_with_its_denial(desk):
    order = desk.buy("nobody")

    desk.give(order)

    assert desk.book.get(order.order_id)["denial_code"] == "ACCOUNT_UNKNOWN"


def test_an_order_carries_the_analysis_it_acted_on(desk):
    order = desk.buy(desk.account(), analysis_id="ACME-2026-11-20T07:00:00Z")

    desk.give(order)

    assert desk.book.get(order.order_id)["analysis_id"] == "ACME-2026-11-20T07:00:00Z"


def test_money_is_turned_into_shares(desk):
    order = desk.buy(desk.account(), None, notional=Decimal(1000))

    desk.give(order)

    known = desk.book.get(order.order_id)
    assert known["status"] == "filled"
    assert Decimal(known["filled_quantity"]) == Decimal("9.947279419")
    assert desk.books.verify().mismatches == []


def test_a_sale_realises_against_the_oldest_purchase(desk):
    account = desk.account()
    desk.give(desk.buy(account, "3"))
    desk.give(desk.buy(account, "3"))

    desk.give(desk.sell(account, "4"))

    [position] = desk.books.positions(account)
    assert position["quantity"] == "2"
    assert Decimal(position["realised"]) == 4 * (Decimal("100.47") - Decimal("100.53"))


def test_a_partly_filled_order_is_followed_to_its_end(desk):
    desk.settings = configuration(simulation={"partial_fill_probability": "1"})
    account = desk.account()
    order = desk.buy(account, "9")
    desk.give(order)
    assert desk.status(order) == "partially_filled"

    desk.pass_time(seconds=5)
    compared = desk.reconcile(account)

    assert desk.history(order) == ["queued", "accepted", "partially_filled", "filled"]
    assert compared["kinds"] == {"unknown_fill": 1}


def test_a_day_order_expires_with_the_session(desk):
    account = desk.account(cash="1000")
    order = desk.buy(account, limit="90.00")
    desk.give(order)

    desk.pass_time(hours=5)
    desk.reconcile(account)

    assert desk.status(order) == "expired"
    assert desk.cash(account) == 1000


@pytest.mark.parametrize("time_in_force", ["ioc", "fok"])
def test_what_cannot_trade_at_once_is_canceled_at_once(desk, time_in_force):
    order = desk.buy(desk.account(), limit="90.00", time_in_force=time_in_force)

    desk.give(order)

    assert desk.history(order) == ["queued", "accepted", "canceled"]


def test_an_order_of_which_no_answer_came_is_unknown_and_never_sent_again(desk):
    desk.settings = configuration(simulation={"timeout_probability": "1"})
    account = desk.account()
    orders = [desk.buy(account) for _ in range(20)]

    desk.give(*orders)
    desk.give(*orders)

    assert {desk.status(order) for order in orders} <= {"unknown", "filled"}
    desk.pass_time(minutes=3)
    desk.reconcile(account)
    assert {desk.status(order) for order in orders} == {"filled", "rejected"}
    assert {desk.book.get(o.order_id)["denial_code"] for o in orders} == {None, "BROKER_NEVER_RECEIVED"}
    assert desk.books.verify().mismatches == []


def test_an_order_is_counted_when_its_fate_has_been_unknown_for_a_minute(own_desk):
    desk = own_desk
    desk.settings = configuration(simulation={"timeout_probability": "1"})
    account = desk.account()
    desk.give(*(desk.buy(account) for _ in range(3)))
    reconciliation = desk.reconciliation

    desk.pass_time(seconds=60)
    before = reconciliation.long_unknown(desk.now)
    desk.pass_time(seconds=1)
    assert (before, reconciliation.long_unknown(desk.now)) == (0, 3)

    desk.pass_time(minutes=2)
    desk.reconcile(account)
    assert reconciliation.long_unknown(desk.now) == 0


def test_an_outage_leaves_the_order_accepted_and_its_message_to_come_again(desk):
    desk.settings = configuration(simulation={"outage_probability": "1"})
    order = desk.buy(desk.account())

    outcome = desk.give(order)

    assert outcome.failed == {order.order_id: "the simulated broker is out"}
    assert desk.status(order) == "accepted"
    desk.settings = configuration()
    assert desk.give(order).failed == {}
    assert desk.history(order) == ["queued", "accepted", "filled"]


def test_an_order_that_another_worker_is_sending_is_left_to_it(desk):
    desk.settings = configuration(simulation={"outage_probability": "1"})
    order = desk.buy(desk.account())
    desk.give(order)
    desk.settings = configuration()
    from datetime import timedelta

    patient = desk.with_takeover(timedelta(seconds=40))

    assert patient.process([order], desk.now).failed == {order.order_id: "another worker is sending it"}
    desk.pass_time(seconds=41)
    assert patient.process([order], desk.now).failed == {}
    assert desk.status(order) == "filled"


def test_a_fill_above_its_reservation_is_owed_and_stops_purchases(desk):
    account = desk.account(cash="106")
    order = desk.buy(account)
    real = desk.listing
    prices = iter([Decimal("100.50"), Decimal(130)])

    def rising(symbol, now):
        from dataclasses import replace

        return replace(real(symbol, now), price=next(prices, Decimal(130)))

    desk.listing = rising
    desk.give(order)

    owed = {row["book"]: row["amount"] for row in desk.books.balances(account)}["owed"]
    assert Decimal(owed) < 0
    desk.listing = real
    second = desk.buy(account)
    desk.give(second)
    assert desk.book.get(second.order_id)["denial_code"] == "ACCOUNT_OWES_CASH"
    assert desk.books.verify().mismatches == []

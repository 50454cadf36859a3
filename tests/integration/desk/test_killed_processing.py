"""Whoever processes an order may end between any two lines: delivered again, it is one order, paid once."""

import pytest

from tests.support.aws_calls import Killed
from tests.support.killing import Tracer

pytestmark = pytest.mark.timeout(240)

FOLLOWED = (
    "adapters/desk.py",
    "adapters/intake.py",
    "adapters/settling.py",
    "adapters/simulated_broker.py",
    "adapters/database.py",
)
MOST_LINES = 900


def given_by_a_new_worker(desk, tracer, *messages):
    """With a connection of its own, which ends with it."""
    desk.database.close()
    try:
        with tracer.following():
            desk.give(*messages)
    finally:
        desk.database.close()


def lines_of(desk, *messages):
    whole = Tracer(FOLLOWED)
    given_by_a_new_worker(desk, whole, *messages)
    assert 100 < whole.lines < MOST_LINES
    return range(1, whole.lines + 1)


def killed(desk, fatal, *messages):
    with pytest.raises(Killed):
        given_by_a_new_worker(desk, Tracer(FOLLOWED, fatal), *messages)


@pytest.mark.acceptance(133)
def test_an_order_whose_worker_is_killed_at_any_line_is_filled_once(own_desk):
    desk, account = own_desk, own_desk.account(cash="10000000")
    lines = lines_of(desk, desk.buy(account, "2"))

    for fatal in lines:
        order = desk.buy(account, "2")
        killed(desk, fatal, order)

        assert desk.give(order).failed == {}, fatal

        assert desk.history(order) == ["queued", "accepted", "filled"], fatal
    assert desk.books.verify().mismatches == []
    assert [row["quantity"] for row in desk.books.positions(account)] == [str(2 * len(lines) + 2)]
    assert desk.reconcile(account)["kinds"] == {}


def test_a_cancellation_whose_worker_is_killed_at_any_line_gives_the_rest_back_once(own_desk):
    desk, account = own_desk, own_desk.account(cash="10000000")
    first = desk.buy(account, "2", limit="90.00")
    desk.give(first)
    lines = lines_of(desk, desk.cancel(first))
    resting = [desk.buy(account, "2", limit="90.00") for _ in lines]
    desk.give(*resting)

    for fatal, order in zip(lines, resting, strict=True):
        killed(desk, fatal, desk.cancel(order))
    again = desk.give(*(desk.cancel(order) for order in resting))

    assert again.failed == {}
    assert {tuple(desk.history(order)) for order in resting} == {("queued", "accepted", "canceled")}
    assert desk.cash(account) == 10_000_000
    assert desk.books.verify().mismatches == []

"""Postings, lots, fees: nothing is made, nothing is lost, whatever is traded."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.trading.domain import ledger, lots
from functions.trading.domain.amounts import NotAnAmount, positive
from functions.trading.domain.fees import FeeSchedule, fee_of
from functions.trading.domain.ledger import Book, Execution, Purse, Unbalanced
from functions.trading.domain.lots import Lot, LotsMissing
from functions.trading.domain.order_ids import order_id
from functions.trading.domain.orders import Side
from functions.trading.domain.verification import (
    BookedFill,
    BookedOrder,
    Books,
    PostedLine,
    verify,
)
from tests.support.order_desk import new_order

AMOUNTS = st.decimals("0.000000001", "100000", places=9)
AT = "2026-11-20T17:00:00Z"


def execution(side, quantity, notional, fee="0"):
    return Execution(
        uuid4(),
        "acc",
        "ACME",
        side,
        Decimal(quantity),
        Decimal(notional),
        Decimal(fee),
        Decimal(quantity),
        AT,
    )


def by_book(transaction):
    return {(posting.book, posting.unit): posting.amount for posting in transaction.postings}


def test_an_order_has_one_identity_for_ever():
    assert order_id("desk-1", "c-1") == UUID("21c4ddeb-f33d-5e9f-8b43-a3a194f207d4")
    assert order_id("desk-1", "c-1") != order_id("desk-1|c", "-1")


def test_a_purchase_is_paid_from_reservation_then_cash_then_debt():
    booked = ledger.fill(
        execution(Side.BUY, "1", "100"),
        Purse(Decimal(7)),
        cash_reserved=Decimal(90),
        shares_reserved=Decimal(0),
    )

    assert by_book(booked) == {
        (Book.CASH_RESERVED, "USD"): -90,
        (Book.CASH, "USD"): -7,
        (Book.OWED, "USD"): -3,
        (Book.STREET, "USD"): 100,
        (Book.STREET, "ACME"): -1,
        (Book.HOLDINGS, "ACME"): 1,
    }


def test_a_sale_pays_what_is_owed_before_it_is_cash():
    purse = Purse(Decimal(0), Decimal(-30))
    booked = ledger.fill(
        execution(Side.SELL, "1", "100", "1"), purse, cash_reserved=Decimal(0), shares_reserved=Decimal(1)
    )

    assert by_book(booked)[Book.OWED, "USD"] == 30
    assert by_book(booked)[Book.CASH, "USD"] == 69
    assert by_book(booked)[Book.FEES, "USD"] == 1


@given(
    side=st.sampled_from(Side), quantity=AMOUNTS, notional=AMOUNTS, fee=AMOUNTS, cash=AMOUNTS, held=AMOUNTS
)
def test_every_fill_balances(  # noqa: PLR0913, PLR0917  drawn apart from each other
    side, quantity, notional, fee, cash, held
):
    done = execution(side, quantity, notional, min(fee, notional))

    booked = ledger.fill(done, Purse(cash), cash_reserved=held, shares_reserved=held)

    for unit in ("USD", "ACME"):
        assert sum(posting.amount for posting in booked.postings if posting.unit == unit) == 0


def test_a_reservation_and_its_release_cancel_out():
    order = new_order("acc", Side.BUY, "1")
    held = ledger.reserve(order, Decimal(5), Decimal(2), AT)
    freed = ledger.release(order, Decimal(5), Decimal(2), AT)

    assert by_book(held) == {key: -amount for key, amount in by_book(freed).items()}


def test_postings_that_do_not_balance_are_no_transaction():
    with pytest.raises(Unbalanced, match="off by 1 USD"):
        ledger.transaction(uuid4(), "fill", "acc", AT, [(Book.CASH, "USD", Decimal(1))])


def test_the_oldest_lot_is_closed_first_and_the_next_one_partly():
    held = (Lot(uuid4(), Decimal(2), Decimal(20)), Lot(uuid4(), Decimal(3), Decimal(60)))

    closures, after = lots.close(held, Decimal(3), Decimal(90))

    assert [(each.quantity, each.cost, each.proceeds, each.realised) for each in closures] == [
        (2, 20, 60, 40),
        (1, 20, 30, 10),
    ]
    assert [(lot.remaining, lot.cost_remaining) for lot in after] == [(0, 0), (2, 40)]


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6), AMOUNTS, st.data())
def test_closing_splits_costs_and_proceeds_without_a_rest(bought, proceeds, data):
    held = tuple(Lot(uuid4(), quantity, cost) for quantity, cost in bought)
    total = sum(lot.remaining for lot in held)
    sold = data.draw(st.decimals("0.000000001", total, places=9))

    closures, after = lots.close(held, sold, proceeds)

    assert sum(each.quantity for each in closures) == sold
    assert sum(each.proceeds for each in closures) == proceeds
    left = sum(lot.cost_remaining for lot in after)
    assert left + sum(each.cost for each in closures) == sum(lot.cost_remaining for lot in held)


def test_more_than_was_bought_cannot_be_closed():
    with pytest.raises(LotsMissing, match="5 sold, 4 held"):
        lots.close((Lot(uuid4(), Decimal(4), Decimal(1)),), Decimal(5), Decimal(1))


def test_fees_are_rounded_up_and_never_above_the_proceeds():
    schedule = FeeSchedule(per_share_usd=Decimal("0.0005"), sell_basis_points=Decimal("0.278"))

    assert fee_of(Side.BUY, Decimal(3), Decimal(100), schedule) == Decimal("0.0015")
    assert fee_of(Side.SELL, Decimal(3), Decimal(100), schedule) == Decimal("0.00428")
    assert fee_of(Side.SELL, Decimal(1000), Decimal("0.01"), schedule) == Decimal("0.01")


@pytest.mark.parametrize("bad", ["0", "-1", "NaN", "1e13", "0.0000000001", "", "1,5", 1.5, None, "9" * 41])
def test_what_is_no_amount_is_refused(bad):
    with pytest.raises(NotAnAmount, match="quantity"):
        positive(bad, "quantity")


def books(**changes):
    """One purchase of two for twenty, as it should be."""
    fill, cash = uuid4(), Decimal(80)
    lines = [("d", "cash", "USD", 100), ("d", "outside", "USD", -100), ("f", "cash", "USD", -20)]
    lines += [("f", "street", "USD", 20), ("f", "street", "ACME", -2), ("f", "holdings", "ACME", 2)]
    posted = [PostedLine(t, "acc", book, unit, Decimal(amount)) for t, book, unit, amount in lines]
    balances = {("acc", "cash", "USD"): cash, ("acc", "outside", "USD"): Decimal(-100)}
    balances |= {("acc", "street", "USD"): Decimal(20), ("acc", "street", "ACME"): Decimal(-2)}
    balances |= {("acc", "holdings", "ACME"): Decimal(2)}
    two, twenty = Decimal(2), Decimal(20)
    good = {
        "lines": posted,
        "balances": balances,
        "fills": [BookedFill("o", fill, "acc", "ACME", "buy", two, twenty, Decimal(0))],
        "orders": [BookedOrder("o", "acc", "ACME", two, twenty, Decimal(0), Decimal(0))],
        "lots": {fill: (two, twenty)},
        "realised": {},
    }
    return Books(**{**good, **{name: change(good[name]) for name, change in changes.items()}})


def test_books_that_agree_have_no_mismatch():
    found = verify(books())

    assert (found.postings, found.transactions, found.fills, found.mismatches) == (6, 2, 1, [])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": lambda lines: lines[:-1]}, "transaction f is off by -2 ACME"),
        ({"balances": lambda known: known | {("acc", "cash", "USD"): Decimal(81)}}, "balance acc cash USD"),
        ({"fills": lambda _: []}, "order o says 2 for 20 USD"),
        (
            {
                "orders": lambda _: [
                    BookedOrder("o", "acc", "ACME", Decimal(2), Decimal(20), Decimal(1), Decimal(0))
                ]
            },
            "reservation acc cash_reserved USD",
        ),
        ({"lots": lambda _: {}}, "lot "),
        ({"realised": lambda _: {("acc", "ACME"): Decimal(1)}}, "realised profit acc ACME"),
    ],
)
def test_every_kind_of_tampering_is_named(changes, said):
    assert any(mismatch.startswith(said) for mismatch in verify(books(**changes)).mismatches)

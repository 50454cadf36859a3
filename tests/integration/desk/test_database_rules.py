# ruff: noqa: S608  statements made of our own constants
"""What the database refuses, whoever asks: rules that no bug above it can break."""

from uuid import uuid4

import pytest

from functions.trading.adapters.database import Refused
from functions.trading.domain.orders import Status
from functions.trading.domain.transitions import TRANSITIONS

COLUMNS = (
    "order_id, account_id, user_id, session_id, client_order_id, correlation_id, symbol, side, order_type"
)
PAIRS = [(before, after) for before in Status for after in Status if before is not after]


@pytest.fixture
def filled(desk):
    account = desk.account()
    order = desk.buy(account)
    desk.give(order)
    return order


def refused(desk, sql, **values):
    with pytest.raises(Refused) as caught, desk.database.transaction() as tx:
        tx.rows(sql, **values)
    return str(caught.value)


def test_the_database_has_the_table_of_transitions_that_the_code_has(desk):
    rows = desk.database_rows("SELECT from_status, to_status FROM order_transitions")

    assert {(row["from_status"], row["to_status"]) for row in rows} == {
        (before.value, after.value) for before, afters in TRANSITIONS.items() for after in afters
    }


@pytest.mark.parametrize("after", [status for status in Status if status is not Status.FILLED])
def test_a_filled_order_becomes_nothing_else(desk, filled, after):
    said = refused(
        desk,
        "UPDATE trade_orders SET status = :after WHERE order_id = CAST(:id AS uuid)",
        after=after,
        id=str(filled.order_id),
    )

    assert "no legal transition" in said


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair[1] not in TRANSITIONS[pair[0]]])
def test_illegal_transitions_are_impossible(server, before, after):
    """By the owner too: the check is a trigger, not a permission."""
    identity = uuid4()
    values = f"'{identity}', 'a', 'u', 's', '{identity}', 'c', 'ACME', 'buy', 'market'"
    setup = (
        f"INSERT INTO trade_orders ({COLUMNS}, time_in_force, quantity, submitted_at, status, changed_at) "
        f"VALUES ({values}, 'day', 1, now(), 'queued', now());"
        f"ALTER TABLE trade_orders DISABLE TRIGGER orders_change_legally;"
        f"UPDATE trade_orders SET status = '{before}', "
        f"filled_quantity = CASE WHEN '{before}' = 'filled' THEN 1 "
        f"WHEN '{before}' = 'partially_filled' THEN 0.5 ELSE 0 END, "
        f"denial_code = CASE WHEN '{before}' = 'rejected' THEN 'X' END WHERE order_id = '{identity}';"
        f"ALTER TABLE trade_orders ENABLE TRIGGER orders_change_legally;"
    )

    with pytest.raises(Exception, match="no legal transition"):
        server.run_as_owner(
            f"{setup} UPDATE trade_orders SET status = '{after}' WHERE order_id = '{identity}'"
        )


def test_postings_that_do_not_sum_to_zero_are_not_committed(desk, filled):
    insert = """
    WITH t AS (INSERT INTO ledger_transactions VALUES
        (CAST(:id AS uuid), :account, 'deposit', NULL, now()) RETURNING 1)
    INSERT INTO postings VALUES (CAST(:id AS uuid), 1, :account, 'cash', 'USD', 10),
        (CAST(:id AS uuid), 2, :account, 'outside', 'USD', -9.999999999)
    """

    said = refused(desk, insert, id=str(uuid4()), account=filled.account_id)

    assert "is off by 0.000000001 USD" in said


def test_nothing_is_added_to_a_transaction_later(desk, filled):
    known = desk.database_rows(
        "SELECT transaction_id FROM ledger_transactions WHERE order_id = CAST(:id AS uuid)",
        id=str(filled.order_id),
    )[0]

    said = refused(
        desk,
        "INSERT INTO postings VALUES (CAST(:id AS uuid), 90, :account, 'cash', 'USD', 1),"
        " (CAST(:id AS uuid), 91, :account, 'outside', 'USD', -1)",
        id=str(known["transaction_id"]),
        account=filled.account_id,
    )

    assert "in one statement" in said


def test_cash_is_never_spent_twice(desk):
    account = desk.account(cash="10")
    insert = """
    WITH t AS (INSERT INTO ledger_transactions VALUES
        (CAST(:id AS uuid), :account, 'withdrawal', NULL, now()) RETURNING 1)
    INSERT INTO postings VALUES (CAST(:id AS uuid), 1, :account, 'cash', 'USD', -10.01),
        (CAST(:id AS uuid), 2, :account, 'outside', 'USD', 10.01)
    """

    said = refused(desk, insert, id=str(uuid4()), account=account)

    assert "nothing_is_spent_twice" in said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE postings SET amount = 1",
        "DELETE FROM postings",
        "DELETE FROM order_events",
        "UPDATE fills SET fee = 0",
        "DELETE FROM trade_orders",
        "TRUNCATE lot_closures",
        "DELETE FROM ledger_transactions",
    ],
)
def test_history_is_append_only_for_its_owner_too(server, desk, filled, statement):
    with pytest.raises(Exception, match=r"append-only|foreign key|cannot truncate"):
        server.run_as_owner(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE balances SET amount = 0",
        "INSERT INTO order_events SELECT * FROM order_events",
        "INSERT INTO outbox (order_id, sequence) SELECT order_id, version FROM trade_orders",
        "ALTER TABLE postings DISABLE TRIGGER ALL",
        "DROP TABLE lots",
    ],
)
def test_the_desk_itself_may_not_write_what_triggers_write(desk, statement):
    assert refused(desk, statement).startswith("42501")


def test_an_order_begins_queued_or_with_its_first_decision(desk, filled):
    select = (
        "gen_random_uuid(), account_id, user_id, session_id, 'x', correlation_id, symbol, side, order_type"
    )

    said = refused(
        desk,
        f"INSERT INTO trade_orders ({COLUMNS}, time_in_force, quantity, submitted_at, status,"
        f" filled_quantity, changed_at, version) SELECT {select}, 'day', 1, now(), 'filled', 1, now(), 2"
        " FROM trade_orders WHERE order_id = CAST(:id AS uuid)",
        id=str(filled.order_id),
    )

    assert "cannot begin as filled" in said


def test_migrations_run_again_change_nothing(server):
    before, after = server.migrate()

    assert before == after


def test_a_connection_that_died_is_replaced_without_anybody_noticing(server, desk):
    with desk.database.transaction() as tx:
        pid = tx.rows("SELECT pg_backend_pid() AS pid")[0]["pid"]
    server.run_as_owner(f"SELECT pg_terminate_backend({pid})")

    order = desk.buy(desk.account())
    desk.give(order)

    assert desk.status(order) == "filled"


def test_a_balance_that_was_tampered_with_is_found(server, own_desk):
    account = own_desk.account()
    own_desk.give(own_desk.buy(account))
    name = own_desk.database_rows("SELECT current_database() AS name")[0]["name"]
    server.run_as_owner("UPDATE balances SET amount = amount + 0.000000001 WHERE book = 'cash'", name)

    [mismatch] = own_desk.books.verify().mismatches

    assert mismatch.startswith(f"balance {account} cash USD")

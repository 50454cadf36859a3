"""Orders a second from queue messages to PostgreSQL, beside plain SQL.

    python -m tests.benchmarks.bench_desk [--orders 4000] [--workers 2]

A batch is ten messages and one transaction. The desk reads each message, locks the account, judges the risk,
reserves, and writes order, events, outbox, postings and balances. The floor is one plain SQL statement that
writes those rows to those tables, ready made, and nothing before it; below it, the same for tables without
triggers and references. The same driver, as many connections, batches of ten; warmed up; medians of three.
"""

import argparse
import json
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from functions.trading.adapters import book_statements
from functions.trading.adapters.book_rows import ledger_rows, order_row
from functions.trading.adapters.intake import Intake
from functions.trading.domain.ledger import reserve
from functions.trading.domain.messages import read_message
from tests.support import order_desk
from tests.support.order_desk import TestDesk, configuration, message, new_order, text
from tests.support.supervised_postgres import supervised

BATCH = 10
ROUNDS = 3
FEWEST_A_SECOND = 1000
SMALLEST_SHARE = 0.65
ACCOUNTS = 40  # a worker; an account then has as many open orders as people have

_PLAIN = """
WITH d AS (SELECT CAST(:document AS json) AS j),
o AS (
    INSERT INTO plain_orders SELECT x.* FROM d, json_to_recordset(j->'orders') AS x(
        order_id uuid, account_id text, user_id text, session_id text, client_order_id text,
        correlation_id text, symbol text, side text, order_type text, time_in_force text, quantity numeric,
        submitted_at timestamptz
    )
),
e AS (
    INSERT INTO plain_events SELECT x.order_id, s, 'queued', 'accepted', x.submitted_at
    FROM d, json_to_recordset(j->'orders') AS x(order_id uuid, submitted_at timestamptz),
        generate_series(1, 2) s
    RETURNING order_id, sequence
),
b AS (INSERT INTO plain_outbox (order_id, sequence) SELECT order_id, sequence FROM e),
t AS (
    INSERT INTO plain_transactions SELECT x.order_id, x.account_id, 'reserve', x.submitted_at
    FROM d, json_to_recordset(j->'orders') AS x(order_id uuid, account_id text, submitted_at timestamptz)
),
p AS (
    INSERT INTO plain_postings SELECT x.order_id, s, x.account_id, 'cash', 'USD', 105.525
    FROM d, json_to_recordset(j->'orders') AS x(order_id uuid, account_id text), generate_series(1, 2) s
)
SELECT NULL::text
"""
_TABLES = """
CREATE TABLE plain_orders (order_id uuid PRIMARY KEY, account_id text, user_id text, session_id text,
    client_order_id text, correlation_id text, symbol text, side text, order_type text, time_in_force text,
    quantity numeric, submitted_at timestamptz, UNIQUE (account_id, client_order_id));
CREATE TABLE plain_events (order_id uuid, sequence integer, from_status text, to_status text,
    occurred_at timestamptz, PRIMARY KEY (order_id, sequence));
CREATE TABLE plain_outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id uuid, sequence integer);
CREATE TABLE plain_transactions (id uuid PRIMARY KEY, account_id text, kind text, occurred_at timestamptz);
CREATE TABLE plain_postings (id uuid, line integer, account_id text, book text, unit text, amount numeric,
    PRIMARY KEY (id, line));
GRANT ALL ON plain_orders, plain_events, plain_outbox, plain_transactions, plain_postings TO desk;
"""


def floor(desk: TestDesk, bodies: Sequence[str]) -> None:
    orders = [json.loads(body) for body in bodies]
    with desk.database.transaction() as tx:
        tx.document(_PLAIN, {"orders": orders})


def plain_sql(desk: TestDesk, document: Any) -> None:
    with desk.database.transaction() as tx:
        tx.document(book_statements.WRITE_INTAKE, document)


def ready_made(bodies: Sequence[str]) -> dict[str, Any]:
    """What the desk would write for these messages."""
    now, cash = text(datetime.now(UTC)), Decimal("105.525")
    orders = [read_message(json.loads(body)) for body in bodies]
    decided = {"status": "accepted", "broker": "simulated", "limits_version": "1", "sent_at": now}
    decided |= {"cash_reserved": cash, "shares_reserved": 0, "changed_at": now}
    periods = {(order.account_id, order.submitted_at[:length]) for order in orders for length in (10, 16)}
    return {
        "orders": [order_row(order, **decided) for order in orders],
        **ledger_rows([reserve(order, cash, Decimal(0), now) for order in orders]),
        "activity": [
            {"account_id": account, "period": period, "orders": len(orders), "notional": cash}
            for account, period in periods
        ],
        "cancellations": [],
        "claims": [],
    }


def queue_to_database(desk: TestDesk, bodies: Sequence[str]) -> None:
    intake = Intake(desk.database, desk.listing, lambda: desk.settings)
    work = intake.take([read_message(json.loads(body)) for body in bodies], text(datetime.now(UTC)))
    assert len(work.send) == len(bodies)


def queue_to_fill(desk: TestDesk, bodies: Sequence[str]) -> None:
    desk.at = datetime.now(UTC)
    outcome = desk.give(*(read_message(json.loads(body)) for body in bodies))
    assert not outcome.failed


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=4000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="signal9-bench-") as name,
        supervised(Path(name)) as (server, _),
    ):
        server.run_as_owner(_TABLES)
        ways = {
            "plain SQL": plain_sql,
            "plain SQL, bare": floor,
            "queue to PostgreSQL": queue_to_database,
            "queue to fill": queue_to_fill,
        }
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name_, way in ways.items():
                rates[name_].append(measure(server, way, chosen.orders, chosen.workers))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, rate in medians.items():
        share = rate / medians["plain SQL"]
        print(
            f"{name:20} {rate:7,.0f} orders/s  {share:4.0%} of plain SQL   {[round(r) for r in rates[name]]}"
        )
    desk_rate = medians["queue to PostgreSQL"]
    reached = desk_rate >= FEWEST_A_SECOND and desk_rate >= SMALLEST_SHARE * medians["plain SQL"]
    print(
        f"wanted: {FEWEST_A_SECOND} orders/s and {SMALLEST_SHARE:.0%}: {'reached' if reached else 'MISSED'}"
    )


def measure(server: Any, way: Callable[[TestDesk, Sequence[str]], None], orders: int, workers: int) -> float:
    """Orders a second of all workers together, each with accounts and a connection of its own."""
    context = multiprocessing.get_context("fork")
    ready, go, spent = context.Barrier(workers + 1), context.Event(), context.Queue()
    share = orders // workers
    processes = [
        context.Process(target=_work, args=(server, way, share, ready, go, spent)) for _ in range(workers)
    ]
    for process in processes:
        process.start()
    ready.wait(60)
    began = time.perf_counter()
    go.set()
    for _ in processes:
        spent.get(timeout=600)
    seconds = time.perf_counter() - began
    for process in processes:
        process.join()
    return share * workers / seconds


def _work(  # noqa: PLR0913, PLR0917  a process gets everything it needs
    server: Any, way: Any, orders: int, ready: Any, go: Any, spent: Any
) -> None:
    desk = TestDesk(server.connect(), configuration())
    batches: list[Any] = _batches(desk, orders + 20 * BATCH)
    if way is plain_sql:
        batches = [ready_made(bodies) for bodies in batches]
    for bodies in batches[:20]:
        way(desk, bodies)
    ready.wait(60)
    go.wait(60)
    for bodies in batches[20:]:
        way(desk, bodies)
    spent.put(None)


def _batches(desk: TestDesk, orders: int) -> list[list[str]]:
    accounts = [desk.account(cash="1000000000") for _ in range(ACCOUNTS)]
    at = text(datetime.now(UTC))
    bodies = [
        json.dumps(
            message(
                new_order(
                    accounts[index // BATCH % len(accounts)],
                    order_desk.Side.BUY,
                    "1",
                    at=at,
                    client_id=uuid4().hex,
                )
            )
        )
        for index in range(orders)
    ]
    return [bodies[start : start + BATCH] for start in range(0, orders, BATCH)]


if __name__ == "__main__":
    main()

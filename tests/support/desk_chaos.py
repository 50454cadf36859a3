"""Killed workers, messages that come several times and shuffled, a database that dies, a deaf broker.

Workers are processes of their own. What the queue does is done here: a message is given out with a visibility
timeout, comes again when its worker did not delete it, and goes to the dead letters after so many receives.
"""

import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import psutil

from functions.trading.adapters.database import DatabaseUnavailable
from functions.trading.domain.messages import BadMessage, read_message
from functions.trading.domain.transitions import TERMINAL
from tests.support import order_desk
from tests.support.order_desk import TestDesk, configuration, message, new_order, text

BATCH = 10
MOST_RECEIVES = 8  # as the queue has it
VISIBILITY_SECONDS = 2.0
POISON = (
    "{",
    "[]",
    "\u0000",
    '{"schema_version": 1}',
    '{"schema_version": 1, "kind": "submit", "quantity": "1e999"}',
)


@dataclass
class Given:
    """A message in the queue: one body may be there several times."""

    body: str
    receives: int = 0
    visible_at: float = 0.0


@dataclass
class Chaos:
    orders: int
    seed: int
    accounts: int = 8
    workers: int = 2
    kill_share: float = 0.1  # of the records
    database_kills: int = 20
    timeout_share: str = "0.05"
    dead: list = field(default_factory=list)
    killed: int = 0
    database_died: int = 0

    def settings(self):
        simulation = {"seed": self.seed, "timeout_probability": self.timeout_share}
        return configuration(simulation=simulation, fees={"sell_basis_points": "0.278"})


def worker(server, chaos, connection):
    """Takes batches until told to end; dies at records its own chance draws, before or after the effect."""
    desk = TestDesk(server.connect(), chaos.settings())
    desk.desk = desk.with_takeover(timedelta(seconds=0.5))
    chance = random.Random(f"{chaos.seed} {os.getpid()} {time.time_ns()}")
    while (batch := connection.recv()) is not None:
        dies = any(chance.random() < chaos.kill_share for _ in batch)
        if dies and chance.random() < 0.5:
            _die_at_a_statement(chance)
        failed = _process(desk, batch)
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)
        connection.send(failed)


def _process(desk, batch):
    """Indexes of what is to come again, and of what is to go to the dead letters."""
    readable, poison = {}, []
    for index, body in enumerate(batch):
        try:
            readable[index] = read_message(json.loads(body))
        except (BadMessage, ValueError):
            poison.append(index)
    desk.at = datetime.now(UTC)
    try:
        outcome = desk.give(*readable.values())
    except DatabaseUnavailable:
        return list(readable), poison
    return [index for index, one in readable.items() if one.order_id in outcome.failed], poison


def _die_at_a_statement(chance):
    from functions.trading.adapters import database

    left, run = chance.randint(0, 6), database.Transaction.document

    def dying(transaction, sql, document):
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(transaction, sql, document)

    database.Transaction.document = dying


class Workers:
    def __init__(self, server, chaos):
        self.server, self.chaos = server, chaos
        self.context = multiprocessing.get_context("fork")
        self.running = [self._start() for _ in range(chaos.workers)]

    def _start(self):
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=worker, args=(self.server, self.chaos, theirs))
        process.start()
        theirs.close()
        return [process, ours, None]

    def replace(self, index):
        self.chaos.killed += 1
        process, ours, _ = self.running[index]
        process.join()
        ours.close()
        self.running[index] = self._start()

    def end(self):
        for process, ours, _ in self.running:
            with suppress(OSError):
                ours.send(None)
            process.join(5)
            if process.is_alive():
                process.kill()


class Queue:
    """At least once, in no order."""

    def __init__(self, bodies, chance):
        self.waiting = [Given(body) for body in bodies for _ in range(chance.randint(1, 5))]
        chance.shuffle(self.waiting)
        self.flying = []

    def take(self, now):
        back = [given for given in self.flying if given.visible_at <= now]
        self.flying = [given for given in self.flying if given.visible_at > now]
        self.waiting += back
        taken, self.waiting = self.waiting[:BATCH], self.waiting[BATCH:]
        for given in taken:
            given.receives += 1
        return taken

    @property
    def is_empty(self):
        return not self.waiting and not self.flying


def run(server, supervise, chaos, say=lambda _: None):
    """The orders that were given, and how long it took. `supervise` answers the postmaster's process id."""
    chance = random.Random(chaos.seed)
    desk = TestDesk(server.connect(), chaos.settings(), at=datetime.now(UTC))
    accounts = [desk.account(cash="100000000") for _ in range(chaos.accounts)]
    orders = _orders(accounts, chaos.orders, chance)
    bodies = [json.dumps(message(order)) for order in orders] + list(POISON)
    queue = Queue(bodies, chance)
    total, began = len(queue.waiting), time.monotonic()
    deaths = sorted(chance.random() * 0.9 for _ in range(chaos.database_kills))
    workers = Workers(server, chaos)
    try:
        while not queue.is_empty or any(work for _, _, work in workers.running):
            _turn(queue, workers, chaos)
            done = 1 - (len(queue.waiting) + len(queue.flying)) / total
            if deaths and done >= deaths[0]:
                deaths.pop(0)
                chaos.database_died += kill_database(supervise())
                say(f"{done:4.0%} {time.monotonic() - began:5.0f} s, database killed {chaos.database_died} x")
    finally:
        workers.end()
    return desk, orders, time.monotonic() - began


def _turn(queue, workers, chaos):
    now = time.monotonic()
    for index, slot in enumerate(workers.running):
        process, pipe, work = slot
        if work is None:
            batch = queue.take(now)
            if batch:
                slot[2] = batch
                with suppress(OSError):
                    pipe.send([given.body for given in batch])
        elif pipe.poll(0.002):
            try:
                failed, poison = pipe.recv()
            except (EOFError, OSError):
                _again(queue, work, range(len(work)), chaos, now)
                workers.replace(index)
                continue
            chaos.dead += [work[each].body for each in poison]
            _again(queue, work, failed, chaos, now)
            slot[2] = None
        elif not process.is_alive():
            _again(queue, work, range(len(work)), chaos, now)
            workers.replace(index)


def _again(queue, work, indexes, chaos, now):
    for index in indexes:
        if work[index].receives >= MOST_RECEIVES:
            chaos.dead.append(work[index].body)
        else:
            work[index].visible_at = now + VISIBILITY_SECONDS
            queue.flying.append(work[index])


def _orders(accounts, count, chance):
    at = text(datetime.now(UTC))
    made = []
    for _ in range(count):
        account, side = chance.choice(accounts), chance.choice(["buy", "buy", "buy", "sell"])
        limit = chance.choice([None, None, None, "90.00", "100.60"])
        quantity = chance.choice(["1", "2", "5"])
        if side == "sell":
            limit = None
        made.append(
            new_order(account, order_desk.Side(side), quantity, at=at, limit=limit, client_id=uuid4().hex)
        )
    return made


def kill_database(postmaster_pid):
    """With all its children, as a machine that loses power."""
    try:
        parent = psutil.Process(postmaster_pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return 1


def check(desk, orders, chaos):
    """What must be true whatever happened; answers the orders by status."""
    desk.at = datetime.now(UTC) + timedelta(minutes=3)
    for account in {order.account_id for order in orders}:
        for _ in range(20):
            kinds = desk.reconcile(account)["kinds"]
            if set(kinds) <= {"matched"}:
                break
    rows = desk.database_rows(
        "SELECT order_id, status, filled_quantity FROM trade_orders WHERE account_id = ANY(:names)",
        names=sorted({order.account_id for order in orders}),
    )
    known = {UUID(str(row["order_id"])): row for row in rows}
    lost = [order for order in orders if order.order_id not in known]
    dead = [body for body in chaos.dead if body not in POISON]
    doubled = desk.database_rows(
        "SELECT order_id FROM order_events WHERE to_status = 'accepted' AND from_status = 'queued' "
        "GROUP BY order_id HAVING count(*) > 1"
    )
    found = desk.books.verify()
    broker = {}
    for account in {order.account_id for order in orders}:
        there = desk.broker.known_orders(account, desk.now)
        broker |= {each.client_order_id: each.filled_quantity for each in there}
    wrong = [i for i, row in known.items() if row["filled_quantity"] != broker.get(str(i), Decimal(0))]
    missing_effect = [body for body in dead if UUID(json.loads(body)["order_id"]) not in known]
    assert not lost, f"{len(lost)} orders lost"
    assert not doubled, f"{len(doubled)} orders doubled"
    assert not wrong, f"{len(wrong)} orders filled otherwise than at the broker"
    assert not missing_effect
    assert set(POISON) <= set(chaos.dead)
    assert found.mismatches == [], found.mismatches[:5]
    open_ = [row for row in rows if row["status"] not in TERMINAL]
    assert all(row["status"] == "accepted" for row in open_), Counter(row["status"] for row in open_)
    return Counter(row["status"] for row in rows), found


_EFFECTS = """
SELECT (SELECT count(*) FROM trade_orders) AS orders, (SELECT count(*) FROM order_events) AS events,
    (SELECT count(*) FROM fills) AS fills, (SELECT count(*) FROM postings) AS postings
"""


def redrive(desk, chaos):
    """Dead letters given once more change nothing."""
    before = desk.database_rows(_EFFECTS)
    bodies = [body for body in chaos.dead if body not in POISON]
    for start in range(0, len(bodies), BATCH):
        desk.give(*(read_message(json.loads(body)) for body in bodies[start : start + BATCH]))
    assert desk.database_rows(_EFFECTS) == before
    return len(bodies)

"""Random commands and faults against a desk, beside a model that knows what must come out.

A run is its seed: the commands, the deliveries and the faults are drawn from it alone.
"""

import random
from contextlib import suppress
from decimal import Decimal

from functions.trading.adapters import database as databases
from functions.trading.adapters.database import DatabaseUnavailable
from functions.trading.domain.transitions import TERMINAL
from tests.support.order_desk import TestDesk, configuration

OPENING_CASH = Decimal(5000)


class Crash(Exception):
    """The worker is gone between two statements."""


class Run:
    """One seed against one desk: safety is looked at after every command, liveness at the end."""

    def __init__(self, desk: TestDesk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.desk.settings = configuration(
            simulation={
                "seed": seed,
                "partial_fill_probability": "0.3",
                "timeout_probability": "0.2",
                "outage_probability": "0.1",
            },
            fees={"sell_basis_points": "0.278", "per_share_usd": "0.001"},
        )
        self.account = desk.account(cash=str(OPENING_CASH))
        self.orders = []
        self.last_seen = {}

    def buy(self) -> None:
        quantity = self.chance.choice(["1", "2", "7", "0.5", "0.333333333"])
        self._deliver(self._known(self.desk.buy(self.account, quantity, client_id=self._client_id())))

    def buy_limit(self) -> None:
        limit = self.chance.choice(["90.00", "100.00", "100.53", "110.00"])
        kind = self.chance.choice(["day", "gtc", "ioc", "fok"])
        order = self.desk.buy(self.account, "3", limit=limit, time_in_force=kind, client_id=self._client_id())
        self._deliver(self._known(order))

    def sell(self) -> None:
        quantity = self.chance.choice(["1", "0.333333333", "4"])
        self._deliver(self._known(self.desk.sell(self.account, quantity, client_id=self._client_id())))

    def cancel(self) -> None:
        if self.orders:
            order = self.chance.choice(self.orders)
            self._deliver(self.desk.cancel(order))

    def redeliver(self) -> None:
        if self.orders:
            self._deliver(*self.chance.choices(self.orders, k=self.chance.randint(1, 6)))

    def reconcile(self) -> None:
        self.desk.reconcile(self.account)

    def pass_time(self) -> None:
        self.desk.pass_time(seconds=self.chance.choice([1, 5, 61, 130, 3600]))

    def crash(self) -> None:
        """At a random statement of a delivery; what was committed stays."""
        if not self.orders:
            return
        statements_left = self.chance.randint(0, 9)
        run = databases.Transaction.document

        def dying(transaction, sql, document):
            nonlocal statements_left
            statements_left -= 1
            if statements_left < 0:
                raise Crash
            return run(transaction, sql, document)

        databases.Transaction.document = dying
        try:
            with suppress(Crash):
                self.buy()
        finally:
            databases.Transaction.document = run

    def settle_down(self) -> None:
        """Faults stop, everything is delivered once more, days pass: nothing may stay open or unknown."""
        calm = {
            "simulation": {"seed": self.desk.settings.simulation.seed},
            "fees": {"per_share_usd": "0.001"},
        }
        self.desk.settings = configuration(**calm)
        self._deliver(*self.orders)
        for _ in range(3):
            self.desk.pass_time(minutes=3)
            self.desk.reconcile(self.account)
        for order in self.orders:
            if self.desk.status(order) not in TERMINAL:
                self._deliver(self.desk.cancel(order))
        self.desk.pass_time(minutes=3)
        self.desk.reconcile(self.account)
        self.check_safety()
        statuses = [self.desk.status(order) for order in self.orders]
        assert all(status in TERMINAL for status in statuses), statuses
        self._check_broker()

    def check_safety(self) -> None:
        documents = {one["order_id"]: one for one in self.desk.book.list(self.account, limit=1000)}
        for order in self.orders:
            known = documents.get(str(order.order_id))
            if known is None:
                assert order.order_id not in self.last_seen, f"order {order.order_id} was lost"
                continue
            filled, before = Decimal(known["filled_quantity"]), self.last_seen.get(order.order_id)
            assert before is None or before[1] <= filled
            assert before is None or before[0] not in TERMINAL or before[0] == known["status"]
            self.last_seen[order.order_id] = (known["status"], filled)
        self._check_money()

    def _check_money(self) -> None:
        """The model: what came in is what is there, spent or paid in fees, by the fills alone."""
        fills = self.desk.database_rows(
            "SELECT side, quantity, notional, fee FROM fills WHERE account_id = :account",
            account=self.account,
        )
        sign = {"buy": -1, "sell": 1}
        expected = OPENING_CASH + sum(sign[row["side"]] * row["notional"] - row["fee"] for row in fills)
        shares = sum(-sign[row["side"]] * row["quantity"] for row in fills)
        rows = self.desk.books.balances(self.account)
        held = {(row["book"], row["unit"]): Decimal(row["amount"]) for row in rows}
        zero = Decimal(0)
        cash = sum((held.get((book, "USD"), zero) for book in ("cash", "cash_reserved", "owed")), zero)
        stock = sum((held.get((book, "ACME"), zero) for book in ("holdings", "holdings_reserved")), zero)
        assert cash == expected
        assert stock == shares

    def _check_broker(self) -> None:
        """The broker has each order once at most, and filled what the desk booked."""
        reports = {
            each.client_order_id: each for each in self.desk.broker.known_orders(self.account, self.desk.now)
        }
        for order in self.orders:
            known, report = self.desk.book.get(order.order_id), reports.get(str(order.order_id))
            there = report.filled_quantity if report else Decimal(0)
            assert Decimal(known["filled_quantity"]) == there, (order.order_id, known["status"], report)

    def _client_id(self) -> str:
        return f"{self.account}-{len(self.orders)}"

    def _known(self, order):
        self.orders.append(order)
        return order

    def _deliver(self, *messages) -> None:
        with suppress(DatabaseUnavailable):
            self.desk.give(*messages)

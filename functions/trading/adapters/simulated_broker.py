"""A broker without a market: fills against stored prices, as the simulation's seed decides."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from functions.trading.adapters.book_rows import moment, order_of, order_row
from functions.trading.adapters.database import Database
from functions.trading.domain.amounts import ZERO
from functions.trading.domain.brokers import Holding, LookedUp, NotThere, Report, Submitted, TryLater, Unknown
from functions.trading.domain.limits import Simulation
from functions.trading.domain.orders import Order, Side
from functions.trading.domain.risk import Listing
from functions.trading.domain.simulation import (
    Received,
    arrives,
    executable_price,
    is_out,
    quote,
    report,
    times_out,
)

_OUTAGE_SECONDS = 60

_RECEIVE = """
WITH received AS (
    INSERT INTO simulated_broker.orders AS known (
        client_order_id, account_id, received_at, executable_at, price, instruction,
        behaviour
    )
    SELECT x.* FROM json_to_recordset(CAST(:document AS json)) AS x(
        client_order_id text, account_id text, received_at timestamptz, executable_at timestamptz,
        price numeric, instruction jsonb, behaviour jsonb
    )
    ON CONFLICT (client_order_id) DO UPDATE SET account_id = known.account_id
    RETURNING *
)
SELECT coalesce(json_agg(received), '[]')::text FROM received
"""
_FIND = """
SELECT coalesce(json_agg(o), '[]')::text FROM simulated_broker.orders o
WHERE client_order_id IN (SELECT json_array_elements_text(CAST(:document AS json)))
"""
_OF_ACCOUNT = """
SELECT coalesce(json_agg(o), '[]')::text FROM simulated_broker.orders o
WHERE account_id = CAST(:document AS json) ->> 'account_id'
"""
_UPDATE = """
WITH updated AS (
    UPDATE simulated_broker.orders o
    SET executable_at = coalesce(o.executable_at, x.executable_at), price = coalesce(o.price, x.price),
        canceled_at = coalesce(o.canceled_at, x.canceled_at)
    FROM json_to_recordset(CAST(:document AS json)) AS x(
        client_order_id text, executable_at timestamptz, price numeric, canceled_at timestamptz
    )
    WHERE o.client_order_id = x.client_order_id
    RETURNING o.*
)
SELECT coalesce(json_agg(updated), '[]')::text FROM updated
"""


class SimulatedBroker:
    """Keeps its own book, as a broker does: what it received it knows although the desk heard no answer."""

    def __init__(
        self,
        database: Database,
        listing: Callable[[str, str], Listing],
        simulation: Callable[[], Simulation],
    ) -> None:
        self._database = database
        self._listing = listing
        self._simulation = simulation

    def submit(self, orders: Sequence[Order], now: str) -> list[Submitted]:
        simulation, at = self._simulation(), moment(now)
        if is_out(simulation, at):
            return [TryLater("the simulated broker is out", _OUTAGE_SECONDS) for _ in orders]
        silent = {order.order_id for order in orders if times_out(simulation, order)}
        arrived = [order for order in orders if order.order_id not in silent or arrives(simulation, order)]
        known = self._run(_RECEIVE, [self._entry(order, now) for order in arrived]) if arrived else {}
        return [
            Unknown("no answer from the simulated broker")
            if order.order_id in silent
            else report(known[str(order.order_id)], at)
            for order in orders
        ]

    def look_up(self, orders: Sequence[Order], now: str) -> list[LookedUp]:
        return self._update(orders, now, {})

    def cancel(self, orders: Sequence[Order], now: str) -> list[LookedUp]:
        return self._update(orders, now, {"canceled_at": now})

    def known_orders(self, account_id: str, now: str) -> list[Report] | Unknown | TryLater:
        simulation, at = self._simulation(), moment(now)
        if is_out(simulation, at):
            return TryLater("the simulated broker is out", _OUTAGE_SECONDS)
        known = self._run(_OF_ACCOUNT, {"account_id": account_id})
        return [report(each, at) for each in known.values()]

    def holdings(self, account_id: str, now: str) -> list[Holding] | Unknown | TryLater:
        simulation, at = self._simulation(), moment(now)
        if is_out(simulation, at):
            return TryLater("the simulated broker is out", _OUTAGE_SECONDS)
        held: dict[str, Decimal] = {}
        for each in self._run(_OF_ACCOUNT, {"account_id": account_id}).values():
            filled = report(each, at).filled_quantity
            sign = 1 if each.order.side is Side.BUY else -1
            held[each.order.symbol] = held.get(each.order.symbol, ZERO) + sign * filled
        return [Holding(symbol, quantity) for symbol, quantity in sorted(held.items()) if quantity]

    def _update(self, orders: Sequence[Order], now: str, changes: dict[str, str]) -> list[LookedUp]:
        simulation, at = self._simulation(), moment(now)
        if is_out(simulation, at):
            return [TryLater("the simulated broker is out", _OUTAGE_SECONDS) for _ in orders]
        known = self._run(_FIND, [str(order.order_id) for order in orders])
        updates = [
            {"client_order_id": name, **changes, **self._execution(each.order, now)}
            for name, each in known.items()
            if changes or each.executable_at is None
        ]
        if updates:
            known |= self._run(_UPDATE, updates)
        found: list[LookedUp] = []
        for order in orders:
            each = known.get(str(order.order_id))
            found.append(NotThere() if each is None else report(each, at))
        return found

    def _entry(self, order: Order, now: str) -> dict[str, Any]:
        return {
            "client_order_id": order.order_id,
            "account_id": order.account_id,
            "received_at": now,
            "instruction": order_row(order),
            "behaviour": _behaviour(self._simulation()),
            **self._execution(order, now),
        }

    def _execution(self, order: Order, now: str) -> dict[str, Any]:
        last = self._listing(order.symbol, now).price
        price = executable_price(order, quote(last, self._simulation())) if last else None
        return {} if price is None else {"executable_at": now, "price": price}

    def _run(self, statement: str, document: Any) -> dict[str, Received]:
        with self._database.transaction() as tx:
            rows = tx.document(statement, document)
        return {row["client_order_id"]: _received(row) for row in rows}


def _received(row: dict[str, Any]) -> Received:
    return Received(
        order=order_of(row["instruction"]),
        received_at=moment(row["received_at"]),
        executable_at=_moment_or_none(row["executable_at"]),
        price=None if row["price"] is None else Decimal(row["price"]),
        canceled_at=_moment_or_none(row["canceled_at"]),
        simulation=Simulation(
            seed=row["behaviour"]["seed"],
            partial_fill_probability=Decimal(row["behaviour"]["partial_fill_probability"]),
            latency_seconds=Decimal(row["behaviour"]["latency_seconds"]),
        ),
    )


def _behaviour(simulation: Simulation) -> dict[str, Any]:
    return {
        "seed": simulation.seed,
        "partial_fill_probability": simulation.partial_fill_probability,
        "latency_seconds": simulation.latency_seconds,
    }


def _moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else moment(text)

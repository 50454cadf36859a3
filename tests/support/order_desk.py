"""A desk on a real PostgreSQL, without AWS: its parts as the functions wire them, and orders to give it."""

import json
import time
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import uuid4

import pg8000.native

from functions.trading.adapters import schema
from functions.trading.adapters.accounts import Accounts
from functions.trading.adapters.database import Database, Endpoint, owner_connection
from functions.trading.adapters.desk import Desk
from functions.trading.adapters.intake import Intake
from functions.trading.adapters.ledger_books import LedgerBooks
from functions.trading.adapters.order_book import OrderBook
from functions.trading.adapters.reconciliation import Reconciliation
from functions.trading.adapters.settling import Settling
from functions.trading.adapters.simulated_broker import SimulatedBroker
from functions.trading.domain.limits import read_configuration
from functions.trading.domain.messages import Cancellation
from functions.trading.domain.order_ids import order_id
from functions.trading.domain.orders import Order, OrderType, Side, TimeInForce
from functions.trading.domain.risk import Listing
from scripts.local import ports
from scripts.local.postgres import DATABASE, OWNER, ROLE, PostgresFiles

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # a Friday, the market is open
WIDE = {
    "most_orders_per_minute": 10**8,
    "most_orders_per_day": 10**8,
    "most_open_orders": 10**6,
    "most_open_orders_per_symbol": 10**6,
    "largest_daily_notional_usd": "1e15",
    "largest_position_usd": "1e15",
    "largest_position_fraction": "1000",
}
PRICES = {"ACME": Decimal("100.50"), "BOLT": Decimal("20.00"), "CASK": Decimal("0.85")}
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of the tests' own."""

    files: PostgresFiles
    port: int

    def endpoint(self, user=ROLE, name=DATABASE):
        password = self.files.access().password
        return Endpoint("127.0.0.1", self.port, name, user, lambda: password, None)

    def connect(self, user=ROLE, name=DATABASE, **wake):
        return Database(self.endpoint(user, name), sleep=time.sleep, clock=time.monotonic, **wake)

    def run_as_owner(self, sql, name=DATABASE):
        password = self.files.access().password
        where = {"host": "127.0.0.1", "port": self.port, "database": name, "password": password}
        with closing(pg8000.native.Connection(OWNER, ssl_context=False, timeout=10, **where)) as connection:
            return connection.run(sql)

    def migrate(self, name=DATABASE):
        return schema.migrate(lambda: owner_connection(self.endpoint(OWNER, name)))

    def new_database(self):
        """Migrated and empty."""
        name = f"desk_{uuid4().hex[:12]}"
        self.run_as_owner(f"CREATE DATABASE {name}", "postgres")
        self.migrate(name)
        return name


def started(root):
    """A server process and what reaches it; whoever asks ends the process."""
    files = PostgresFiles(root)
    files.prepare()
    port = ports.choose(None, taken=set())
    files.remember_port(port)
    process = files.start(port)
    server = Server(files, port)
    wait_until_up(server)
    password = pg8000.native.literal(files.access().password)
    server.run_as_owner(f"CREATE ROLE {ROLE} LOGIN PASSWORD {password}", "postgres")
    server.run_as_owner(f"CREATE DATABASE {DATABASE}", "postgres")
    server.migrate()
    return process, server


def wait_until_up(server, seconds=20):
    deadline = time.monotonic() + seconds
    while True:
        with suppress(pg8000.native.Error, OSError):
            server.run_as_owner("SELECT 1", "postgres")
            return
        if time.monotonic() > deadline:
            raise AssertionError(f"PostgreSQL did not answer within {seconds} s")
        time.sleep(0.05)


def configuration(*, limits=None, simulation=None, fees=None, switch="{}"):
    document = {"version": "test", "limits": WIDE | (limits or {})}
    document |= {"simulation": simulation or {}, "fees": fees or {}}
    return read_configuration(json.dumps(document), switch)


def listing(symbol, _now=None):
    if symbol not in PRICES:
        return Listing(symbol, "", "", False, False, None, None, None)
    return Listing(symbol, "us_equity", "NYSE", True, True, PRICES[symbol], "2026-11-19", Decimal(10_000_000))


class TestDesk:
    """What the functions are made of, with a clock that stands until it is moved."""

    __test__ = False

    def __init__(self, database, settings=None, at=NOON):
        self.database = database
        self.settings = settings or configuration(fees={"sell_basis_points": "0.278"})
        self.at = at
        self.listing = listing
        self.broker = SimulatedBroker(database, self._listing, lambda: self.settings.simulation)
        self.brokers = {"simulated": lambda: self.broker}
        self.settling = Settling(database, lambda: self.settings)
        self.desk = self.with_takeover(timedelta(0))
        self.book = OrderBook(database)
        self.books = LedgerBooks(database)
        self.accounts = Accounts(database)

    def with_takeover(self, takeover):
        intake = Intake(self.database, self._listing, lambda: self.settings, takeover)
        return Desk(intake, self.settling, self.brokers)

    def _listing(self, symbol, now):
        return self.listing(symbol, now)

    @property
    def now(self):
        return text(self.at)

    def pass_time(self, **parts):
        self.at += timedelta(**parts)

    def account(self, cash="1000000", broker="simulated", user="ann"):
        name = f"acc-{uuid4().hex[:10]}"
        self.accounts.open(name, user, broker, self.now)
        if cash:
            self.accounts.deposit(name, Decimal(cash), uuid4(), self.now)
        return name

    def give(self, *messages):
        return self.desk.process(list(messages), self.now)

    def status(self, order):
        document = self.book.get(order.order_id)
        return document and document["status"]

    def history(self, order):
        return [event["to_status"] for event in self.book.get(order.order_id)["events"]]

    def cash(self, account):
        rows = {(row["book"], row["unit"]): Decimal(row["amount"]) for row in self.books.balances(account)}
        return rows.get(("cash", "USD"), Decimal(0))

    def database_rows(self, sql, **values):
        with self.database.transaction() as tx:
            return tx.rows(sql, **values)

    def reconcile(self, account, broker="simulated"):
        return self.reconciliation.reconcile(account, broker, self.now)

    @property
    def reconciliation(self):
        return Reconciliation(self.database, self.settling, self.brokers)

    def buy(self, account, quantity="1", **fields):
        return new_order(account, Side.BUY, quantity, at=self.now, **fields)

    def sell(self, account, quantity="1", **fields):
        return new_order(account, Side.SELL, quantity, at=self.now, **fields)

    def cancel(self, order):
        return Cancellation(order.order_id, order.account_id, order.user_id, self.now, "corr")


def new_order(  # noqa: PLR0913  an order has that many parts
    account, side, quantity, *, at=None, limit=None, stop=None, client_id=None, **fields
):
    kinds = {
        (False, False): "market",
        (True, False): "limit",
        (False, True): "stop",
        (True, True): "stop_limit",
    }
    client_order_id = client_id or f"c{next(_numbers)}"
    order = Order(
        order_id=order_id(account, client_order_id),
        account_id=account,
        user_id="ann",
        session_id="session",
        client_order_id=client_order_id,
        symbol="ACME",
        side=side,
        order_type=OrderType(kinds[limit is not None, stop is not None]),
        time_in_force=TimeInForce.DAY,
        quantity=None if quantity is None else Decimal(quantity),
        notional=None,
        limit_price=None if limit is None else Decimal(limit),
        stop_price=None if stop is None else Decimal(stop),
        analysis_id=None,
        submitted_at=at or text(NOON),
        correlation_id="corr",
    )
    return replace(order, **fields)


def message(order):
    """As the queue carries it."""
    names = (
        "order_id",
        "account_id",
        "user_id",
        "session_id",
        "client_order_id",
        "symbol",
        "side",
        "order_type",
    )
    names += ("time_in_force", "quantity", "notional", "limit_price", "stop_price", "analysis_id")
    names += ("submitted_at", "correlation_id")
    values = {name: getattr(order, name) for name in names}
    document = {name: None if value is None else str(value) for name, value in values.items()}
    return {"schema_version": 1, "kind": "submit", **document}


def text(moment):
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")

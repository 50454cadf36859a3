"""Alpaca's orders, positions and account, for each key a book of its own, filled at the last stored close."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from scripts.sandbox import alpaca
from scripts.sandbox.data_folder import DataFolder
from scripts.sandbox.market_days import is_trading_day, next_trading_day
from scripts.sandbox.wire import Request, Response, as_json

ORDERS_PATH = "/v2/orders"
BY_CLIENT_ID_PATH = "/v2/orders:by_client_order_id"
ORDER_ENDPOINT = "/v2/orders/{order_id}"
POSITIONS_PATH = "/v2/positions"
ACCOUNT_PATH = "/v2/account"
CLOCK_PATH = "/v2/clock"
CALENDAR_PATH = "/v2/calendar"
PATHS = (ORDERS_PATH, BY_CLIENT_ID_PATH, POSITIONS_PATH, ACCOUNT_PATH, CLOCK_PATH, CALENDAR_PATH)

_OPENING_CASH = Decimal(1_000_000)
_OPEN = ("new", "accepted", "partially_filled")
_TYPES = ("market", "limit", "stop", "stop_limit")
_TIMES_IN_FORCE = ("day", "gtc", "opg", "cls", "ioc", "fok")
_LONGEST_CLIENT_ID = 128
_LARGEST_LIST = 500


@dataclass
class _Book:
    cash: Decimal = _OPENING_CASH
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)  # by client id, oldest first
    held: dict[str, Decimal] = field(default_factory=dict)


class AlpacaOrders:
    """The books of all keys. What was taken stays, whatever a fault does to its answer."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._books: dict[str, _Book] = {}

    def forget(self) -> None:
        self._books.clear()

    def answer(self, request: Request, key: str, day: date, folder: DataFolder) -> Response:
        book = self._books.setdefault(key, _Book())
        served = {
            ("POST", ORDERS_PATH): lambda: self._submit(request, book, day, folder),
            ("GET", ORDERS_PATH): lambda: self._list(request, book),
            ("GET", BY_CLIENT_ID_PATH): lambda: _found(
                book.orders.get(request.query.get("client_order_id", ""))
            ),
            ("GET", POSITIONS_PATH): lambda: _positions(book, day, folder),
            ("GET", ACCOUNT_PATH): lambda: _account(key, book),
            ("GET", CLOCK_PATH): lambda: _clock(day),
            ("GET", CALENDAR_PATH): lambda: _calendar(request, day),
        }
        if (request.method, request.path) in served:
            return served[request.method, request.path]()
        if request.path.startswith(f"{ORDERS_PATH}/") and request.method in ("GET", "DELETE"):
            return self._one(request, book)
        return alpaca.refusal(HTTPStatus.METHOD_NOT_ALLOWED, f"{request.method} {request.path} is not served")

    def _submit(self, request: Request, book: _Book, day: date, folder: DataFolder) -> Response:
        try:
            asked = _read(request.body)
        except ValueError as bad:
            return alpaca.bad_parameter(str(bad))
        if asked["client_order_id"] in book.orders:
            return alpaca.bad_parameter("client_order_id must be unique")
        price = _last_close(asked["symbol"], day, folder)
        quantity = asked["qty"] or (asked["notional"] / price if price else Decimal(0))
        refused = _not_listed(asked, folder) or _beyond_means(asked, book, price, quantity)
        if refused:
            return refused
        order = _new_order(asked, self._now())
        book.orders[asked["client_order_id"]] = order
        self._trade(order, asked, book, price, quantity)
        return as_json(order)

    def _trade(
        self,
        order: dict[str, Any],
        asked: dict[str, Any],
        book: _Book,
        price: Decimal | None,
        quantity: Decimal,
    ) -> None:
        if price and _reaches(asked, price):
            sign = 1 if asked["side"] == "buy" else -1
            book.cash -= sign * quantity * price
            book.held[asked["symbol"]] = book.held.get(asked["symbol"], Decimal(0)) + sign * quantity
            now = self._now()
            order |= {"status": "filled", "filled_qty": _plain(quantity), "filled_avg_price": _plain(price)}
            order |= {"filled_at": now, "updated_at": now}
        elif asked["time_in_force"] in ("ioc", "fok"):
            order |= {"status": "canceled", "canceled_at": self._now(), "updated_at": self._now()}

    def _list(self, request: Request, book: _Book) -> Response:
        status = request.query.get("status") or "open"
        limit = request.query.get("limit") or "50"
        if status not in ("open", "closed", "all") or not limit.isdigit() or int(limit) > _LARGEST_LIST:
            return alpaca.bad_parameter("status is open, closed or all; limit at most 500")
        wanted = [
            order
            for order in book.orders.values()
            if status == "all" or (order["status"] in _OPEN) == (status == "open")
        ]
        newest_first = request.query.get("direction", "desc") == "desc"
        return as_json((wanted[::-1] if newest_first else wanted)[: int(limit)])

    def _one(self, request: Request, book: _Book) -> Response:
        identity = request.path.removeprefix(f"{ORDERS_PATH}/")
        order = next((each for each in book.orders.values() if each["id"] == identity), None)
        if order is None or request.method == "GET":
            return _found(order)
        if order["status"] not in _OPEN:
            return alpaca.bad_parameter(f"order is not cancelable: {order['status']}")
        order |= {"status": "canceled", "canceled_at": self._now(), "updated_at": self._now()}
        return Response(HTTPStatus.NO_CONTENT, b"")

    def _now(self) -> str:
        """As Alpaca writes it, with nanoseconds."""
        return f"{datetime.fromtimestamp(self._clock(), UTC):%Y-%m-%dT%H:%M:%S.%f}123Z"


def endpoint_of(request: Request) -> str:
    return ORDER_ENDPOINT if request.path.startswith(f"{ORDERS_PATH}/") else request.path


def is_served(path: str) -> bool:
    return path in PATHS or path.startswith(f"{ORDERS_PATH}/")


def _read(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError as cause:
        raise ValueError("request body format is invalid") from cause
    if not isinstance(document, dict):
        raise ValueError("request body format is invalid")  # noqa: TRY004  refused like any other body
    asked = {name: _amount(document, name) for name in ("qty", "notional", "limit_price", "stop_price")}
    if (asked["qty"] is None) == (asked["notional"] is None):
        raise ValueError("qty or notional is required, and not both")
    for name, allowed in (("side", ("buy", "sell")), ("type", _TYPES), ("time_in_force", _TIMES_IN_FORCE)):
        if document.get(name) not in allowed:
            raise ValueError(f"invalid {name}: expected one of {', '.join(allowed)}")
    if (document["type"] in ("limit", "stop_limit")) != (asked["limit_price"] is not None):
        raise ValueError("limit orders require limit_price, others take none")
    if (document["type"] in ("stop", "stop_limit")) != (asked["stop_price"] is not None):
        raise ValueError("stop orders require stop_price, others take none")
    client_id = str(document.get("client_order_id") or uuid5(NAMESPACE_URL, body.decode()))
    if len(client_id) > _LONGEST_CLIENT_ID:
        raise ValueError("client_order_id must be no more than 128 characters")
    named = {name: document[name] for name in ("symbol", "side", "type", "time_in_force")}
    return {**named, **asked, "client_order_id": client_id}


def _not_listed(asked: dict[str, Any], folder: DataFolder) -> Response | None:
    listed = alpaca.asset(asked["symbol"], folder)
    if listed.status != HTTPStatus.OK:
        return alpaca.bad_parameter(f"asset {asked['symbol']} not found")
    if not json.loads(listed.body).get("tradable"):
        return alpaca.bad_parameter(f"asset {asked['symbol']} is not tradable")
    return None


def _beyond_means(
    asked: dict[str, Any], book: _Book, price: Decimal | None, quantity: Decimal
) -> Response | None:
    if asked["side"] == "buy" and price and quantity * price > book.cash:
        return alpaca.refusal(HTTPStatus.FORBIDDEN, "insufficient buying power")
    if asked["side"] == "sell" and quantity > book.held.get(asked["symbol"], Decimal(0)):
        return alpaca.refusal(HTTPStatus.FORBIDDEN, "insufficient qty available for order")
    return None


def _amount(document: dict[str, Any], name: str) -> Decimal | None:
    if document.get(name) is None:
        return None
    try:
        amount = Decimal(str(document[name]))
    except InvalidOperation as cause:
        raise ValueError(f"invalid {name}") from cause
    if not amount.is_finite() or amount <= 0:
        raise ValueError(f"{name} must be > 0")
    return amount


def _reaches(asked: dict[str, Any], price: Decimal) -> bool:
    limit, is_buying = asked["limit_price"], asked["side"] == "buy"
    if asked["stop_price"] is not None:
        return False  # the close of a day triggers no stop of that day
    return limit is None or (price <= limit if is_buying else price >= limit)


def _new_order(asked: dict[str, Any], now: str) -> dict[str, Any]:
    times = dict.fromkeys(("filled_at", "expired_at", "canceled_at", "failed_at", "replaced_at"))
    return {
        "id": str(uuid5(NAMESPACE_URL, f"alpaca/{asked['client_order_id']}")),
        "client_order_id": asked["client_order_id"],
        "created_at": now,
        "updated_at": now,
        "submitted_at": now,
        **times,
        "asset_id": str(uuid5(NAMESPACE_URL, asked["symbol"])),
        "symbol": asked["symbol"],
        "asset_class": "us_equity",
        "notional": _plain(asked["notional"]),
        "qty": _plain(asked["qty"]),
        "filled_qty": "0",
        "filled_avg_price": None,
        "order_class": "",
        "order_type": asked["type"],
        "type": asked["type"],
        "side": asked["side"],
        "time_in_force": asked["time_in_force"],
        "limit_price": _plain(asked["limit_price"]),
        "stop_price": _plain(asked["stop_price"]),
        "status": "accepted",
        "extended_hours": False,
        "legs": None,
    }


def _last_close(symbol: str, day: date, folder: DataFolder) -> Decimal | None:
    rows = folder.document(f"alpaca/bars/{symbol}.json") or []
    known = [row for row in rows if row["t"][:10] <= day.isoformat()]
    return Decimal(str(known[-1]["c"])) if known else None


def _found(order: dict[str, Any] | None) -> Response:
    return as_json(order) if order else alpaca.refusal(HTTPStatus.NOT_FOUND, "order not found")


def _positions(book: _Book, day: date, folder: DataFolder) -> Response:
    listed = []
    for symbol, quantity in book.held.items():
        price = _last_close(symbol, day, folder) or Decimal(0)
        if quantity:
            listed.append(
                {
                    "symbol": symbol,
                    "qty": _plain(quantity),
                    "side": "long",
                    "asset_class": "us_equity",
                    "current_price": _plain(price),
                    "market_value": _plain(quantity * price),
                }
            )
    return as_json(listed)


def _account(key: str, book: _Book) -> Response:
    return as_json(
        {
            "id": str(uuid5(NAMESPACE_URL, key)),
            "status": "ACTIVE",
            "currency": "USD",
            "cash": _plain(book.cash),
            "buying_power": _plain(book.cash),
            "trading_blocked": False,
            "account_blocked": False,
        }
    )


def _clock(day: date) -> Response:
    following = next_trading_day(day)
    return as_json(
        {
            "timestamp": f"{day}T12:00:00-04:00",
            "is_open": is_trading_day(day),
            "next_open": f"{following}T09:30:00-04:00",
            "next_close": f"{day if is_trading_day(day) else following}T16:00:00-04:00",
        }
    )


def _calendar(request: Request, day: date) -> Response:
    try:
        start = date.fromisoformat(request.query.get("start") or day.isoformat())
        end = date.fromisoformat(request.query.get("end") or start.isoformat())
    except ValueError:
        return alpaca.bad_parameter("start and end are dates, YYYY-MM-DD")
    days = (date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1))
    return as_json([{"date": f"{d}", "open": "09:30", "close": "16:00"} for d in days if is_trading_day(d)])


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"

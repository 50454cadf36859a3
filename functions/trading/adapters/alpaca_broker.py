"""Alpaca's trading API, paper or live. An answer that did not come is Unknown; nothing is sent twice."""

import json
import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import httpx

from functions.research.adapters import tracing
from functions.trading.domain.amounts import ZERO
from functions.trading.domain.brokers import (
    Declined,
    Holding,
    LookedUp,
    NotThere,
    Report,
    Submitted,
    TryLater,
    Unknown,
)
from functions.trading.domain.orders import Order, Status

# Ten orders a batch must end before the function does, also when none is answered.
_TIMEOUT = httpx.Timeout(connect=1.0, read=2.0, write=2.0, pool=1.0)
_LONGEST_LIST = 500
_WINDOW_SECONDS = 60
_NOT_UNIQUE = re.compile(r"client_order_id must be unique", re.IGNORECASE)
_NANOSECONDS = re.compile(r"(\.\d{6})\d+")
_OK, _NO_CONTENT, _UNAUTHORIZED, _NOT_FOUND, _UNPROCESSABLE, _TOO_MANY, _SERVER = (
    200,
    204,
    401,
    404,
    422,
    429,
    500,
)
# Everything else is at work at the broker, whatever it calls the stage.
_STATUSES = {
    "partially_filled": Status.PARTIALLY_FILLED,
    "filled": Status.FILLED,
    "canceled": Status.CANCELED,
    "expired": Status.EXPIRED,
    "rejected": Status.REJECTED,
}

Failure = TryLater | Unknown


class AlpacaBroker:
    """One Alpaca account, the one its keys belong to."""

    def __init__(
        self, trading_url: str, api_key: str, secret_key: str, *, epoch_seconds: Callable[[], float]
    ) -> None:
        self._epoch_seconds = epoch_seconds
        self._closed_until = 0.0
        self._client = httpx.Client(
            base_url=trading_url.rstrip("/"),
            headers={"APCA-API-KEY-ID": api_key, "APCA-API-SECRET-KEY": secret_key},
            timeout=_TIMEOUT,
        )

    def submit(self, orders: Sequence[Order], now: str) -> list[Submitted]:
        return [self._submit(order, now) for order in orders]

    def look_up(self, orders: Sequence[Order], now: str) -> list[LookedUp]:
        return [self._look_up(order, now) for order in orders]

    def cancel(self, orders: Sequence[Order], now: str) -> list[LookedUp]:
        return [self._cancel(order, now) for order in orders]

    def known_orders(self, account_id: str, now: str) -> list[Report] | Unknown | TryLater:  # noqa: ARG002
        """The newest five hundred, open ones first among them."""
        query = {"status": "all", "limit": str(_LONGEST_LIST), "direction": "desc"}
        answer = self._ask("GET", "/v2/orders", params=query)
        if not isinstance(answer, httpx.Response):
            return answer
        return [_report(each, now) for each in _document(answer)]

    def holdings(self, account_id: str, now: str) -> list[Holding] | Unknown | TryLater:  # noqa: ARG002
        answer = self._ask("GET", "/v2/positions")
        if not isinstance(answer, httpx.Response):
            return answer
        return [Holding(each["symbol"], Decimal(each["qty"])) for each in _document(answer)]

    def _submit(self, order: Order, now: str) -> Submitted:
        answer = self._ask("POST", "/v2/orders", json=_instruction(order))
        if not isinstance(answer, httpx.Response):
            return answer
        if answer.status_code == _OK:
            return _read(answer, now)
        said = _said(answer)
        if answer.status_code == _UNPROCESSABLE and _NOT_UNIQUE.search(said):
            # It is there from an attempt whose answer was lost: that one is the order.
            found = self._look_up(order, now)
            return Unknown("the broker has it, and did not show it") if isinstance(found, NotThere) else found
        return Declined(str(answer.status_code), said)

    def _look_up(self, order: Order, now: str) -> LookedUp:
        query = {"client_order_id": str(order.order_id)}
        answer = self._ask("GET", "/v2/orders:by_client_order_id", params=query)
        if not isinstance(answer, httpx.Response):
            return answer
        if answer.status_code == _NOT_FOUND:
            return NotThere()
        return _read(answer, now) if answer.status_code == _OK else Unknown(_said(answer))

    def _cancel(self, order: Order, now: str) -> LookedUp:
        found = self._look_up(order, now)
        if not isinstance(found, Report):
            return found
        answer = self._ask("DELETE", f"/v2/orders/{found.broker_order_id}")
        if not isinstance(answer, httpx.Response):
            return answer
        # Taken, or too late: either way the order says how it stands.
        return self._look_up(order, now)

    def _ask(self, method: str, path: str, **request: Any) -> httpx.Response | Failure:
        wait = self._closed_until - self._epoch_seconds()
        if wait > 0:
            return TryLater("the broker's limit of calls is reached", math.ceil(wait))
        try:
            url = f"{self._client.base_url}{path.removeprefix('/')}"
            with tracing.subsegment(str(self._client.base_url.host), method, url) as traced:
                answer = self._client.request(method, path, **request)
                traced.status(answer.status_code)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as failure:
            return TryLater(f"no connection: {type(failure).__name__}", _WINDOW_SECONDS)
        except httpx.TransportError as failure:
            return Unknown(f"{method} {path}: {type(failure).__name__}")
        self._heed(answer)
        return self._failure(answer, f"{method} {path}") or answer

    def _failure(self, answer: httpx.Response, asked: str) -> Failure | None:
        """What says nothing about an order."""
        if answer.status_code == _TOO_MANY:
            seconds = max(1, math.ceil(self._closed_until - self._epoch_seconds()))
            return TryLater("the broker's limit of calls is reached", seconds)
        if answer.status_code == _UNAUTHORIZED:
            return TryLater("the broker does not know these keys; correct the secret", _WINDOW_SECONDS)
        if answer.status_code >= _SERVER:
            return Unknown(f"{asked}: HTTP {answer.status_code}")
        return None

    def _heed(self, answer: httpx.Response) -> None:
        """Limits come with the answers; their figures are the broker's, not ours."""
        left, reset = answer.headers.get("x-ratelimit-remaining"), answer.headers.get("x-ratelimit-reset", "")
        if answer.status_code == _TOO_MANY or left == "0":
            now = self._epoch_seconds()
            until = float(reset) if re.fullmatch(r"\d{1,12}", reset) else now + _WINDOW_SECONDS
            self._closed_until = min(max(until, now + 1), now + _WINDOW_SECONDS)


def _instruction(order: Order) -> dict[str, str]:
    wanted = {
        "symbol": order.symbol,
        "side": order.side,
        "type": order.order_type,
        "time_in_force": order.time_in_force,
        "client_order_id": str(order.order_id),
        "qty": _plain(order.quantity),
        "notional": _plain(order.notional),
        "limit_price": _plain(order.limit_price),
        "stop_price": _plain(order.stop_price),
    }
    return {name: str(value) for name, value in wanted.items() if value is not None}


def _read(answer: httpx.Response, now: str) -> Report | Unknown:
    """A body that cannot be read leaves open what the broker did."""
    try:
        return _report(_document(answer), now)
    except (ValueError, KeyError, TypeError, InvalidOperation) as failure:
        return Unknown(f"an answer that cannot be read: {type(failure).__name__}")


def _report(order: dict[str, Any], now: str) -> Report:
    filled = Decimal(order["filled_qty"] or 0)
    price = order.get("filled_avg_price")
    return Report(
        client_order_id=str(order["client_order_id"]),
        broker_order_id=str(order["id"]),
        status=_STATUSES.get(order["status"], Status.ACCEPTED),
        filled_quantity=filled,
        average_price=Decimal(price) if price is not None and filled > ZERO else None,
        at=_moment(order) or now,
        reason=None if order["status"] in _STATUSES else order["status"],
    )


def _moment(order: dict[str, Any]) -> str | None:
    said = order.get("updated_at") or order.get("submitted_at")
    return _NANOSECONDS.sub(r"\1", said) if isinstance(said, str) else None


def _document(answer: httpx.Response) -> Any:
    return json.loads(answer.content)


def _said(answer: httpx.Response) -> str:
    try:
        document = _document(answer)
    except ValueError:
        document = None
    said = document.get("message") if isinstance(document, dict) else None
    return str(said)[:200] if said else f"HTTP {answer.status_code}"


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"

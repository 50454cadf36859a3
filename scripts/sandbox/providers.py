"""Both providers behind one door: who may call, what strikes, what is served, and what is written down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from pathlib import Path

from scripts.sandbox import alpaca, alpaca_bars, alpaca_orders, alpha_vantage, notices
from scripts.sandbox.access_keys import (
    ALPACA_SECRET,
    FORBIDDEN_KEY_ID,
    Plans,
    alpaca_day,
    alpha_vantage_access,
    fingerprint,
)
from scripts.sandbox.calls import Call, CallLog, Outcome
from scripts.sandbox.data_folder import DataFileUnreadable, DataFolder
from scripts.sandbox.faults import FaultBook, strike
from scripts.sandbox.limits import AlpacaLimits, AlphaVantageLimits
from scripts.sandbox.wire import Delivery, Request, Response, as_json

ALPHA_VANTAGE_PATH = "/query"
# Endpoints come from the client and are written to the log.
_LONGEST_ENDPOINT = 60


@dataclass(frozen=True, slots=True)
class _Door:
    """One call on its way through: where it goes, for whom, and the provider's own ways of failing."""

    provider: str
    endpoint: str
    symbol: str
    key: str
    notice: Callable[[str], Response]
    failure: Callable[[int], Response]


class Providers:
    def __init__(
        self, data: Path, *, clock: Callable[[], float] = time.time, log_file: Path | None = None
    ) -> None:
        self.folder = DataFolder(data)
        self.plans = Plans()
        self.faults = FaultBook()
        self.calls = CallLog(log_file)
        self._clock = clock
        self._alpha_vantage_limits = AlphaVantageLimits()
        self._alpaca_limits = AlpacaLimits()
        self._alpaca_orders = alpaca_orders.AlpacaOrders(clock)

    def serve_from(self, data: Path) -> None:
        self.folder = DataFolder(data)

    def forget_calls(self) -> None:
        """Every key's budget is whole again."""
        self.calls.forget()
        self._alpha_vantage_limits.forget()
        self._alpaca_limits.forget()

    def answer(self, request: Request) -> Delivery:
        if request.path != ALPHA_VANTAGE_PATH and not request.path.startswith("/v2/"):
            return Delivery(
                as_json({"message": f"nothing is served at {request.path}"}, HTTPStatus.NOT_FOUND)
            )
        if request.method != "GET" and not alpaca_orders.is_served(request.path):
            return Delivery(
                as_json({"message": f"{request.method}: expected GET"}, HTTPStatus.METHOD_NOT_ALLOWED)
            )
        if request.path == ALPHA_VANTAGE_PATH:
            return self._alpha_vantage(request)
        return self._alpaca(request)

    def _alpha_vantage(self, request: Request) -> Delivery:
        query, now = request.query, self._clock()
        function, key = query.get("function", ""), query.get("apikey", "")
        door = _Door(
            "alphavantage",
            function,
            (query.get("symbol") or query.get("tickers", "")).upper(),
            key,
            notice=lambda text: notices.information(function, text),
            failure=notices.unavailable,
        )
        if not key:
            return self._refuse(door, notices.error_message(notices.MISSING_KEY), now)
        access = alpha_vantage_access(key, self.plans, self.folder.default_day())
        if access is None:
            return self._refuse(door, as_json({"Information": notices.DEMO_KEY}), now)
        limit = self._alpha_vantage_limits.take(key, access.plan, now)
        if limit:
            return self._refuse(door, door.notice(notices.limit_reached(limit, access.plan)), now)
        if alpha_vantage.is_premium_only(function, access):
            return self._refuse(door, door.notice(notices.PREMIUM_ENDPOINT), now)
        return self._serve(door, lambda: alpha_vantage.answer(query, access, self.folder), now)

    def _alpaca(self, request: Request) -> Delivery:
        now = self._clock()
        key_id = request.headers.get("apca-api-key-id", "")
        endpoint, symbol = _alpaca_endpoint(request)
        door = _Door(
            "alpaca",
            endpoint,
            symbol,
            key_id,
            notice=lambda text: as_json({"message": text}),
            failure=alpaca.unavailable,
        )
        if key_id.startswith(FORBIDDEN_KEY_ID):
            return self._refuse(door, alpaca.refusal(HTTPStatus.FORBIDDEN, "forbidden."), now)
        day = alpaca_day(key_id, self.folder.default_day())
        if day is None or request.headers.get("apca-api-secret-key") != ALPACA_SECRET:
            unauthorized = alpaca.refusal(HTTPStatus.UNAUTHORIZED, "request is not authorized")
            return self._refuse(door, unauthorized, now)
        allowance = self._alpaca_limits.take(key_id, now)
        if allowance.allowed:
            delivery = self._serve(door, lambda: self._alpaca_answer(request, key_id, day), now)
        else:
            exceeded = alpaca.refusal(HTTPStatus.TOO_MANY_REQUESTS, "rate limit exceeded")
            delivery = self._refuse(door, exceeded, now)
        headers = delivery.response.headers + allowance.headers
        return replace(delivery, response=replace(delivery.response, headers=headers))

    def _alpaca_answer(self, request: Request, key_id: str, day: date) -> Response:
        if alpaca_orders.is_served(request.path):
            return self._alpaca_orders.answer(request, key_id, day, self.folder)
        if request.path == alpaca.ASSETS_PATH:
            return alpaca.assets(request.query, self.folder)
        if request.path.startswith(f"{alpaca.ASSETS_PATH}/"):
            return alpaca.asset(request.path.removeprefix(f"{alpaca.ASSETS_PATH}/"), self.folder)
        if request.path == alpaca_bars.BARS_PATH:
            try:
                return alpaca_bars.bars(request.query, day, self.folder)
            except alpaca_bars.BadParameter as bad:
                return alpaca.bad_parameter(str(bad))
        return alpaca.refusal(HTTPStatus.NOT_FOUND, "endpoint not found.")

    def _refuse(self, door: _Door, response: Response, now: float) -> Delivery:
        self._write_down(door, response.status, "refused", now)
        return Delivery(response)

    def _serve(self, door: _Door, build: Callable[[], Response], now: float) -> Delivery:
        try:
            served = build()
        except DataFileUnreadable as unreadable:
            self._write_down(door, HTTPStatus.INTERNAL_SERVER_ERROR, "fault", now)
            return Delivery(as_json({"message": str(unreadable)}, HTTPStatus.INTERNAL_SERVER_ERROR))
        fault = self.faults.striking(door.endpoint, frozenset(door.symbol.split(",")))
        if fault is None:
            self._write_down(door, served.status, "served", now)
            return Delivery(served)
        delivery = strike(fault, served, notice=door.notice, failure=door.failure)
        self._write_down(door, 0 if delivery.reset else delivery.response.status, "fault", now)
        return delivery

    def _write_down(self, door: _Door, status: int, outcome: Outcome, now: float) -> None:
        self.calls.add(
            Call(
                now,
                door.provider,
                door.endpoint[:_LONGEST_ENDPOINT],
                door.symbol,
                fingerprint(door.key),
                status,
                outcome,
            )
        )


def _alpaca_endpoint(request: Request) -> tuple[str, str]:
    """The endpoint as faults and the log name it, and the symbols asked for."""
    one_asset = f"{alpaca.ASSETS_PATH}/"
    if request.path.startswith(one_asset):
        return alpaca.ASSET_ENDPOINT, request.path.removeprefix(one_asset)
    if alpaca_orders.is_served(request.path):
        return alpaca_orders.endpoint_of(request), ""
    return request.path, request.query.get("symbols", "")

"""What the queue carries, read strictly: a message that is not understood is never guessed at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from functions.trading.domain.amounts import NotAnAmount, positive
from functions.trading.domain.order_ids import order_id
from functions.trading.domain.orders import LIMITED, STOPPED, Order, OrderType, Side, TimeInForce

SCHEMA_VERSION = 1
_ACCOUNT = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_SYMBOL = re.compile(r"[A-Z0-9]{1,6}(?:[./][A-Z0-9]{1,5})?")
_TEXT = re.compile(r"[^\x00-\x1f\x7f]{1,128}")
_PRICE_DECIMALS = Decimal("1e-4")
_LARGEST_PRICE = Decimal("1e7")

Choice = TypeVar("Choice", bound=StrEnum)


class BadMessage(ValueError):
    """Reading it again cannot help; the text says which field, what was got and what was expected."""


@dataclass(frozen=True, slots=True)
class Cancellation:
    order_id: UUID
    account_id: str
    user_id: str
    requested_at: str  # ISO UTC
    correlation_id: str


def read_message(document: object) -> Order | Cancellation:
    if not isinstance(document, Mapping):
        raise BadMessage(f"message is {type(document).__name__}: expected an object")
    if document.get("schema_version") != SCHEMA_VERSION:
        raise BadMessage(f"schema_version is {document.get('schema_version')!r}: expected {SCHEMA_VERSION}")
    if document.get("kind") not in ("submit", "cancel"):
        raise BadMessage(f"kind is {document.get('kind')!r:.60}: expected submit or cancel")
    try:
        return _cancellation(document) if document["kind"] == "cancel" else _order(document)
    except NotAnAmount as amount:
        raise BadMessage(str(amount)) from None


def _order(document: Mapping[str, Any]) -> Order:
    kind = _choice(document, "order_type", OrderType)
    order = Order(
        order_id=_uuid(document, "order_id"),
        account_id=_matching(document, "account_id", _ACCOUNT),
        user_id=_matching(document, "user_id", _TEXT),
        session_id=_matching(document, "session_id", _TEXT),
        client_order_id=_matching(document, "client_order_id", _TEXT),
        symbol=_matching(document, "symbol", _SYMBOL),
        side=_choice(document, "side", Side),
        order_type=kind,
        time_in_force=_choice(document, "time_in_force", TimeInForce),
        quantity=_optional(document, "quantity"),
        notional=_optional(document, "notional"),
        limit_price=_price(document, "limit_price", wanted=kind in LIMITED),
        stop_price=_price(document, "stop_price", wanted=kind in STOPPED),
        analysis_id=_text_or_none(document, "analysis_id"),
        submitted_at=_moment(document, "submitted_at"),
        correlation_id=_matching(document, "correlation_id", _TEXT),
    )
    if (order.quantity is None) == (order.notional is None):
        raise BadMessage("expected either quantity or notional, not both and not neither")
    if order.order_id != order_id(order.account_id, order.client_order_id):
        raise BadMessage(
            f"order_id is {order.order_id}: expected the one of this account and client_order_id"
        )
    return order


def _cancellation(document: Mapping[str, Any]) -> Cancellation:
    return Cancellation(
        order_id=_uuid(document, "order_id"),
        account_id=_matching(document, "account_id", _ACCOUNT),
        user_id=_matching(document, "user_id", _TEXT),
        requested_at=_moment(document, "submitted_at"),
        correlation_id=_matching(document, "correlation_id", _TEXT),
    )


def _matching(document: Mapping[str, Any], field: str, pattern: re.Pattern[str]) -> str:
    value = document.get(field)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadMessage(f"{field} is {value!r:.80}: expected text that matches {pattern.pattern}")
    return value


def _text_or_none(document: Mapping[str, Any], field: str) -> str | None:
    return None if document.get(field) is None else _matching(document, field, _TEXT)


def _choice(document: Mapping[str, Any], field: str, kind: type[Choice]) -> Choice:
    value = document.get(field)
    if value not in list(kind):
        raise BadMessage(f"{field} is {value!r:.60}: expected one of {', '.join(kind)}")
    return kind(value)


def _uuid(document: Mapping[str, Any], field: str) -> UUID:
    try:
        return UUID(document.get(field))
    except (ValueError, TypeError, AttributeError):
        raise BadMessage(f"{field} is {document.get(field)!r:.60}: expected a UUID") from None


def _moment(document: Mapping[str, Any], field: str) -> str:
    value = document.get(field)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise BadMessage(f"{field} is {value!r:.60}: expected ISO 8601 in UTC") from None
    offset = moment.utcoffset()
    if offset is None or offset:
        raise BadMessage(f"{field} is {value!r:.60}: expected UTC, with Z")
    return str(value)


def _optional(document: Mapping[str, Any], field: str) -> Decimal | None:
    return None if document.get(field) is None else positive(document[field], field)


def _price(document: Mapping[str, Any], field: str, *, wanted: bool) -> Decimal | None:
    price = _optional(document, field)
    if (price is not None) != wanted:
        raise BadMessage(
            f"{field} is {'given' if price else 'missing'}: order_type decides whether it is there"
        )
    if price is not None and (price >= _LARGEST_PRICE or price != price.quantize(_PRICE_DECIMALS)):
        raise BadMessage(f"{field} is {price}: expected a price below 1e7 with at most four decimals")
    return price

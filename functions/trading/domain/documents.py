"""Sessions and orders as the API shows them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from functions.trading.domain.order_form import ORDER_FIELDS
from functions.trading.domain.sessions import Session

PATH = "/api/v1"


def moment(epoch_seconds: float) -> str:
    return datetime.fromtimestamp(int(epoch_seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def session_document(session: Session) -> dict[str, Any]:
    return {
        "session_id": session.session_id,
        "device": session.device,
        "status": "live",
        "created_at": moment(session.created_at),
        "last_seen_at": moment(session.last_seen_at),
        "idle_expires_at": moment(session.idle_expires_at),
        "expires_at": moment(session.expires_at),
    }


def order_path(order_id: str) -> str:
    return f"{PATH}/trades/{order_id}"


def accepted_document(message: Mapping[str, Any]) -> dict[str, Any]:
    order_id = message["order_id"]
    return {
        "order_id": order_id,
        "client_order_id": message["client_order_id"],
        "status": "queued",
        "links": {"self": order_path(order_id)},
    }


# What the order book knows beyond what was asked for.
_BOOKED = (
    "status",
    "denial_code",
    "reason",
    "filled_quantity",
    "average_price",
    "cancel_requested",
    "limits_version",
    "submitted_at",
    "changed_at",
)


def booked_document(known: Mapping[str, Any]) -> dict[str, Any]:
    """An order of the book, without what is the desk's own business."""
    shown = {name: known.get(name) for name in ("order_id", *ORDER_FIELDS, *_BOOKED)}
    return shown | ({"events": known["events"]} if "events" in known else {})


def queued_document(message: Mapping[str, Any]) -> dict[str, Any]:
    """An order that nobody has looked at yet."""
    nothing_yet: dict[str, Any] = dict.fromkeys(_BOOKED)
    asked = {"status": "queued", "cancel_requested": False, "submitted_at": message["submitted_at"]}
    return {
        "order_id": message["order_id"],
        **{name: message.get(name) for name in ORDER_FIELDS},
        **nothing_yet,
        **asked,
    }

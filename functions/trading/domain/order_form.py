"""An order as a client fills it in: fields that do not go together, and what makes two forms the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from functions.trading.domain.order_ids import order_id
from functions.trading.domain.orders import LIMITED, STOPPED, OrderType, TimeInForce

SCHEMA_VERSION = 1
ORDER_FIELDS = (
    "client_order_id",
    "account_id",
    "symbol",
    "side",
    "order_type",
    "time_in_force",
    "quantity",
    "notional",
    "limit_price",
    "stop_price",
    "analysis_id",
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    field: str
    message: str


def contradictions(form: Mapping[str, Any]) -> list[Contradiction]:
    """Of a form whose fields are each as the schema says."""
    kind = OrderType(form["order_type"])
    found = []
    if ("quantity" in form) == ("notional" in form):
        found.append(Contradiction("quantity", "expected exactly one of quantity and notional"))
    for name, kinds in (("limit_price", LIMITED), ("stop_price", STOPPED)):
        if kind in kinds and name not in form:
            found.append(Contradiction(name, f"is missing for an order of type {kind}"))
        if kind not in kinds and name in form:
            found.append(Contradiction(name, f"an order of type {kind} has none"))
    if "notional" in form and (kind is not OrderType.MARKET or form["time_in_force"] != TimeInForce.DAY):
        found.append(Contradiction("notional", "only market orders of the day can be given in dollars"))
    return found


def fingerprint(form: Mapping[str, Any]) -> str:
    """Equal for forms that say the same, whatever the order of their fields."""
    return sha256(json.dumps(form, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def id_of(form: Mapping[str, Any]) -> str:
    return str(order_id(form["account_id"], form["client_order_id"]))


def submission(
    form: Mapping[str, Any], *, user_id: str, session_id: str, submitted_at: str, correlation_id: str
) -> dict[str, Any]:
    """The message that has the order processed."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "submit",
        "order_id": id_of(form),
        "user_id": user_id,
        "session_id": session_id,
        **{name: form.get(name) for name in ORDER_FIELDS},
        "submitted_at": submitted_at,
        "correlation_id": correlation_id,
    }


def cancellation(
    submitted: Mapping[str, Any], *, user_id: str, session_id: str, asked_at: str, correlation_id: str
) -> dict[str, Any]:
    """The message that has an order canceled: the order's own, asked for by somebody later."""
    asked = {"kind": "cancel", "user_id": user_id, "session_id": session_id}
    return {**submitted, **asked, "submitted_at": asked_at, "correlation_id": correlation_id}

"""What the command sends for an order and how it shows one."""

from typing import Any

from rich.console import Console
from rich.text import Text

from scripts.signal9.api_client import ApiClient
from scripts.signal9.rating_table import section

PATH = "/api/v1/trades"


def form(**fields: str | None) -> dict[str, str]:
    """Only what was given; the order's kind follows from its prices."""
    kinds = {
        (False, False): "market",
        (True, False): "limit",
        (False, True): "stop",
        (True, True): "stop_limit",
    }
    kind = kinds[fields["limit_price"] is not None, fields["stop_price"] is not None]
    given = {name: value for name, value in fields.items() if value is not None}
    return {**given, "order_type": kind}


def submit(api: ApiClient, order: dict[str, str]) -> dict[str, Any]:
    """Repeating the command with the same client order id orders nothing twice."""
    headers = {"Idempotency-Key": order["client_order_id"]}
    return api.in_session("POST", PATH, headers=headers, json=order)


def preview(api: ApiClient, order: dict[str, str]) -> dict[str, Any]:
    return api.post(f"{PATH}/preview", order)


def print_verdict(console: Console, order: dict[str, str], verdict: dict[str, Any]) -> None:
    told = f"would be {verdict['would_be']}"
    if verdict["denial_code"]:
        told += f" ({verdict['denial_code']}: {verdict['reason']})"
    elif verdict["cash_reserved"] or verdict["shares_reserved"]:
        told += f", reserving {verdict['cash_reserved']} USD and {verdict['shares_reserved']} shares"
    console.print(Text(f"{worded(order)}: {told}; nothing was sent"))


def cancel(api: ApiClient, order_id: str) -> dict[str, Any]:
    return api.in_session("DELETE", f"{PATH}/{order_id}", headers={})


def print_order(console: Console, order: dict[str, Any]) -> None:
    console.print(Text(f"{order['order_id']}  {worded(order)}: {standing(order)}"))
    for event in order.get("events", ()):
        told = " ".join(str(event[name]) for name in ("denial_code", "reason") if event.get(name))
        console.print(Text(f"  {event['occurred_at']}  {event['to_status']}  {told}".rstrip()))


def print_orders(console: Console, orders: list[dict[str, Any]]) -> None:
    if not orders:
        console.print("No orders.")
        return
    table = section("Orders")
    for name in ("Order", "What", "Status", "Submitted"):
        table.add_column(name, no_wrap=True)
    for order in orders:
        table.add_row(order["order_id"], worded(order), standing(order), order["submitted_at"])
    console.print(table)


def worded(order: dict[str, Any]) -> str:
    amount = order.get("quantity") or f"USD {order.get('notional')} of"
    prices = [
        f"{word} {order[name]}"
        for word, name in (("at", "limit_price"), ("from", "stop_price"))
        if order.get(name)
    ]
    return " ".join([order["side"], amount, order["symbol"], *prices, order["time_in_force"]])


def standing(order: dict[str, Any]) -> str:
    told = str(order["status"])
    if order.get("denial_code"):
        told += f" ({order['denial_code']})"
    if order.get("average_price"):
        told += f", {order['filled_quantity']} at {order['average_price']}"
    return told

"""What `make run` shows of the order desk: three orders over the API, and the ledger that booked them."""

import time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.text import Text

from functions.research import wiring as research
from scripts.signal9 import login, orders
from scripts.signal9.accounts import invoke, open_account
from scripts.signal9.api_client import ApiClient, connected
from scripts.signal9.connection import Connection
from scripts.signal9.days import now

PERSON, ACCOUNT, DEPOSIT_USD = "demo", "demo", "100000"
SYMBOL = "AAPL"
# Low enough not to be filled, high enough not to be taken for a mistake.
REACH = Decimal("0.85")
PATIENCE_SECONDS = 20.0
POLL_SECONDS = 0.2


class DemonstrationFailed(Exception):
    """The desk did not do with an order what it should have."""


def demonstrate(connection: Connection, console: Console) -> None:
    """One is filled, one denied, one canceled; every posting is replayed. Raises DemonstrationFailed."""
    if not research.prices().latest(SYMBOL, until=now(), bars=1):
        console.print(f"Order desk: no orders are shown, because {SYMBOL} has no price here")
        return
    open_account(connection, ACCOUNT, PERSON, broker="simulated", deposit_usd=DEPOSIT_USD)
    login.login(connection, PERSON, lambda _: None)
    api, run = connected(connection), uuid4().hex[:8]

    def order(name: str, **fields: str | None) -> dict[str, Any]:
        usual = {"limit_price": None, "stop_price": None, "time_in_force": "day", "side": "buy"}
        form = orders.form(**{**usual, "account_id": ACCOUNT, "client_order_id": f"{name}-{run}", **fields})
        return orders.submit(api, form)

    console.print(Text(f"Order desk: three orders of {PERSON} over the API", "bold"))
    bought = order("bought", symbol=SYMBOL, quantity="1")
    denied = order("denied", symbol="NOSUCH", quantity="1")
    waiting = order(
        "waiting", symbol=SYMBOL, quantity="1", limit_price=_below_the_market(), time_in_force="gtc"
    )
    seen = [_settled(api, bought, "filled"), _settled(api, denied, "rejected")]
    _settled(api, waiting, "accepted")
    orders.cancel(api, waiting["order_id"])
    seen.append(_settled(api, waiting, "canceled"))
    for one in seen:
        console.print(f"  {orders.worded(one)}: {orders.standing(one)}", markup=False, highlight=False)

    found = invoke(connection, "VerifyLedger", {})
    if found["mismatches"]:
        raise DemonstrationFailed(f"DemonstrationFailed: the ledger does not add up: {found['examples']}")
    console.print(f"  ledger: {found['postings']} postings replayed, every balance and lot as kept")


def _below_the_market() -> str:
    [bar] = research.prices().latest(SYMBOL, until=now(), bars=1)
    return str((Decimal(repr(bar.close)) * REACH).quantize(Decimal("0.01")))


def _settled(api: ApiClient, accepted: dict[str, Any], status: str) -> dict[str, Any]:
    ends = time.monotonic() + PATIENCE_SECONDS
    while (order := api.get(f"{orders.PATH}/{accepted['order_id']}"))["status"] != status:
        if time.monotonic() > ends:
            raise DemonstrationFailed(
                f"DemonstrationFailed: order {order['order_id']} is {orders.standing(order)} after"
                f" {PATIENCE_SECONDS:.0f} s, expected {status}"
            )
        time.sleep(POLL_SECONDS)
    return order

"""Orders as clients write them."""

from uuid import uuid4

from functions.trading.domain.order_ids import order_id


def order_form(account, **fields):
    """One that is as it should be, under a name of its own; None leaves a field out."""
    usual = {
        "client_order_id": f"test-{uuid4().hex[:12]}",
        "account_id": account,
        "symbol": "AAPL",
        "side": "buy",
        "order_type": "market",
        "time_in_force": "day",
        "quantity": "1",
    }
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


def id_of(form):
    return str(order_id(form["account_id"], form["client_order_id"]))

"""An order of an account of the caller: what the book says, `queued` until it says something."""

from functions.runtime import api
from functions.trading import wiring


@api.operation("GetOrder")
def handler(request: api.Request) -> api.Answer:
    orders = wiring.order_view()
    intent = orders.required(request.path["order_id"])
    wiring.admission().require_account(request, intent.message["account_id"], what="order")
    return api.Answer(200, orders.order(intent))

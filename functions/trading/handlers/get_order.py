"""An order of an account of the caller: what the ledger says, `queued` until it says something."""

from functions.runtime import api
from functions.trading import wiring
from functions.trading.domain.documents import queued_document


@api.operation("GetOrder")
def handler(request: api.Request) -> api.Answer:
    intent = wiring.intents().get(request.path["order_id"])
    if intent is None:
        raise api.not_found("order")
    wiring.admission().require_account(request, intent.message["account_id"], what="order")
    return api.Answer(200, queued_document(intent.message))

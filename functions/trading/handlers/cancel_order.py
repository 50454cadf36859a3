"""Ask for an order to be canceled: the request stands in the queue behind the order."""

from functions.runtime import api
from functions.trading import wiring
from functions.trading.domain.documents import accepted_document, order_path
from functions.trading.domain.order_form import cancellation
from functions.trading.domain.transitions import TERMINAL


@api.operation("CancelOrder")
def handler(request: api.Request) -> api.Answer:
    admission = wiring.admission()
    session = admission.require_session(request)
    orders = wiring.order_view()
    intent = orders.required(request.path["order_id"])
    admission.require_account(request, intent.message["account_id"], what="order")
    if (status := orders.order(intent)["status"]) in TERMINAL:
        raise api.Refused(409, "order_closed", f"the order is {status}: there is nothing left to cancel")

    asked = cancellation(
        intent.message,
        user_id=request.user_id,
        session_id=session.session_id,
        asked_at=request.at,
        correlation_id=request.request_id,
    )
    wiring.order_queue().send(asked)

    return api.Answer(202, accepted_document(asked), {"Location": order_path(intent.order_id)})

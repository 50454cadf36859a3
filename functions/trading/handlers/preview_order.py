"""What the desk would say of an order: nothing is stored, reserved or sent."""

from functions.runtime import api
from functions.runtime.contract import FieldProblem
from functions.trading import wiring
from functions.trading.adapters.order_view import answering
from functions.trading.domain.messages import Cancellation, read_message
from functions.trading.domain.order_form import contradictions, submission


@api.operation("PreviewOrder")
def handler(request: api.Request) -> api.Answer:
    form = request.body
    if found := contradictions(form):
        problems = [FieldProblem(each.field, each.message) for each in found]
        raise api.Refused(422, "order_not_valid", "fields do not go together", problems)
    wiring.admission().require_account(request, form["account_id"])
    whose = {"user_id": request.user_id, "session_id": "none", "correlation_id": request.request_id}
    order = read_message(submission(form, submitted_at=request.at, **whose))
    if isinstance(order, Cancellation):
        raise TypeError("a submission was read as a cancellation")
    with answering():
        return api.Answer(200, wiring.risk_preview().of(order, wiring.moment()))

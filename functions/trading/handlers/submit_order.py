"""Take an order: its intent is stored, then the queue has it, then the caller is told."""

from functions.runtime import api
from functions.runtime.contract import FieldProblem
from functions.trading import wiring
from functions.trading.adapters.intent_table import Intent, KeyReused
from functions.trading.adapters.order_intake import IN_FLIGHT_SECONDS, ClientOrderIdTaken, InFlight
from functions.trading.domain.documents import accepted_document, order_path
from functions.trading.domain.order_form import contradictions, fingerprint, submission
from functions.trading.domain.sessions import Session


@api.operation("SubmitOrder")
def handler(request: api.Request) -> api.Answer:
    if wiring.settings().database == "off":
        raise api.Refused(503, "desk_off", "this stage has no order desk")
    if found := contradictions(request.body):
        problems = [FieldProblem(each.field, each.message) for each in found]
        raise api.Refused(422, "order_not_valid", "fields do not go together", problems)
    session = wiring.admission().require_session_and_account(request, request.body["account_id"])

    held = accepted(intent_of(request, session))

    return api.Answer(202, accepted_document(held.message), {"Location": order_path(held.order_id)})


def intent_of(request: api.Request, session: Session) -> Intent:
    message = submission(
        request.body,
        user_id=request.user_id,
        session_id=session.session_id,
        submitted_at=request.at,
        correlation_id=request.request_id,
    )
    return Intent(
        message=message,
        fingerprint=fingerprint(request.body),
        idempotency_key=request.headers.get("idempotency-key"),
        in_flight_until=request.now + IN_FLIGHT_SECONDS,
    )


def accepted(intent: Intent) -> Intent:
    try:
        return wiring.order_intake().accept(intent)
    except KeyReused:
        raise api.Refused(
            422, "idempotency_key_reused", "the Idempotency-Key was used with another body"
        ) from None
    except ClientOrderIdTaken:
        raise api.Refused(
            409, "client_order_id_taken", "the account has another order of this client_order_id"
        ) from None
    except InFlight:
        raise api.Refused(
            409,
            "idempotency_key_in_flight",
            "the first request is still being answered",
            headers={"Retry-After": "1"},
        ) from None

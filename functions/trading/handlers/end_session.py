"""End a session of the caller: no order is accepted in it any more."""

from functions.runtime import api
from functions.trading import wiring


@api.operation("EndSession")
def handler(request: api.Request) -> api.Answer:
    session_id = request.path["session_id"]
    if not wiring.sessions().end(session_id, user_id=request.user_id, now=int(request.now)):
        raise api.not_found("session")
    return api.Answer(204)

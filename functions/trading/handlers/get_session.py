"""A live session of the caller."""

from functions.runtime import api
from functions.trading import wiring
from functions.trading.domain.documents import session_document


@api.operation("GetSession")
def handler(request: api.Request) -> api.Answer:
    session = wiring.sessions().live(request.path["session_id"], user_id=request.user_id, now=request.now)
    if session is None:
        raise api.not_found("session")
    return api.Answer(200, session_document(session))

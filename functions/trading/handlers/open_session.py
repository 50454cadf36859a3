"""Begin a session, in which its user may then trade."""

from uuid import uuid4

from functions.runtime import api
from functions.trading import wiring
from functions.trading.domain.documents import PATH, session_document
from functions.trading.domain.sessions import opened


@api.operation("OpenSession")
def handler(request: api.Request) -> api.Answer:
    session = opened(
        str(uuid4()),
        request.user_id,
        device=request.body.get("device"),
        ttl_seconds=request.body.get("ttl_seconds"),
        now=int(request.now),
    )
    wiring.sessions().put(session)
    return api.Answer(201, session_document(session), {"Location": f"{PATH}/sessions/{session.session_id}"})

"""Who may trade: a user with a live session of their own, in an account that was given to them."""

from collections.abc import Mapping
from typing import Any

from functions.runtime import api
from functions.trading.adapters.account_access import AccountAccess
from functions.trading.adapters.session_table import SessionTable, live_of
from functions.trading.domain.sessions import Session

SESSION_HEADER = "signal9-session"


class Admission:
    def __init__(self, dynamodb: Any, sessions: SessionTable, access: AccountAccess) -> None:
        self._dynamodb = dynamodb
        self._sessions = sessions
        self._access = access

    def require_session(self, request: api.Request) -> Session:
        """Notes the use, so that a session that is traded in does not become idle."""
        session_id = request.headers[SESSION_HEADER]
        session = self._sessions.live(session_id, user_id=request.user_id, now=request.now)
        return self._noted(session, request)

    def require_account(self, request: api.Request, account_id: str, *, what: str = "account") -> None:
        """Another's account is answered like one that does not exist; `what` was asked for."""
        if not self._access.may_use(request.user_id, account_id):
            raise api.not_found(what)

    def require_session_and_account(self, request: api.Request, account_id: str) -> Session:
        """Both in one read, for those who have a client waiting for a price."""
        keys = {
            self._sessions.name: {"session_id": request.headers[SESSION_HEADER]},
            self._access.name: {"user_id": request.user_id, "account_id": account_id},
        }
        found = self._read(keys)
        session = self._noted(
            live_of(found.get(self._sessions.name), user_id=request.user_id, now=request.now), request
        )
        if self._access.name not in found:
            raise api.not_found("account")
        return session

    def _noted(self, session: Session | None, request: api.Request) -> Session:
        if session is None:
            raise api.Refused(403, "session_not_live", "Signal9-Session names no live session of the caller")
        if session.use_is_to_be_noted(request.now):
            self._sessions.note_use(session, int(request.now))
        return session

    def _read(self, keys: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, Any]]:
        """The item of each table that has one; what the service leaves out is asked for again."""
        found: dict[str, Mapping[str, Any]] = {}
        wanted: Any = {name: {"Keys": [key], "ConsistentRead": True} for name, key in keys.items()}
        while wanted:
            answer = self._dynamodb.batch_get_item(RequestItems=wanted)
            found |= {name: items[0] for name, items in answer["Responses"].items() if items}
            wanted = answer.get("UnprocessedKeys")
        return found

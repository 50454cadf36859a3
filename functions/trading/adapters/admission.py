"""Who may trade: a user with a live session of their own, in an account that was given to them."""

from functions.runtime import api
from functions.trading.adapters.account_access import AccountAccess
from functions.trading.adapters.session_table import SessionTable
from functions.trading.domain.sessions import Session

SESSION_HEADER = "signal9-session"


class Admission:
    def __init__(self, sessions: SessionTable, access: AccountAccess) -> None:
        self._sessions = sessions
        self._access = access

    def require_session(self, request: api.Request) -> Session:
        """Notes the use, so that a session that is traded in does not become idle."""
        session_id = request.headers[SESSION_HEADER]
        session = self._sessions.live(session_id, user_id=request.user_id, now=request.now)
        if session is None:
            raise api.Refused(403, "session_not_live", "Signal9-Session names no live session of the caller")
        if session.use_is_to_be_noted(request.now):
            self._sessions.note_use(session, int(request.now))
        return session

    def require_account(self, request: api.Request, account_id: str, *, what: str = "account") -> None:
        """Another's account is answered like one that does not exist; `what` was asked for."""
        if not self._access.may_use(request.user_id, account_id):
            raise api.not_found(what)

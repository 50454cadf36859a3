from collections.abc import Mapping
from typing import Any

from boto3.dynamodb.conditions import Attr

from functions.trading.domain.sessions import Session


class SessionTable:
    """One item a session. The table forgets it some time after `expires_at`; until then reads judge it."""

    def __init__(self, table: Any) -> None:
        self._table = table

    @property
    def name(self) -> str:
        return str(self._table.name)

    def put(self, session: Session) -> None:
        item = {
            "session_id": session.session_id,
            "user_id": session.user_id,
            "created_at": session.created_at,
            "last_seen_at": session.last_seen_at,
            "expires_at": session.expires_at,
        }
        if session.device is not None:
            item["device"] = session.device
        self._table.put_item(Item=item, ConditionExpression=Attr("session_id").not_exists())

    def live(self, session_id: str, *, user_id: str, now: float) -> Session | None:
        """None also for another user's. A session ended a moment ago is seen as ended."""
        item = self._table.get_item(Key={"session_id": session_id}, ConsistentRead=True).get("Item")
        return live_of(item, user_id=user_id, now=now)

    def note_use(self, session: Session, now: int) -> None:
        """Of a session that has not been ended meanwhile; time never goes back."""
        is_open = Attr("ended_at").not_exists() & Attr("last_seen_at").lt(now)
        self._update(session.session_id, "SET last_seen_at = :now", now, is_open)

    def end(self, session_id: str, *, user_id: str, now: int) -> bool:
        """False when the user has no such session that lives."""
        is_theirs = Attr("user_id").eq(user_id) & Attr("ended_at").not_exists() & Attr("expires_at").gt(now)
        return self._update(session_id, "SET ended_at = :now", now, is_theirs)

    def _update(self, session_id: str, expression: str, now: int, condition: Any) -> bool:
        try:
            self._table.update_item(
                Key={"session_id": session_id},
                UpdateExpression=expression,
                ConditionExpression=condition,
                ExpressionAttributeValues={":now": now},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return False
        return True


def live_of(item: Mapping[str, Any] | None, *, user_id: str, now: float) -> Session | None:
    session = _to_session(item) if item else None
    return session if session and session.user_id == user_id and session.is_live(now) else None


def _to_session(item: Mapping[str, Any]) -> Session:
    return Session(
        session_id=item["session_id"],
        user_id=item["user_id"],
        device=item.get("device"),
        created_at=int(item["created_at"]),
        last_seen_at=int(item["last_seen_at"]),
        expires_at=int(item["expires_at"]),
        ended_at=int(item["ended_at"]) if "ended_at" in item else None,
    )

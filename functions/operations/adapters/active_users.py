from collections.abc import Callable
from hashlib import sha256
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

KEPT_SECONDS = 2 * 24 * 3600
HOUR_SECONDS = 3600


class ActiveUsers:
    """ACTIVE#<hour>/<hash of the user> in the ops table: who was here in an hour, counted once.

    An environment asks once an hour and user; that it cannot is no reason to refuse anybody.
    """

    def __init__(self, table: Any, clock: Callable[[], float]) -> None:
        self._table = table
        self._clock = clock
        self._hour = -1
        self._seen: set[str] = set()

    def is_first(self, user_id: str) -> bool:
        """Whether nobody has seen the user in this hour."""
        hour = int(self._clock() // HOUR_SECONDS)
        if hour != self._hour:
            self._hour, self._seen = hour, set()
        who = sha256(user_id.encode()).hexdigest()[:32]
        if who in self._seen:
            return False
        self._seen.add(who)
        expiry = int(self._clock()) + KEPT_SECONDS
        try:
            self._table.put_item(
                Item={"pk": f"ACTIVE#{hour}", "sk": who, "ttl": expiry},
                ConditionExpression="attribute_not_exists(pk)",
            )
        except (BotoCoreError, ClientError):
            return False
        return True

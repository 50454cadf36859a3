from collections.abc import Iterable
from typing import Any

from functions.advisor.domain.alerts import Alert
from functions.research.adapters import batch_reads


class WatchedLists:
    """What is on the lists that alerts are about."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def symbols(self, alerts: Iterable[Alert]) -> dict[tuple[str, str], list[str]]:
        """By user and list."""
        asked = {(alert.user_id, alert.watchlist_id) for alert in alerts if alert.watchlist_id}
        keys = [{"user_id": user, "watchlist_id": watchlist} for user, watchlist in sorted(asked)]
        return {
            (item["user_id"], item["watchlist_id"]): [held["symbol"] for held in item["assets"]]
            for item in batch_reads.items(self._table, keys)
        }

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from functions.advisor.adapters import transactions
from functions.advisor.adapters.profile_table import has_profile
from functions.advisor.adapters.transactions import ChangedMeanwhile, WriteRefused
from functions.advisor.adapters.watchlist_table import NoProfile
from functions.advisor.domain.alerts import MOST_ALERTS, TIMED, Alert
from functions.runtime.api import Refused

COUNT = "COUNT"
# In place of a symbol, so that the alerts of all lists are found together.
OF_A_LIST = "*"


class TooManyAlerts(Refused):
    def __init__(self) -> None:
        super().__init__(409, "too_many_alerts", f"you have {MOST_ALERTS} alerts; no more fit")


class AlertTable:
    """A user's partition: an item an alert, and `COUNT`, which says how many there are."""

    def __init__(self, table: Any, users_table: str) -> None:
        self._table = table
        self._users_table = users_table
        self._client = table.meta.client

    def of(self, user_id: str) -> list[Alert]:
        """Oldest first."""
        items = self._pages(
            self._table.query, KeyConditionExpression=Key("user_id").eq(user_id), ConsistentRead=True
        )
        alerts = [_to_alert(item) for item in items if item["alert_id"] != COUNT]
        return sorted(alerts, key=lambda alert: (alert.created_at, alert.alert_id))

    def get(self, user_id: str, alert_id: str) -> Alert | None:
        item = self._table.get_item(Key=_key(user_id, alert_id), ConsistentRead=True).get("Item")
        return _to_alert(item) if item else None

    def create(self, alert: Alert) -> None:
        """Raises NoProfile, TooManyAlerts."""
        writes = [
            has_profile(self._users_table, alert.user_id),
            self._counted(
                alert.user_id, 1, "attribute_not_exists(alert_count) OR alert_count < :most", MOST_ALERTS
            ),
            transactions.put_new(self._table, _to_item(alert), "user_id"),
        ]
        try:
            transactions.write(self._client, writes)
        except WriteRefused as refused:
            raise (NoProfile if 0 in refused.places else TooManyAlerts) from None

    def change(self, before: Alert, after: Alert) -> None:
        """Raises ChangedMeanwhile."""
        try:
            transactions.write(
                self._client, [transactions.put_over(self._table, _to_item(after), before.version)]
            )
        except WriteRefused:
            raise ChangedMeanwhile from None

    def delete(self, user_id: str, alert_id: str) -> bool:
        """False when there is no such alert."""
        gone = transactions.delete(self._table, _key(user_id, alert_id))
        gone["Delete"]["ConditionExpression"] = "attribute_exists(user_id)"
        counted = self._counted(user_id, -1, "alert_count >= :most", 1)
        try:
            transactions.write(self._client, [gone, counted])
        except WriteRefused:
            return False
        return True

    def watching(self, symbol: str) -> list[Alert]:
        """Those of one asset, and those of all lists."""
        return [
            alert
            for each in (symbol, OF_A_LIST)
            for alert in self._enabled(
                self._table.query,
                IndexName="asset-alerts-index",
                KeyConditionExpression=Key("asset_symbol").eq(each),
            )
        ]

    def timed(self) -> list[Alert]:
        """Every alert for what comes about without a new analysis."""
        return list(self._enabled(self._table.scan, of=Attr("alert_type").is_in(sorted(TIMED))))

    def _enabled(self, read: Any, of: ConditionBase | None = None, **arguments: Any) -> Iterator[Alert]:
        is_on: ConditionBase = Attr("is_enabled").eq(True)  # noqa: FBT003
        wanted = is_on & of if of else is_on
        return map(_to_alert, self._pages(read, FilterExpression=wanted, **arguments))

    def _pages(self, read: Any, **arguments: Any) -> Iterator[dict[str, Any]]:
        while True:
            page = read(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _counted(self, user_id: str, change: int, condition: str, most: int) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": _key(user_id, COUNT),
                "UpdateExpression": "ADD alert_count :change",
                "ConditionExpression": condition,
                "ExpressionAttributeValues": {":change": change, ":most": most},
            }
        }


def _key(user_id: str, alert_id: str) -> dict[str, str]:
    return {"user_id": user_id, "alert_id": alert_id}


def _to_item(alert: Alert) -> dict[str, Any]:
    values = asdict(alert) | {
        "asset_symbol": alert.symbol or OF_A_LIST,
        # As text: the table's numbers are not JSON's.
        "conditions": json.dumps(alert.conditions),
        "channels": list(alert.channels),
    }
    return {name: value for name, value in values.items() if value is not None and name != "symbol"}


def _to_alert(item: Mapping[str, Any]) -> Alert:
    symbol = item["asset_symbol"]
    return Alert(
        user_id=item["user_id"],
        alert_id=item["alert_id"],
        alert_type=item["alert_type"],
        symbol=None if symbol == OF_A_LIST else symbol,
        watchlist_id=item.get("watchlist_id"),
        created_at=item["created_at"],
        updated_at=item["updated_at"],
        conditions=json.loads(item["conditions"]),
        channels=tuple(item["channels"]),
        webhook_url=item.get("webhook_url"),
        webhook_secret=item.get("webhook_secret"),
        is_enabled=item["is_enabled"],
        version=int(item["version"]),
    )

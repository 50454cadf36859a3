from datetime import datetime, timedelta
from typing import Any

from functions.advisor.adapters import transactions
from functions.research.adapters.asset_table import HeldAsset
from functions.research.adapters.event_bus import EventBus
from functions.research.domain.events import pollenation_needed

AGAIN_AFTER = timedelta(hours=6)
KEPT = timedelta(days=3)


class CollectionRequests:
    """Asks for assets that nobody collected yet: REQUESTED#<symbol>/STATE, and REQUESTED/<day> counts them.

    An asset is asked for once in six hours, and a day has so many; the calls themselves are the ledger's.
    """

    def __init__(self, ops_table: Any, bus: EventBus, assets_per_day: int) -> None:
        self._table = ops_table
        self._bus = bus
        self._assets_per_day = assets_per_day

    def ask_for(self, held: HeldAsset, at: str, request_id: str) -> bool:
        """`at` is ISO UTC. False when it was asked for before, when the day's assets are used up, or when
        many others are asked for at that moment: the next reader asks again.
        """
        moment = datetime.fromisoformat(at)
        expiry = int((moment + KEPT).timestamp())
        marks = [self._mark(held, moment, expiry), self._count(at, expiry)]
        try:
            transactions.write(self._table.meta.client, marks)
        except (transactions.WriteRefused, transactions.ChangedMeanwhile):
            return False
        event = pollenation_needed(
            held.asset.symbol,
            asset_id=held.asset.asset_id,
            trigger_type="on_demand",
            priority="high",
            as_of=at,
            correlation_id=request_id,
        )
        self._bus.publish([event])
        return True

    def _mark(self, held: HeldAsset, moment: datetime, expiry: int) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": {"pk": f"REQUESTED#{held.asset.symbol}", "sk": "STATE"},
                "UpdateExpression": "SET asked_at = :now, #ttl = :expiry",
                "ConditionExpression": "attribute_not_exists(asked_at) OR asked_at <= :before",
                "ExpressionAttributeNames": {"#ttl": "ttl"},
                "ExpressionAttributeValues": {
                    ":now": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    ":before": (moment - AGAIN_AFTER).strftime("%Y-%m-%dT%H:%M:%SZ"),
                    ":expiry": expiry,
                },
            }
        }

    def _count(self, at: str, expiry: int) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": {"pk": "REQUESTED", "sk": at[:10]},
                "UpdateExpression": "SET #ttl = :expiry ADD assets :one",
                "ConditionExpression": "attribute_not_exists(assets) OR assets < :most",
                "ExpressionAttributeNames": {"#ttl": "ttl"},
                "ExpressionAttributeValues": {":one": 1, ":most": self._assets_per_day, ":expiry": expiry},
            }
        }

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from functions.research.adapters import batch_reads

# Long enough to look back over a quarter; ratings and rows are kept for ever elsewhere.
KEEP_DAYS = 100


class RunLog:
    """What jobs and days did, in the ops table: JOB#<job>/STATE and DAY#<day>/{ASSET,FAILURE}#..."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def last_success(self, job: str) -> str | None:
        """The `as_of` of the job's last successful run."""
        item = self._table.get_item(Key={"pk": f"JOB#{job}", "sk": "STATE"}, ConsistentRead=True).get("Item")
        return item["as_of"] if item else None

    def succeeded(self, job: str, as_of: str) -> None:
        """Move the job forward; an older run that ends late moves nothing back."""
        try:
            self._table.update_item(
                Key={"pk": f"JOB#{job}", "sk": "STATE"},
                UpdateExpression="SET as_of = :as_of",
                ConditionExpression=Attr("as_of").not_exists() | Attr("as_of").lt(as_of),
                ExpressionAttributeValues={":as_of": as_of},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return

    def asset_did(self, as_of: str, symbol: str, **what: Any) -> dict[str, Any]:
        """Merge what happened to an asset into its day; None takes back what was said before. Answers all."""
        values = {name: value for name, value in what.items() if value is not None} | {"ttl": _expiry(as_of)}
        gone = [name for name, value in what.items() if value is None]
        expression = "SET " + ", ".join(f"#{n} = :{n}" for n in values)
        if gone:
            expression += " REMOVE " + ", ".join(f"#{n}" for n in gone)
        day: dict[str, Any] = self._table.update_item(
            Key={"pk": f"DAY#{as_of[:10]}", "sk": f"ASSET#{symbol}"},
            UpdateExpression=expression,
            ExpressionAttributeNames={f"#{n}": n for n in (*values, *gone)},
            ExpressionAttributeValues={f":{n}": v for n, v in values.items()},
            ReturnValues="ALL_NEW",
        )["Attributes"]
        return day

    def analysed(self, as_of: str, symbol: str) -> None:
        """An analysis that failed before and is stored now leaves the day's outcome to the collection."""
        asset = self.asset_did(as_of, symbol, analysed=as_of)
        collected = asset.get("collected_outcome")
        if asset.get("outcome") == "failed" and collected != "failed":
            self.asset_did(as_of, symbol, outcome=collected, reason=None)

    def planned(self, as_of: str, trigger_type: str, chosen: Sequence[str]) -> list[str]:
        """Whom a run deals with, in the order of their turn; one that starts again adds to its plan.

        Answers the whole plan: what was collected before may not have been announced yet.
        """
        key = {"pk": f"DAY#{as_of[:10]}", "sk": f"PLAN#{trigger_type}"}
        before = self._table.get_item(Key=key, ConsistentRead=True).get("Item", {}).get("chosen", [])
        merged = list(dict.fromkeys([*before, *chosen]))
        self._table.put_item(Item={**key, "chosen": merged, "ttl": _expiry(as_of)})
        return merged

    def plan_of(self, day: str, trigger_type: str) -> dict[str, Any] | None:
        """`chosen` in the order of their turn, and of those the ones still `waiting` for calls."""
        key = {"pk": f"DAY#{day}", "sk": f"PLAN#{trigger_type}"}
        item = self._table.get_item(Key=key, ConsistentRead=True).get("Item")
        if item is None:
            return None
        served = {asset["symbol"] for asset in self.assets_of(day) if asset.get("outcome") != "budget_spent"}
        chosen = list(item["chosen"])
        return {"assets": len(chosen), "chosen": chosen, "waiting": [s for s in chosen if s not in served]}

    def assets_of(self, day: str) -> Iterator[dict[str, Any]]:
        for item in self._of_day(day, "ASSET#"):
            yield {"symbol": item["sk"].removeprefix("ASSET#"), **_without_keys(item)}

    def assets_named(self, day: str, symbols: Iterable[str]) -> Iterator[dict[str, Any]]:
        """What a day did with these assets, in no order; those it had nothing to do with are left out."""
        keys = [{"pk": f"DAY#{day}", "sk": f"ASSET#{symbol}"} for symbol in dict.fromkeys(symbols)]
        for item in batch_reads.items(self._table, keys):
            yield {"symbol": item["sk"].removeprefix("ASSET#"), **_without_keys(item)}

    def failed(
        self, as_of: str, *, workflow: str, execution: str, symbol: str | None, error: Mapping[str, Any]
    ) -> None:
        self._table.put_item(
            Item={
                "pk": f"DAY#{as_of[:10]}",
                "sk": f"FAILURE#{workflow}#{execution}#{symbol or ''}",
                "workflow": workflow,
                "execution": execution,
                "error": str(error.get("Error", "")),
                # A traceback's end names the fault; the item must stay small.
                "cause": str(error.get("Cause", ""))[-2000:],
                "ttl": _expiry(as_of),
            }
            | ({"symbol": symbol} if symbol else {})
        )

    def failures_of(self, day: str) -> Iterator[dict[str, Any]]:
        yield from (_without_keys(item) for item in self._of_day(day, "FAILURE#"))

    def _of_day(self, day: str, prefix: str) -> Iterator[dict[str, Any]]:
        arguments = {"KeyConditionExpression": Key("pk").eq(f"DAY#{day}") & Key("sk").begins_with(prefix)}
        while True:
            page = self._table.query(**arguments, ConsistentRead=True)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _expiry(as_of: str) -> int:
    moment = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    return int((moment + timedelta(days=KEEP_DAYS)).timestamp())


def _without_keys(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in ("pk", "sk", "ttl")}

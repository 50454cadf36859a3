import json
from collections.abc import Sequence
from typing import Any

from boto3.dynamodb.conditions import ConditionBase, Key

from functions.research.domain.findings import Finding


class Quarantine:
    """Payloads that could not be used, why, and where the bytes lie: QUARANTINE/<day>#<symbol>#<FUNCTION>."""

    def __init__(self, ops_table: Any) -> None:
        self._table = ops_table

    def put(
        self, as_of: str, symbol: str, function: str, *, payload_key: str, findings: Sequence[Finding]
    ) -> None:
        self._table.put_item(
            Item={
                "pk": "QUARANTINE",
                "sk": f"{as_of[:10]}#{symbol}#{function}",
                "symbol": symbol,
                "function": function,
                "as_of": as_of,
                "payload_key": payload_key,
                "findings": json.dumps([finding.to_json() for finding in findings]),
            }
        )

    def list(self, *, day: str | None = None) -> list[dict[str, Any]]:
        """Everything in quarantine, newest day first; `day` narrows it to one."""
        condition: ConditionBase = Key("pk").eq("QUARANTINE")
        if day:
            condition &= Key("sk").begins_with(f"{day}#")
        arguments = {"KeyConditionExpression": condition, "ScanIndexForward": False}
        found: list[dict[str, Any]] = []
        while True:
            page = self._table.query(**arguments)
            found += [_to_case(item) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                return found
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _to_case(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": item["sk"],
        "symbol": item["symbol"],
        "function": item["function"],
        "as_of": item["as_of"],
        "payload_key": item["payload_key"],
        "findings": json.loads(item["findings"]),
    }

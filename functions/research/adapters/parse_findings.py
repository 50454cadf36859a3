import json
from collections.abc import Mapping, Sequence
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.domain.findings import Finding


class ParseFindings:
    """What reading a payload already showed: FINDINGS#<symbol>/<FUNCTION>#<as of>.

    The rows keep figures, not the oddities of the text they were read from. An item is added when something
    changed, and stays, as rows do.
    """

    def __init__(self, ops_table: Any) -> None:
        self._table = ops_table

    def put(
        self, symbol: str, function: str, findings: Sequence[Finding], as_of: str, before: Mapping[str, str]
    ) -> None:
        """`before` is what `newest` answered: the same again adds nothing, none take back those before."""
        text = json.dumps([finding.to_json() for finding in findings])
        if text != before.get(function, "[]"):
            key = {"pk": f"FINDINGS#{symbol}", "sk": f"{function}#{as_of}"}
            self._table.put_item(Item={**key, "findings": text})

    def newest(self, symbol: str, *, as_of: str) -> dict[str, str]:
        """By function the newest known at `as_of`, as stored."""
        condition = Key("pk").eq(f"FINDINGS#{symbol}")
        arguments = {"KeyConditionExpression": condition, "ConsistentRead": True}
        newest: dict[str, str] = {}
        while True:
            page = self._table.query(**arguments)
            for item in page["Items"]:
                function, _, since = item["sk"].rpartition("#")
                if since <= as_of:
                    newest[function] = item["findings"]
            if "LastEvaluatedKey" not in page:
                return newest
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def of(self, symbol: str, *, as_of: str) -> list[Finding]:
        known = self.newest(symbol, as_of=as_of).values()
        return [Finding.from_json(document) for text in known for document in json.loads(text)]

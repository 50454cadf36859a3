import json
from collections.abc import Sequence
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

    def put(self, symbol: str, function: str, findings: Sequence[Finding], as_of: str) -> None:
        """The same findings again add nothing; none take back those before."""
        text = json.dumps([finding.to_json() for finding in findings])
        before = self._table.query(
            KeyConditionExpression=Key("pk").eq(f"FINDINGS#{symbol}")
            & Key("sk").between(f"{function}#", f"{function}#{as_of}"),
            ScanIndexForward=False,
            Limit=1,
            ConsistentRead=True,
        )["Items"]
        if text != (before[0]["findings"] if before else "[]"):
            key = {"pk": f"FINDINGS#{symbol}", "sk": f"{function}#{as_of}"}
            self._table.put_item(Item={**key, "findings": text})

    def of(self, symbol: str, *, as_of: str) -> list[Finding]:
        """The newest of each function known at `as_of`."""
        page = self._table.query(
            KeyConditionExpression=Key("pk").eq(f"FINDINGS#{symbol}"), ConsistentRead=True
        )
        newest: dict[str, str] = {}
        for item in page["Items"]:
            function, _, since = item["sk"].rpartition("#")
            if since <= as_of:
                newest[function] = item["findings"]
        return [Finding.from_json(document) for text in newest.values() for document in json.loads(text)]

import json
from collections.abc import Sequence
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.domain.findings import Finding


class ParseFindings:
    """What reading a payload already showed, by symbol and function: FINDINGS#<symbol>/<FUNCTION>.

    The rows keep figures, not the oddities of the text they were read from.
    """

    def __init__(self, ops_table: Any) -> None:
        self._table = ops_table

    def put(self, symbol: str, function: str, findings: Sequence[Finding], as_of: str) -> None:
        key = {"pk": f"FINDINGS#{symbol}", "sk": function}
        if findings:
            text = json.dumps([finding.to_json() for finding in findings])
            self._table.put_item(Item={**key, "as_of": as_of, "findings": text})
        else:
            self._table.delete_item(Key=key)

    def of(self, symbol: str, *, as_of: str) -> list[Finding]:
        page = self._table.query(
            KeyConditionExpression=Key("pk").eq(f"FINDINGS#{symbol}"), ConsistentRead=True
        )
        known = [item for item in page["Items"] if item["as_of"] <= as_of]
        return [Finding.from_json(document) for item in known for document in json.loads(item["findings"])]

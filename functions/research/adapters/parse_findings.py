import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.domain.findings import Finding, ReadFindings
from functions.research.domain.recording import FOREVER


class ParseFindings:
    """What reading a payload already showed: FINDINGS#<symbol>/<FUNCTION>#<recorded at>.

    The rows keep figures, not the oddities of the text they were read from. An item is added when something
    changed, and stays, as rows do; one recorded late names the moment it is for as `as_of`.
    """

    def __init__(self, ops_table: Any) -> None:
        self._table = ops_table

    def put(  # noqa: PLR0913  both clocks, and what was there before
        self,
        symbol: str,
        function: str,
        findings: Sequence[Finding],
        as_of: str,
        before: Mapping[str, str],
        *,
        recorded_at: str | None = None,
    ) -> None:
        """`before` is what `newest` answered: the same again adds nothing, none take back those before."""
        text = json.dumps([finding.to_json() for finding in findings])
        if text != before.get(function, "[]"):
            key = {"pk": f"FINDINGS#{symbol}", "sk": f"{function}#{recorded_at or as_of}"}
            late = {"as_of": as_of} if (recorded_at or as_of) != as_of else {}
            self._table.put_item(Item={**key, "findings": text, **late})

    def newest(self, symbol: str, *, as_of: str, seen_until: str = FOREVER) -> dict[str, str]:
        """By function, as stored: the newest for a moment not after `as_of`, recorded by `seen_until`."""
        newest: dict[str, tuple[str, str, str]] = {}
        for function, found in self._stored(symbol):
            if found[0] <= as_of and found[1] <= seen_until:
                newest[function] = max(found, newest.get(function, found))
        return {function: text for function, (_, _, text) in newest.items()}

    def of(self, symbol: str, *, as_of: str, seen_until: str = FOREVER) -> list[Finding]:
        known = self.newest(symbol, as_of=as_of, seen_until=seen_until).values()
        return [finding for text in known for finding in _findings(text)]

    def every(self, symbol: str) -> list[ReadFindings]:
        """By function, of each the newest last."""
        return [ReadFindings(found[0], f, _findings(found[2])) for f, found in sorted(self._stored(symbol))]

    def _stored(self, symbol: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
        """Functions with the moment that findings are for, that of recording and their text."""
        condition = Key("pk").eq(f"FINDINGS#{symbol}")
        arguments = {"KeyConditionExpression": condition, "ConsistentRead": True}
        while True:
            page = self._table.query(**arguments)
            for item in page["Items"]:
                function, _, recorded_at = item["sk"].rpartition("#")
                yield function, (item.get("as_of", recorded_at), recorded_at, item["findings"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(Finding.from_json(document) for document in json.loads(text))

from collections.abc import Collection
from typing import Any

from boto3.dynamodb.conditions import Attr

from functions.research.adapters import batch_reads
from functions.research.domain import recording


class ClosedMoments:
    """Up to which moment a company's books are closed: CLOSED#<symbol>/STATE.

    A rating closes its moment before it reads; see domain/recording.
    """

    def __init__(self, ops_table: Any) -> None:
        self._table = ops_table

    def recorded_at(self, symbols: Collection[str], as_of: str) -> dict[str, str]:
        """By symbol the moment of recording for a run of `as_of`; to be asked just before storing."""
        closed = self._closed(symbols)
        return {symbol: recording.recorded_at(as_of, closed.get(symbol, "")) for symbol in symbols}

    def close(self, symbol: str, as_of: str) -> str:
        """Answers the last moment of recording a rating for `as_of` may see; again, it answers the same."""
        closed_at = self._closed([symbol]).get(symbol, "")
        seen_until = recording.not_before(as_of, closed_at)
        if seen_until == closed_at:
            return seen_until
        try:
            self._table.update_item(
                Key=_key(symbol),
                UpdateExpression="SET #at = :seen_until",
                ConditionExpression=Attr("at").not_exists() | Attr("at").lt(seen_until),
                ExpressionAttributeNames={"#at": "at"},
                ExpressionAttributeValues={":seen_until": seen_until},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            # Another rating closed a later moment meanwhile: this one comes after it.
            return self.close(symbol, as_of)
        return seen_until

    def rating_recorded_at(self, symbol: str, seen_until: str) -> str:
        """A rating that another one overtook while it was made is recorded after that."""
        return recording.not_before(seen_until, self._closed([symbol]).get(symbol, ""))

    def _closed(self, symbols: Collection[str]) -> dict[str, str]:
        """By symbol; companies never rated are left out."""
        found = batch_reads.items(self._table, [_key(symbol) for symbol in symbols])
        return {item["pk"].removeprefix("CLOSED#"): item["at"] for item in found}


def _key(symbol: str) -> dict[str, str]:
    return {"pk": f"CLOSED#{symbol}", "sk": "STATE"}

import gzip
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Key


class AnalysisTable:
    """Ratings by symbol and the moment they are for; the document is compressed beside what is queried."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def latest(self, symbol: str, *, until: str) -> dict[str, Any] | None:
        """The newest rating document for a moment not after `until` (ISO UTC)."""
        history = self.history(symbol, until=until, limit=1)
        return history[0] if history else None

    def history(self, symbol: str, *, until: str, limit: int) -> list[dict[str, Any]]:
        page = self._table.query(
            KeyConditionExpression=Key("symbol").eq(symbol) & Key("analysis_date").lte(until),
            ScanIndexForward=False,
            Limit=limit,
            ConsistentRead=True,
        )
        return [_document(item) for item in page["Items"]]

    def by_id(self, analysis_id: str) -> dict[str, Any] | None:
        page = self._table.query(
            IndexName="analysis-id-index", KeyConditionExpression=Key("analysis_id").eq(analysis_id), Limit=1
        )
        return _document(page["Items"][0]) if page["Items"] else None

    def labelled(self, label: str, *, limit: int) -> list[dict[str, Any]]:
        """The newest ratings with one label."""
        page = self._table.query(
            IndexName="rating-index",
            KeyConditionExpression=Key("rating_label").eq(label),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_document(item) for item in page["Items"]]

    def best_in_sector(self, sector: str, *, limit: int) -> list[dict[str, Any]]:
        page = self._table.query(
            IndexName="sector-rating-index",
            KeyConditionExpression=Key("sector_latest").eq(sector),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_document(item) for item in page["Items"]]

    def put(self, rating: Mapping[str, Any], *, analysis_id: str, sector: str | None) -> None:
        """Store one document under its moment; the same one again changes nothing.

        Only a symbol's newest rating stands in the sector index.
        """
        symbol, as_of = rating["symbol"], rating["as_of"]
        before = self._table.query(
            KeyConditionExpression=Key("symbol").eq(symbol),
            ScanIndexForward=False,
            Limit=2,
            ConsistentRead=True,
        )["Items"]
        is_newest = all(item["analysis_date"] <= as_of for item in before)
        self._table.put_item(Item=_to_item(rating, analysis_id, sector if is_newest else None))
        for item in before:
            if is_newest and item["analysis_date"] < as_of and "sector_latest" in item:
                self._table.update_item(
                    Key={"symbol": symbol, "analysis_date": item["analysis_date"]},
                    UpdateExpression="REMOVE sector_latest",
                )


def _to_item(rating: Mapping[str, Any], analysis_id: str, sector: str | None) -> dict[str, Any]:
    document = json.dumps(rating, separators=(",", ":")).encode()
    item: dict[str, Any] = {
        "symbol": rating["symbol"],
        "analysis_date": rating["as_of"],
        "analysis_id": analysis_id,
        "analysis_type": "rule_based",
        "investment_rating": _decimal(rating["rating"]),
        "rating_label": rating["label"],
        "confidence_interval": _decimal(rating["confidence"]),
        "rating_low": _decimal(rating["rating_low"]),
        "rating_high": _decimal(rating["rating_high"]),
        "reason": rating["reason"],
        # A withheld rating has no place among the sector's best, and no number to stand there with.
        "sector_latest": sector if rating["rating"] is not None else None,
        # mtime=0: the same rating is the same bytes.
        "document": gzip.compress(document, mtime=0),
    }
    return {name: value for name, value in item.items() if value is not None}


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _document(item: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(gzip.decompress(bytes(item["document"])))
    return document | {"analysis_id": item["analysis_id"]}

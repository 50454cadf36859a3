import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from functions.research.domain.overview import Overview
from functions.research.domain.recording import FOREVER

# The first one nearly always fits; others are profiles recorded later for an earlier moment.
PROFILES_PER_PAGE = 3


class OverviewTable:
    """Company profiles by symbol and the moment they were collected for, none replaced.

    Another profile for the same moment stands beside the first, under `<moment>#<recorded at>`. Older rows
    have a day as their moment. Only the newest carries `sector_latest`, so that peers appear once.
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def as_of(self, symbol: str, as_of: str, *, seen_until: str = FOREVER) -> Overview | None:
        """The newest profile for a moment not after `as_of` (ISO UTC) that was recorded by `seen_until`."""
        known = self.dated(symbol, as_of, seen_until=seen_until)
        return known[0] if known else None

    def dated(self, symbol: str, as_of: str, *, seen_until: str = FOREVER) -> tuple[Overview, str] | None:
        """The same, with the moment it was collected for."""
        arguments: dict[str, Any] = {
            "KeyConditionExpression": Key("symbol").eq(symbol) & Key("last_updated").lte(f"{as_of}#~"),
            "ScanIndexForward": False,
            "Limit": PROFILES_PER_PAGE,
            "ConsistentRead": True,
        }
        while True:
            page = self._table.query(**arguments)
            for item in page["Items"]:
                if _recorded_at(item) <= seen_until:
                    return _to_overview(item), item["last_updated"]
            if "LastEvaluatedKey" not in page:
                return None
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def every(self, symbol: str) -> Iterator[tuple[str, Overview]]:
        """All profiles of a company with the moment they were collected for, oldest first."""
        arguments: dict[str, Any] = {
            "KeyConditionExpression": Key("symbol").eq(symbol),
            "ConsistentRead": True,
        }
        while True:
            page = self._table.query(**arguments)
            for item in page["Items"]:
                yield item["last_updated"], _to_overview(item)
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def newest_in(self, sector: str) -> Iterator[tuple[Overview, str]]:
        """The newest profile of each of a sector's companies, with the moment it was collected for.

        The index follows the table within a moment, so it may lack what was just stored.
        """
        arguments: dict[str, Any] = {
            "IndexName": "sector-index",
            "KeyConditionExpression": Key("sector_latest").eq(sector),
        }
        while True:
            page = self._table.query(**arguments)
            for item in page["Items"]:
                yield _to_overview(item), item["last_updated"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def put(self, overview: Overview, as_of: str, *, recorded_at: str | None = None) -> None:
        """Store a profile, once, and take the peers' index entry from the one before."""
        item = _to_item(overview, as_of, recorded_at or as_of)
        newest = self._table.query(
            KeyConditionExpression=Key("symbol").eq(overview.symbol),
            ScanIndexForward=False,
            Limit=2,
            ConsistentRead=True,
        )["Items"]
        if not self._add(item, newest):
            item["last_updated"] = f"{as_of}#{item['recorded_at']}"
            self._add(item, newest)
        for other in newest:
            if other["last_updated"] < item["last_updated"] and "sector_latest" in other:
                self._table.update_item(
                    Key={"symbol": other["symbol"], "last_updated": other["last_updated"]},
                    UpdateExpression="REMOVE sector_latest",
                )

    def _add(self, item: Mapping[str, Any], newest: Sequence[Mapping[str, Any]]) -> bool:
        """False where another profile has the key."""
        is_newest = all(other["last_updated"] <= item["last_updated"] for other in newest)
        added = dict(item) if is_newest else {k: v for k, v in item.items() if k != "sector_latest"}
        try:
            self._table.put_item(Item=added, ConditionExpression=Attr("symbol").not_exists())
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            key = Key("symbol").eq(item["symbol"]) & Key("last_updated").eq(item["last_updated"])
            [held] = self._table.query(KeyConditionExpression=key, ConsistentRead=True)["Items"]
            return _content(held) == _content(item)
        return True


def _recorded_at(item: Mapping[str, Any]) -> str:
    """Older rows were recorded when they were collected."""
    return str(item.get("recorded_at", item["last_updated"]))


def _content(item: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider said."""
    return {name: value for name, value in item.items() if name not in ("recorded_at", "sector_latest")}


def _to_item(overview: Overview, as_of: str, recorded_at: str) -> dict[str, Any]:
    market_cap = overview.figures.get("market_capitalization")
    item: dict[str, Any] = {
        "symbol": overview.symbol,
        "last_updated": as_of,
        "recorded_at": recorded_at,
        "name": overview.name,
        "sector": overview.sector,
        "sector_latest": overview.sector,
        "industry": overview.industry,
        "currency": overview.currency,
        "country": overview.country,
        "fiscal_year_end_month": overview.fiscal_year_end_month,
        "latest_quarter": overview.latest_quarter.isoformat() if overview.latest_quarter else None,
        "market_cap": Decimal(str(market_cap)) if market_cap is not None else None,
        "figures": json.dumps(
            {k: v for k, v in overview.figures.items() if v is not None}, separators=(",", ":")
        ),
        "texts": json.dumps(
            {k: v for k, v in overview.texts.items() if v is not None}, separators=(",", ":")
        ),
        "payload_hash": overview.payload_hash,
    }
    return {name: value for name, value in item.items() if value is not None}


def _to_overview(item: Mapping[str, Any]) -> Overview:
    month = item.get("fiscal_year_end_month")
    quarter = item.get("latest_quarter")
    return Overview(
        symbol=item["symbol"],
        name=item["name"],
        sector=item.get("sector"),
        industry=item.get("industry"),
        currency=item.get("currency"),
        country=item.get("country"),
        fiscal_year_end_month=int(month) if month is not None else None,
        latest_quarter=date.fromisoformat(quarter) if quarter else None,
        figures=json.loads(item["figures"]),
        texts=json.loads(item["texts"]),
        payload_hash=item.get("payload_hash", ""),
    )

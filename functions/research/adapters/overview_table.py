import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.domain.overview import Overview


class OverviewTable:
    """Company profiles by symbol and day; only the newest carries `sector_latest`, so peers appear once."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def as_of(self, symbol: str, day: str) -> Overview | None:
        """The newest profile known on `day` (ISO date)."""
        page = self._table.query(
            KeyConditionExpression=Key("symbol").eq(symbol) & Key("last_updated").lte(day),
            ScanIndexForward=False,
            Limit=1,
            ConsistentRead=True,
        )
        return _to_overview(page["Items"][0]) if page["Items"] else None

    def put(self, overview: Overview, day: str) -> None:
        """Store the day's profile and take the peers' index entry from the one before."""
        newest = self._table.query(
            KeyConditionExpression=Key("symbol").eq(overview.symbol),
            ScanIndexForward=False,
            Limit=2,
            ConsistentRead=True,
        )["Items"]
        is_newest = all(item["last_updated"] <= day for item in newest)
        self._table.put_item(Item=_to_item(overview, day, indexed=is_newest))
        for item in newest:
            if is_newest and item["last_updated"] < day and "sector_latest" in item:
                self._table.update_item(
                    Key={"symbol": item["symbol"], "last_updated": item["last_updated"]},
                    UpdateExpression="REMOVE sector_latest",
                )


def _to_item(overview: Overview, day: str, *, indexed: bool) -> dict[str, Any]:
    market_cap = overview.figures.get("market_capitalization")
    item: dict[str, Any] = {
        "symbol": overview.symbol,
        "last_updated": day,
        "name": overview.name,
        "sector": overview.sector,
        "sector_latest": overview.sector if indexed else None,
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

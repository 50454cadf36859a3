from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from functions.research.adapters import batch_reads
from functions.research.domain.assets import Asset

# Sorts before every real moment, so that assets never collected come first and stay in the index.
NEVER = "1970-01-01T00:00:00Z"
# A listed asset without one of these loses the one it had; the last is never among what the broker lists.
_OPTIONAL = ("maintenance_margin_requirement", "cusip", "inactive_since")


@dataclass(frozen=True, slots=True)
class HeldAsset:
    """A catalogue row with what we know of our own collecting."""

    asset: Asset
    last_pollenation: str
    last_full_collection: str
    latest_quarter: date | None
    no_fundamentals_since: str | None
    volume: int | None
    volume_as_of: str | None
    sector: str | None
    rule_set: str | None
    rated_as_of: str
    inactive_since: str | None
    market_cap: float | None
    # Of the newest rating; None where it was withheld.
    rating: float | None
    rating_label: str | None
    confidence: float | None


class AssetTable:
    """One item a symbol: the broker's catalogue row and our own dates, which a sync never touches."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def get(self, symbol: str) -> HeldAsset | None:
        item = self._table.get_item(Key={"symbol": symbol}, ConsistentRead=True).get("Item")
        return _to_held(item) if item else None

    def by_asset_id(self, asset_id: str) -> HeldAsset | None:
        page = self._table.query(
            IndexName="asset-id-index", KeyConditionExpression=Key("asset_id").eq(asset_id), Limit=1
        )
        return self.get(page["Items"][0]["symbol"]) if page["Items"] else None

    def all(self) -> Iterator[HeldAsset]:
        for item in self._pages(self._table.scan):
            yield _to_held(item)

    def active(self) -> Iterator[HeldAsset]:
        """Active assets, the longest uncollected first."""
        for item in self._pages(
            self._table.query,
            IndexName="status-lastPollenationDate-index",
            KeyConditionExpression=Key("status").eq("active"),
        ):
            yield _to_held(item)

    def among(self, symbols: Iterable[str]) -> dict[str, HeldAsset]:
        """Those of the catalogue, by symbol: one call for a hundred."""
        keys = [{"symbol": symbol} for symbol in dict.fromkeys(symbols)]
        return {item["symbol"]: _to_held(item) for item in batch_reads.items(self._table, keys)}

    def active_among(self, symbols: Iterable[str]) -> set[str]:
        keys = [{"symbol": symbol} for symbol in dict.fromkeys(symbols)]
        found = batch_reads.items(self._table, keys)
        return {item["symbol"] for item in found if item.get("status") == "active"}

    def put_catalogue(self, asset: Asset, as_of: str, *, formerly: str | None = None) -> None:
        """Insert or refresh the catalogue attributes; collection dates are set only when absent.

        `formerly` is the name the asset was held under; one that it has no more is kept to be found by.
        """
        values = _catalogue(asset) | {"last_sync_timestamp": as_of}
        gone = [name for name in _OPTIONAL if name not in values]
        sets = [f"#{n} = :{n}" for n in values]
        sets += [
            "lastPollenationDate = if_not_exists(lastPollenationDate, :never)",
            "created_at = if_not_exists(created_at, :as_of)",
        ]
        given = {f":{n}": v for n, v in values.items()} | {":never": NEVER, ":as_of": as_of}
        if formerly and formerly != asset.name:
            sets.append("former_names = list_append(if_not_exists(former_names, :none), :formerly)")
            given |= {":none": [], ":formerly": [formerly]}
        self._table.update_item(
            Key={"symbol": asset.symbol},
            UpdateExpression=f"SET {', '.join(sets)} REMOVE {', '.join(gone)}",
            ExpressionAttributeNames={f"#{n}": n for n in values},
            ExpressionAttributeValues=given,
        )

    def mark_inactive(self, symbol: str, as_of: str) -> None:
        """An asset the broker no longer lists is kept: its history must not vanish from past universes."""
        self._set(symbol, {"status": "inactive", "inactive_since": as_of})

    def set_volume(self, symbol: str, volume: int, volume_as_of: str) -> None:
        self._set(symbol, {"volume": volume, "volume_as_of": volume_as_of})

    def mark_pollenated(  # noqa: PLR0913  each is an attribute of the item
        self,
        symbol: str,
        *,
        as_of: str,
        full: bool,
        latest_quarter: date | None,
        sector: str | None,
        has_fundamentals: bool,
        market_cap: float | None = None,
    ) -> None:
        values: dict[str, Any] = {"lastPollenationDate": as_of}
        if market_cap is not None:
            values["market_cap"] = Decimal(str(market_cap))
        if full:
            values["last_full_collection"] = as_of
        if latest_quarter:
            values["latest_quarter"] = latest_quarter.isoformat()
        if sector:
            values["sector"] = sector
        if not has_fundamentals:
            values["no_fundamentals_since"] = as_of
        self._set(symbol, values, remove=("no_fundamentals_since",) if has_fundamentals else ())

    def mark_rated(self, rating: Mapping[str, Any]) -> None:
        """With the newest rating document: one for an earlier moment, or of an asset not in the catalogue,
        leaves no mark."""
        as_of = rating["as_of"]
        values = {
            "rule_set": rating["rule_set"]["content_hash"],
            "rated_as_of": as_of,
            "rating": None if rating["rating"] is None else Decimal(str(rating["rating"])),
            "rating_label": rating["label"],
            "confidence": Decimal(str(rating["confidence"])),
        }
        is_newer = Attr("rated_as_of").not_exists() | Attr("rated_as_of").lte(as_of)
        try:
            self._table.update_item(
                Key={"symbol": rating["symbol"]},
                UpdateExpression="SET " + ", ".join(f"{name} = :{name}" for name in values),
                ConditionExpression=Attr("symbol").exists() & is_newer,
                ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return

    def _set(self, symbol: str, values: Mapping[str, Any], remove: Sequence[str] = ()) -> None:
        expression = "SET " + ", ".join(f"#{n} = :{n}" for n in values)
        if remove:
            expression += " REMOVE " + ", ".join(f"#{n}" for n in remove)
        self._table.update_item(
            Key={"symbol": symbol},
            UpdateExpression=expression,
            ExpressionAttributeNames={f"#{n}": n for n in (*values, *remove)},
            ExpressionAttributeValues={f":{n}": v for n, v in values.items()},
        )

    @staticmethod
    def _pages(operation: Any, **arguments: Any) -> Iterator[dict[str, Any]]:
        while True:
            page = operation(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _catalogue(asset: Asset) -> dict[str, Any]:
    values: dict[str, Any] = {
        "asset_id": asset.asset_id,
        "company_name": asset.name,
        "asset_class": asset.asset_class,
        "exchange": asset.exchange,
        "status": asset.status,
        "tradable": asset.tradable,
        "marginable": asset.marginable,
        "shortable": asset.shortable,
        "easy_to_borrow": asset.easy_to_borrow,
        "fractionable": asset.fractionable,
        "attributes": list(asset.attributes),
    }
    if asset.maintenance_margin_requirement is not None:
        values["maintenance_margin_requirement"] = Decimal(str(asset.maintenance_margin_requirement))
    if asset.cusip:
        values["cusip"] = asset.cusip
    return values


def _to_held(item: Mapping[str, Any]) -> HeldAsset:
    return HeldAsset(
        asset=Asset(
            symbol=item["symbol"],
            asset_id=item.get("asset_id", ""),
            name=item.get("company_name", ""),
            asset_class=item.get("asset_class", ""),
            exchange=item.get("exchange", ""),
            status=item.get("status", ""),
            tradable=bool(item.get("tradable")),
            marginable=bool(item.get("marginable")),
            shortable=bool(item.get("shortable")),
            easy_to_borrow=bool(item.get("easy_to_borrow")),
            fractionable=bool(item.get("fractionable")),
            attributes=tuple(item.get("attributes", ())),
            maintenance_margin_requirement=_float(item.get("maintenance_margin_requirement")),
            cusip=item.get("cusip"),
        ),
        last_pollenation=item.get("lastPollenationDate", NEVER),
        last_full_collection=item.get("last_full_collection", NEVER),
        latest_quarter=date.fromisoformat(item["latest_quarter"]) if "latest_quarter" in item else None,
        no_fundamentals_since=item.get("no_fundamentals_since"),
        volume=int(item["volume"]) if "volume" in item else None,
        volume_as_of=item.get("volume_as_of"),
        sector=item.get("sector"),
        rule_set=item.get("rule_set"),
        rated_as_of=item.get("rated_as_of", NEVER),
        inactive_since=item.get("inactive_since"),
        market_cap=_float(item.get("market_cap")),
        rating=_float(item.get("rating")),
        rating_label=item.get("rating_label"),
        confidence=_float(item.get("confidence")),
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.domain.assets import Bar

# DynamoDB's limit on the keys of one BatchGetItem.
KEYS_PER_CALL = 100
# Keys it had no time for are asked for again, each this often.
MOST_ATTEMPTS = 5


class PricesUnanswered(Exception):
    """DynamoDB left keys of a batch unread again and again; a later retry may find it less busy."""


class PriceTable:
    """Daily bars by symbol and kind (`AAPL#1Day`) and the start of the bar."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def put(self, bars: Iterable[tuple[Bar, str]]) -> int:
        """Bars with the hash of the payload they came from; the same bar again changes nothing."""
        written = 0
        with self._table.batch_writer(overwrite_by_pkeys=["symbol_data_type", "timestamp"]) as batch:
            for bar, payload_hash in bars:
                batch.put_item(Item=_to_item(bar) | {"payload_hash": payload_hash})
                written += 1
        return written

    def latest(self, symbol: str, *, until: str, bars: int) -> list[Bar]:
        """Up to `bars` daily bars that started no later than `until` (ISO UTC), newest first."""
        page = self._table.query(
            KeyConditionExpression=Key("symbol_data_type").eq(f"{symbol}#1Day") & Key("timestamp").lte(until),
            ScanIndexForward=False,
            Limit=bars,
        )
        return [_to_bar(item) for item in page["Items"]]

    def between(self, symbol: str, *, since: str, until: str) -> Iterator[Bar]:
        """Daily bars that started in [since, until] (ISO UTC), oldest first."""
        key = Key("symbol_data_type").eq(f"{symbol}#1Day") & Key("timestamp").between(since, until)
        arguments: dict[str, Any] = {"KeyConditionExpression": key}
        while True:
            page = self._table.query(**arguments)
            yield from map(_to_bar, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def at(self, symbols: Sequence[str], timestamp: str) -> dict[str, Bar]:
        """The daily bars that started at that moment, by symbol: one call for a hundred symbols."""
        waiting = [{"symbol_data_type": f"{symbol}#1Day", "timestamp": timestamp} for symbol in symbols]
        found: dict[str, Bar] = {}
        for _ in range(MOST_ATTEMPTS):
            left: list[dict[str, Any]] = []
            for first in range(0, len(waiting), KEYS_PER_CALL):
                asked = {self._table.name: {"Keys": waiting[first : first + KEYS_PER_CALL]}}
                answer = self._table.meta.client.batch_get_item(RequestItems=asked)
                bars = map(_to_bar, answer["Responses"].get(self._table.name, []))
                found |= {bar.symbol: bar for bar in bars}
                left += answer.get("UnprocessedKeys", {}).get(self._table.name, {}).get("Keys", [])
            waiting = left
            if not waiting:
                return found
        raise PricesUnanswered(f"{len(waiting)} of {len(symbols)} bars of {timestamp} unread")


def _to_item(bar: Bar) -> dict[str, Any]:
    item: dict[str, Any] = {
        "symbol_data_type": f"{bar.symbol}#1Day",
        "timestamp": bar.timestamp,
        "open": Decimal(str(bar.open)),
        "high": Decimal(str(bar.high)),
        "low": Decimal(str(bar.low)),
        "close": Decimal(str(bar.close)),
        "volume": bar.volume,
    }
    if bar.trade_count is not None:
        item["trade_count"] = bar.trade_count
    if bar.vwap is not None:
        item["vwap"] = Decimal(str(bar.vwap))
    return item


def _to_bar(item: dict[str, Any]) -> Bar:
    return Bar(
        symbol=item["symbol_data_type"].split("#", 1)[0],
        timestamp=item["timestamp"],
        open=float(item["open"]),
        high=float(item["high"]),
        low=float(item["low"]),
        close=float(item["close"]),
        volume=int(item["volume"]),
        trade_count=int(item["trade_count"]) if "trade_count" in item else None,
        vwap=float(item["vwap"]) if "vwap" in item else None,
    )

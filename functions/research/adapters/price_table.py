from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.adapters import batch_reads
from functions.research.domain.assets import Bar
from functions.research.domain.recording import AT_ONCE

KEY = ("symbol_data_type", "timestamp")
_FORMAT = "%Y-%m-%dT%H:%M:%S"
# A bar is known when its day has ended: bars start at midnight in New York.
BAR_LENGTH = timedelta(days=1)
# What was in force before a correction stands between the bars.
SLACK = 20


class PriceTable:
    """Daily bars by symbol and kind (`AAPL#1Day`) and the start of the bar.

    The bar in force stands under its start; one that it replaced stands behind it, under
    `<start>#<recorded at>`, so that what was in force at a moment can be told.
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def put(
        self, bars: Iterable[tuple[Bar, str]], as_of: str, *, recorded_at: Mapping[str, str] = AT_ONCE
    ) -> int:
        """Bars with the hash of their payload; a bar that is held already is not written. Answers how many.

        `recorded_at` is by symbol, where it is not the run's own moment.
        """
        told = {_key(item): item for item in _items(bars, as_of, recorded_at)}
        keys = [dict(zip(KEY, key, strict=True)) for key in told]
        held = {_key(item): item for item in batch_reads.items(self._table, keys)}
        added = {k: item for k, item in told.items() if k not in held or _values(held[k]) != _values(item)}
        replaced = [(held[key], item) for key, item in added.items() if key in held]
        with self._table.batch_writer() as batch:
            for before, _ in replaced:
                behind = {"timestamp": f"{before['timestamp']}#{_recorded_at(before)}"}
                batch.put_item(Item=before | behind)
        for before, item in replaced:
            # A run for an earlier day does not set our clock back.
            item["recorded_at"] = max(item["recorded_at"], _recorded_at(before))
        with self._table.batch_writer() as batch:
            for item in added.values():
                batch.put_item(Item=item)
        return len(added)

    def known(self, symbol: str, as_of: str, *, seen_until: str, bars: int) -> list[Bar]:
        """Up to `bars` daily bars that had ended at `as_of`, newest first, as recorded before `seen_until`.

        A sync for that very moment may still be at work, so it is not seen.
        """
        found: dict[str, dict[str, Any]] = {}
        until = f"{_moment(as_of) - BAR_LENGTH:{_FORMAT}}Z"
        for item in self._newest_first(symbol, until, bars + SLACK):
            start, _, _ = item["timestamp"].partition("#")
            if start not in found and len(found) == bars:
                break
            if _recorded_at(item) < seen_until:
                found[start] = max(item, found.get(start, item), key=_recorded_at)
        return [_to_bar(item) for item in found.values()]

    def latest(self, symbol: str, *, until: str, bars: int) -> list[Bar]:
        """Up to `bars` bars in force that started no later than `until` (ISO UTC), newest first."""
        in_force = (i for i in self._newest_first(symbol, until, bars + 1) if "#" not in i["timestamp"])
        return [_to_bar(item) for item in islice(in_force, bars)]

    def _newest_first(self, symbol: str, until: str, page_size: int) -> Iterator[dict[str, Any]]:
        key = Key("symbol_data_type").eq(f"{symbol}#1Day") & Key("timestamp").lte(f"{until}#~")
        arguments: dict[str, Any] = {
            "KeyConditionExpression": key,
            "ScanIndexForward": False,
            "Limit": page_size,
            "ConsistentRead": True,
        }
        while True:
            page = self._table.query(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def between(self, symbol: str, *, since: str, until: str) -> Iterator[Bar]:
        """Bars in force that started in [since, until] (ISO UTC), oldest first."""
        key = Key("symbol_data_type").eq(f"{symbol}#1Day") & Key("timestamp").between(since, until)
        arguments: dict[str, Any] = {"KeyConditionExpression": key}
        while True:
            page = self._table.query(**arguments)
            yield from (_to_bar(item) for item in page["Items"] if "#" not in item["timestamp"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def at(self, symbols: Sequence[str], timestamp: str) -> dict[str, Bar]:
        """The daily bars that started at that moment, by symbol: one call for a hundred symbols."""
        keys = [{"symbol_data_type": f"{symbol}#1Day", "timestamp": timestamp} for symbol in symbols]
        return {bar.symbol: bar for bar in map(_to_bar, batch_reads.items(self._table, keys))}


def _key(item: Mapping[str, Any]) -> tuple[str, str]:
    return item["symbol_data_type"], item["timestamp"]


def _items(
    bars: Iterable[tuple[Bar, str]], as_of: str, recorded_at: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for bar, payload_hash in bars:
        at = recorded_at.get(bar.symbol, as_of)
        yield _to_item(bar) | {"payload_hash": payload_hash, "recorded_at": at}


def _values(item: Mapping[str, Any]) -> dict[str, Any]:
    """What the broker said of the bar."""
    return {name: value for name, value in item.items() if name not in ("payload_hash", "recorded_at")}


def _recorded_at(item: Mapping[str, Any]) -> str:
    """Older bars were recorded when they were known."""
    return str(item.get("recorded_at") or _known_from(item["timestamp"]))


def _known_from(timestamp: str) -> str:
    return f"{_moment(timestamp) + BAR_LENGTH:{_FORMAT}}Z"


def _moment(text: str) -> datetime:
    return datetime.strptime(text[:19], _FORMAT)  # noqa: DTZ007  all are UTC


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
        timestamp=item["timestamp"].partition("#")[0],
        open=float(item["open"]),
        high=float(item["high"]),
        low=float(item["low"]),
        close=float(item["close"]),
        volume=int(item["volume"]),
        trade_count=int(item["trade_count"]) if "trade_count" in item else None,
        vwap=float(item["vwap"]) if "vwap" in item else None,
        known_from=_known_from(item["timestamp"]),
        payload_hash=item.get("payload_hash", ""),
    )

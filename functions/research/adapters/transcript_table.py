from typing import Any


class TranscriptTable:
    """Earnings calls by symbol and quarter (2025Q4): a summary here, the words in the raw payload."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def holds(self, symbol: str, quarter: str) -> bool:
        return "Item" in self._table.get_item(Key={"symbol": symbol, "quarter": quarter})

    def put(self, symbol: str, quarter: str, summary: dict[str, Any], payload_hash: str) -> None:
        self._table.put_item(Item={"symbol": symbol, "quarter": quarter, "payload_hash": payload_hash, **summary})

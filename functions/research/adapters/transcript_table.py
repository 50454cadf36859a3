from decimal import Decimal
from statistics import fmean
from typing import Any

from functions.research.domain.transcripts import Transcript


class TranscriptTable:
    """Earnings calls by symbol and quarter (2025Q4): a summary here, the words in the raw payload."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def holds(self, symbol: str, quarter: str) -> bool:
        return "Item" in self._table.get_item(Key={"symbol": symbol, "quarter": quarter})

    def get(self, symbol: str, quarter: str) -> dict[str, Any] | None:
        item: dict[str, Any] | None = self._table.get_item(Key={"symbol": symbol, "quarter": quarter}).get(
            "Item"
        )
        return item

    def put(self, transcript: Transcript, payload_hash: str) -> None:
        sentiments = [turn.sentiment for turn in transcript.turns if turn.sentiment is not None]
        item: dict[str, Any] = {
            "symbol": transcript.symbol,
            "quarter": transcript.quarter,
            "turns": len(transcript.turns),
            "speakers": sorted({turn.speaker for turn in transcript.turns if turn.speaker}),
            "payload_hash": payload_hash,
        }
        if sentiments:
            item["mean_sentiment"] = Decimal(str(round(fmean(sentiments), 4)))
        self._table.put_item(Item=item)

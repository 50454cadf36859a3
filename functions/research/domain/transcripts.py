"""What was said in an earnings call."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    speaker: str | None
    title: str | None
    content: str
    sentiment: float | None  # -1..1


@dataclass(frozen=True, slots=True)
class Transcript:
    symbol: str  # canonical: BRK.B
    quarter: str  # 2025Q4
    turns: tuple[Turn, ...]

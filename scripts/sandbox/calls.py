"""What was asked of the sandbox, kept in memory and, when wanted, as one JSON object a line in a file."""

import json
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

# About 100 MB; a year of simulated days on 3,000 assets fits.
CALLS_KEPT = 500_000

Outcome = Literal["served", "refused", "fault"]


@dataclass(frozen=True, slots=True)
class Call:
    at: float  # epoch seconds
    provider: str
    endpoint: str
    symbol: str
    key: str  # fingerprint
    status: int  # 0 when the connection was reset before an answer
    outcome: Outcome


class CallLog:
    def __init__(self, path: Path | None = None) -> None:
        self._calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self._file = path.open("a", encoding="utf-8", buffering=1) if path else None

    def add(self, call: Call) -> None:
        self._calls.append(call)
        if self._file:
            self._file.write(json.dumps(asdict(call)) + "\n")

    def select(self, key: str | None, since: float) -> list[dict[str, object]]:
        """Oldest first; `key` is a fingerprint, None for every key."""
        return [asdict(call) for call in self._calls if call.at >= since and key in (None, call.key)]

    def forget(self) -> None:
        self._calls.clear()

    def close(self) -> None:
        if self._file:
            self._file.close()

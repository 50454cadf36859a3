"""Reads the folder of provider files, and remembers what was made of them until a file changes."""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

# Bounds a run over thousands of companies; what falls out is read again.
BYTES_REMEMBERED = 128 * 1024 * 1024
# A parsed document takes about this many times its text.
_PARSED_OVERHEAD = 5

Answer = TypeVar("Answer")
Stamp = tuple[tuple[int, int] | None, ...]


class DataFileUnreadable(Exception):
    """A file of the data folder is not what its place in the folder says; the message names it."""


class DataFolder:
    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise DataFileUnreadable(f"{root} is not a folder: expected one with alpaca/ and alphavantage/")
        self.root = root
        self._remembered: OrderedDict[Hashable, tuple[Stamp, int, Any]] = OrderedDict()
        self._weight_bytes = 0

    def default_day(self) -> date | None:
        document = self.document("sandbox.json")
        if document is None:
            return None
        try:
            return date.fromisoformat(document["day"])
        except (KeyError, TypeError, ValueError) as cause:
            raise DataFileUnreadable(
                f'sandbox.json: expected {{"day": "YYYY-MM-DD"}}, got {document}'
            ) from cause

    def raw(self, name: str) -> bytes | None:
        """The bytes of a file, None when the folder does not have it."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def document(self, name: str) -> Any:
        """The parsed JSON of a file, None when the folder does not have it. Callers must not change it."""
        return self.remember((name,), "document", lambda: self._parse(name))

    def remember(self, sources: tuple[str, ...], question: Hashable, build: Callable[[], Answer]) -> Answer:
        """The answer to a question about these files, built anew when one appears, changes or goes."""
        stamp = tuple(self._stamp(name) for name in sources)
        entry = self._remembered.get((sources, question))
        if entry and entry[0] == stamp:
            self._remembered.move_to_end((sources, question))
            answer: Answer = entry[2]
            return answer
        answer = build()
        self._keep((sources, question), stamp, answer)
        return answer

    def _keep(self, place: Hashable, stamp: Stamp, answer: object) -> None:
        source_bytes = sum(part[1] for part in stamp if part)
        weight = len(answer) if isinstance(answer, bytes) else _PARSED_OVERHEAD * source_bytes
        replaced = self._remembered.pop(place, None)
        self._weight_bytes += weight - (replaced[1] if replaced else 0)
        self._remembered[place] = (stamp, weight, answer)
        while self._weight_bytes > BYTES_REMEMBERED and len(self._remembered) > 1:
            _, (_, oldest_weight, _) = self._remembered.popitem(last=False)
            self._weight_bytes -= oldest_weight

    def _stamp(self, name: str) -> tuple[int, int] | None:
        try:
            status = (self.root / name).stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_size

    def _parse(self, name: str) -> Any:
        body = self.raw(name)
        if body is None:
            return None
        try:
            return json.loads(body)
        except ValueError as cause:
            raise DataFileUnreadable(f"{name}: expected JSON, {cause}") from cause

"""The servers' log files: kept small, and read from the end."""

import os
from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
KEPT_BYTES = 1024 * 1024
_TAIL_BYTES = 16 * 1024


def shorten(log: Path) -> None:
    """A log that has outgrown the limit keeps its last part only. To be called while nobody writes to it."""
    if log.exists() and log.stat().st_size > MOST_BYTES:
        end = _end(log, KEPT_BYTES)
        log.write_bytes(end[end.find(b"\n") + 1 :])


def tail(log: Path, lines: int = 15) -> list[str]:
    return _end(log, _TAIL_BYTES).decode(errors="replace").splitlines()[-lines:] if log.exists() else []


def _end(log: Path, most_bytes: int) -> bytes:
    with log.open("rb") as file:
        file.seek(-min(most_bytes, log.stat().st_size), os.SEEK_END)
        return file.read()

"""What is remembered between commands: `stack.json`, and the lock under which one command changes it."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scripts.local.failures import StackBusy


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """`port` is kept when the server stops, so that it comes back on the same one; the rest is not."""

    port: int
    pid: int | None = None
    start_id: str = ""
    created: float = 0.0  # epoch seconds


@dataclass(frozen=True, slots=True)
class StackFacts:
    """`state_id` names the emulator's state: it changes when that is lost or reset, not at a restart."""

    state_id: str = ""
    data: str = ""
    servers: dict[str, ServerFacts] = field(default_factory=dict)


def read(path: Path) -> StackFacts:
    """A file that cannot be read is as good as none: processes are found by their marks too."""
    try:
        document = json.loads(path.read_text())
        servers = {name: ServerFacts(**facts) for name, facts in document.pop("servers").items()}
        return StackFacts(servers=servers, **document)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return StackFacts()


def write(path: Path, facts: StackFacts) -> None:
    replace_json(path, asdict(facts))


def replace_json(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, json.dumps(document, indent=2))


def replace_text(path: Path, text: str) -> None:
    """All or nothing: a reader, or the next start after a power cut, never sees half a file."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with fresh.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@contextmanager
def locked(path: Path, *, patience_seconds: float) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience_seconds
    with path.open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise StackBusy(path, patience_seconds) from None
                time.sleep(0.05)
        yield

"""How the stack stands, for people and for `--json`."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from scripts.local import health, processes
from scripts.local.emulator_state import Saved
from scripts.local.facts import ServerFacts

RUNNING, NOT_ANSWERING, STOPPED = "running", "not answering", "stopped"


@dataclass(frozen=True, slots=True)
class ServerStanding:
    name: str
    standing: str
    url: str | None = None
    pid: int | None = None
    since: str | None = None
    memory_mb: int | None = None  # with its workers
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    folder: Path
    data: Path
    servers: tuple[ServerStanding, ...]
    saved: Saved | None  # the last save of the emulator's state; None: none yet
    logs: tuple[Path, ...]

    @property
    def saved_at(self) -> str | None:
        return self.saved.at if self.saved else None

    @property
    def running(self) -> bool:
        return all(server.standing == RUNNING for server in self.servers)

    def document(self) -> dict[str, Any]:
        return {"running": self.running, **asdict(self)}


def of_server(name: str, known: ServerFacts | None, health_path: str) -> ServerStanding:
    process = processes.find(known.pid, known.start_id) if known and known.pid else None
    if known is None or process is None:
        return ServerStanding(name, STOPPED)
    url = f"http://127.0.0.1:{known.port}"
    answering = health.answers(f"{url}{health_path}", patience_seconds=0)
    since = datetime.fromtimestamp(known.created, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    workers = process.children(recursive=True)
    return ServerStanding(
        name,
        RUNNING if answering else NOT_ANSWERING,
        url=url,
        pid=process.pid,
        since=since,
        memory_mb=sum(_memory_bytes(each) for each in [process, *workers]) >> 20,
        workers=len(workers),
    )


def _memory_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0

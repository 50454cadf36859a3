"""The laptop's AWS: emulator, providers' sandbox and OIDC issuer, outliving the command that starts them."""

import os
import time
import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.local import (
    desk_database,
    emulator,
    facts,
    issuer,
    opensearch,
    processes,
    redis_server,
    sandbox,
    standing,
    starting,
)
from scripts.local.emulator_state import EmulatorState
from scripts.local.facts import ServerFacts, StackFacts
from scripts.local.failures import StackNotRunning
from scripts.local.postgres import PostgresFiles
from scripts.local.redis_server import RedisFiles
from scripts.local.standing import Standing

FOLDER_VARIABLE = "SIGNAL9_LOCAL_DIR"

_LOCK_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Running:
    endpoint_url: str
    sandbox_url: str
    issuer_url: str
    search_port: int  # of the process that keeps the search engine, and says how it stands
    data: Path
    started: tuple[str, ...]  # the servers that this start had to start; empty when all were found running
    moved: tuple[str, ...]  # the servers whose remembered port was taken: what is stored names the old one
    lost_state: bool  # the emulator had ended without saving everything: deploy again
    saved_at: str | None  # when the state that was loaded had been saved; None: there was none
    state_id: str  # changes when state is lost or reset: a deployment is valid for one state only


@dataclass(frozen=True, slots=True)
class Stopped:
    ended: tuple[str, ...]  # the servers that were running
    clean: bool  # everything the emulator held is in its files
    unsaved: tuple[str, ...]  # what the emulator said of the services it could not save
    killed: int  # processes that did not end when they were asked to
    seconds: float


class Stack:
    def __init__(self, root: Path | None = None) -> None:
        self.root = (root or default_root()).resolve()
        self.logs = self.root / "logs"
        self._facts_file = self.root / "stack.json"
        self._state = EmulatorState(self.root)

    def start(self, data: Path | None = None, wait_scale: float | None = None) -> Running:
        """All servers, started where they do not run. Running ones are given `data` and `wait_scale` too."""
        with self._locked():
            before = facts.read(self._facts_file)
            kept = starting.healthy(before)
            folder = sandbox.data_folder(data or Path(before.data or sandbox.SHIPPED_DATA))
            wanted = starting.Wanted(
                self.root, self._facts_file, folder, emulator.WAIT_SCALE if wait_scale is None else wait_scale
            )
            if sandbox.NAME in kept and str(folder) != before.data:
                sandbox.serve_from(kept[sandbox.NAME].port, folder)
                facts.write(self._facts_file, replace(before, data=str(folder)))
            if emulator.NAME in kept and wait_scale is not None:
                emulator.scale_waits(kept[emulator.NAME].port, wait_scale)
            if len(kept) == len(starting.HEALTH_PATHS):
                return self._running(before, before, folder, lost=False, kept=kept)
            processes.end_all(self.root, spare=starting.starts(kept))  # hung servers, orphaned workers
            lost = emulator.NAME not in kept and self._state.exists() and not self._state.saved().clean
            state_id = uuid.uuid4().hex if lost or not before.state_id else before.state_id
            after = starting.start(wanted, replace(before, state_id=state_id), kept)
            emulator_port = after.servers[emulator.NAME].port
            desk_database.announce(PostgresFiles(self.root), emulator_port)
            redis_server.announce(RedisFiles(self.root), emulator_port)
            return self._running(before, after, folder, lost=lost, kept=kept)

    def stop(self) -> Stopped:
        """End all servers and every process they started. The emulator saves its state first."""
        with self._locked():
            return self._stop()

    def reset(self) -> Stopped:
        """Stop, and delete what emulator, database and search hold. Ports, data folder and logs are kept."""
        with self._locked():
            stopped = self._stop()
            self._state.delete()
            PostgresFiles(self.root).delete()
            opensearch.OpenSearchFiles(self.root).delete()
            RedisFiles(self.root).delete()
            facts.write(self._facts_file, replace(facts.read(self._facts_file), state_id=""))
            return stopped

    def status(self) -> Standing:
        known = facts.read(self._facts_file)
        return Standing(
            folder=self.root,
            data=Path(known.data or sandbox.SHIPPED_DATA),
            servers=tuple(
                standing.of_server(name, known.servers.get(name), path)
                for name, path in starting.HEALTH_PATHS.items()
            ),
            saved=self._state.saved() if self._state.exists() else None,
            logs=tuple(sorted(self.logs.glob("*.log"))),
        )

    def environment(self) -> dict[str, str]:
        """The caller's environment with every AWS client turned to the emulator: for child processes."""
        return emulator.client_environment(self._emulator_port())

    def checkpoint(self) -> None:
        """Save the emulator's state without stopping it, so that a kill loses only what comes after."""
        emulator.checkpoint(self._emulator_port())

    def scale_waits(self, factor: float) -> None:
        """Until the next start, Wait states and retries take `factor` of their time."""
        emulator.scale_waits(self._emulator_port(), factor)

    def _stop(self) -> Stopped:
        began = time.monotonic()
        before = facts.read(self._facts_file)
        ended = tuple(name for name, known in before.servers.items() if _runs(known))
        killed = processes.end_all(self.root, spare=set())
        idle = {name: ServerFacts(port=known.port) for name, known in before.servers.items()}
        facts.write(self._facts_file, replace(before, servers=idle))
        saved = self._state.saved()
        clean = saved.clean or not self._state.exists()
        return Stopped(ended, clean, tuple(saved.unsaved), killed, time.monotonic() - began)

    def _running(
        self, before: StackFacts, after: StackFacts, data: Path, *, lost: bool, kept: dict[str, ServerFacts]
    ) -> Running:
        servers = after.servers
        return Running(
            endpoint_url=emulator.endpoint(servers[emulator.NAME].port),
            sandbox_url=sandbox.url(servers[sandbox.NAME].port),
            issuer_url=issuer.url(servers[issuer.NAME].port),
            search_port=servers[opensearch.NAME].port,
            data=data,
            started=tuple(name for name in servers if name not in kept),
            moved=tuple(name for name, old in before.servers.items() if servers[name].port != old.port),
            lost_state=lost,
            saved_at=self._state.saved().at,
            state_id=after.state_id,
        )

    def _emulator_port(self) -> int:
        known = facts.read(self._facts_file).servers.get(emulator.NAME)
        if known is None or not _runs(known):
            raise StackNotRunning(self.root)
        return known.port

    def _locked(self) -> AbstractContextManager[None]:
        return facts.locked(self.root / "stack.lock", patience_seconds=_LOCK_SECONDS)


def default_root() -> Path:
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else emulator.REPOSITORY / ".local"


def _runs(known: ServerFacts) -> bool:
    return known.pid is not None and processes.find(known.pid, known.start_id) is not None

"""Start the servers that do not run, beside those that do."""

import subprocess
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from scripts.local import (
    emulator,
    facts,
    health,
    issuer,
    logs,
    opensearch,
    ports,
    postgres,
    processes,
    redis_server,
    sandbox,
)
from scripts.local.emulator_state import EmulatorState
from scripts.local.facts import ServerFacts, StackFacts
from scripts.local.failures import PortTaken
from scripts.local.processes import Launch

HEALTH_PATHS = {
    emulator.NAME: emulator.HEALTH_PATH,
    sandbox.NAME: sandbox.HEALTH_PATH,
    issuer.NAME: issuer.HEALTH_PATH,
    postgres.NAME: postgres.HEALTH_PATH,
    opensearch.NAME: opensearch.HEALTH_PATH,
    redis_server.NAME: redis_server.HEALTH_PATH,
}

_START_SECONDS = 30.0
_PORT_TRIES = 3
_HUNG_SECONDS = 10.0  # a server that runs and does not answer for so long is hung


@dataclass(frozen=True, slots=True)
class Wanted:
    root: Path
    facts_file: Path
    data: Path
    wait_scale: float


def healthy(before: StackFacts) -> dict[str, ServerFacts]:
    return {
        name: known
        for name, known in before.servers.items()
        if known.pid
        and processes.find(known.pid, known.start_id)
        and health.answers(
            f"http://127.0.0.1:{known.port}{HEALTH_PATHS[name]}", patience_seconds=_HUNG_SECONDS
        )
    }


def starts(servers: dict[str, ServerFacts]) -> set[str]:
    return {server.start_id for server in servers.values()}


def start(wanted: Wanted, before: StackFacts, kept: dict[str, ServerFacts]) -> StackFacts:
    """A port that another program took between its choice and its use is chosen anew."""
    for _ in range(_PORT_TRIES - 1):
        try:
            return _start(wanted, before, kept)
        except PortTaken:
            before = facts.read(wanted.facts_file)
    return _start(wanted, before, kept)


def _start(wanted: Wanted, before: StackFacts, kept: dict[str, ServerFacts]) -> StackFacts:
    """All or nothing: a failure or a Ctrl-C ends what was started here, and only that."""
    launches = _launches(wanted, before, kept)
    known = before.servers | {name: ServerFacts(port=port) for name, (port, _) in launches.items()} | kept
    idle = replace(before, servers=known)
    if emulator.NAME not in kept:
        EmulatorState(wanted.root).turn(_moved(before, known))
    try:
        children = {name: processes.launch(server) for name, (_, server) in launches.items()}
        running = replace(before, data=str(wanted.data), servers=known | _facts_of(launches, children))
        facts.write(wanted.facts_file, running)
        for name, child in children.items():
            health.wait_for(launches[name][1], child, seconds=_START_SECONDS)
    except BaseException:
        processes.end_all(wanted.root, spare=starts(kept))
        facts.write(wanted.facts_file, idle)
        raise
    return running


def _moved(before: StackFacts, after: dict[str, ServerFacts]) -> dict[int, int]:
    ports = {old.port: after[name].port for name, old in before.servers.items()}
    return {old: new for old, new in ports.items() if old != new}


def _launches(
    wanted: Wanted, before: StackFacts, kept: dict[str, ServerFacts]
) -> dict[str, tuple[int, Launch]]:
    launches = {}
    taken = {server.port for server in kept.values()}
    for name in HEALTH_PATHS:
        if name in kept:
            continue
        port = ports.choose(before.servers[name].port if name in before.servers else None, taken=taken)
        taken.add(port)
        launches[name] = (port, _launch(name, wanted, port))
    return launches


def _launch(name: str, wanted: Wanted, port: int) -> Launch:
    log = wanted.root / "logs" / f"{name}.log"
    logs.shorten(log)
    start_id = uuid.uuid4().hex
    if name == sandbox.NAME:
        logs.shorten(log.with_name(sandbox.REQUESTS_LOG))
        return sandbox.launch(wanted.root, log, port=port, start_id=start_id, data=wanted.data)
    if name == issuer.NAME:
        return issuer.launch(wanted.root, log, port=port, start_id=start_id)
    if name == postgres.NAME:
        return postgres.launch(wanted.root, log, port=port, start_id=start_id)
    if name == opensearch.NAME:
        return opensearch.launch(wanted.root, log, port=port, start_id=start_id)
    if name == redis_server.NAME:
        return redis_server.launch(wanted.root, log, port=port, start_id=start_id)
    EmulatorState(wanted.root).prepare()
    return emulator.launch(wanted.root, log, port=port, start_id=start_id, wait_scale=wanted.wait_scale)


def _facts_of(
    launches: dict[str, tuple[int, Launch]], children: dict[str, subprocess.Popen[bytes]]
) -> dict[str, ServerFacts]:
    return {
        name: ServerFacts(
            port=launches[name][0],
            pid=child.pid,
            start_id=launches[name][1].environment[processes.START_MARK],
            created=psutil.Process(child.pid).create_time(),
        )
        for name, child in children.items()
    }

"""Processes that outlive the command that started them.

Every server is started with two marks in its environment, and the emulator's Lambda workers inherit them.
A process is ours only if it carries the marks: its id alone may have been given to another program since, and
its start time seems to move when the clock is set.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from scripts.local.failures import ServerWillNotEnd

ROOT_MARK = "SIGNAL9_STACK_ROOT"
START_MARK = "SIGNAL9_STACK_START"

SAVE_SECONDS = 20.0
_WORKER_SECONDS = 1.0
_KILL_SECONDS = 5.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Launch:
    """What is needed to start one server and to know that it is up."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    log: Path
    health_url: str


def launch(server: Launch) -> subprocess.Popen[bytes]:
    server.log.parent.mkdir(parents=True, exist_ok=True)
    with server.log.open("ab") as log:
        return subprocess.Popen(
            server.command,
            env=server.environment,
            cwd=server.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C in the terminal must not reach it
        )


def find(pid: int, start_id: str) -> psutil.Process | None:
    """The process if it still runs and is the one that was started as `start_id`."""
    try:
        process = psutil.Process(pid)
        marks = process.environ()
    except (psutil.Error, OSError):
        return None
    return process if marks.get(START_MARK) == start_id and not is_over(process) else None


def marked(root: Path, *, spare: set[str]) -> list[psutil.Process]:
    """Every process of the stack at `root`, Lambda workers included, except the starts in `spare`."""
    found = []
    for process in psutil.process_iter():
        try:
            marks = process.environ()
        except (psutil.Error, OSError):
            continue
        if marks.get(ROOT_MARK) == str(root) and marks.get(START_MARK) not in spare and not is_over(process):
            found.append(process)
    return [process for process in found if process.pid != os.getpid()]


def is_over(process: psutil.Process) -> bool:
    """Gone, or a zombie whose parent has not asked for its exit code yet (ours is asked for here)."""
    try:
        process.wait(timeout=0)
    except psutil.TimeoutExpired:
        try:
            return bool(process.status() == psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return True
    return True


def wait_until_over(processes: Iterable[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Those that are still there after `seconds`."""
    deadline = time.monotonic() + seconds
    left = [process for process in processes if not is_over(process)]
    while left and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
        left = [process for process in left if not is_over(process)]
    return left


def ask_to_end(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGTERM)


def kill(processes: Iterable[psutil.Process]) -> None:
    doomed = list(processes)
    for process in doomed:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    if left := wait_until_over(doomed, _KILL_SECONDS):
        raise ServerWillNotEnd([process.pid for process in left])


def end_all(root: Path, *, spare: set[str]) -> int:
    """End what runs for the stack at `root` except the starts in `spare`; how many had to be killed.

    Servers first: a worker that ends before its emulator is one failed execution more in the state it saves.
    """
    ours = marked(root, spare=spare)
    pids = {process.pid for process in ours}
    servers = [process for process in ours if _parent_pid(process) not in pids]
    ask_to_end(servers)
    hung = wait_until_over(servers, SAVE_SECONDS)
    kill(hung)

    workers = marked(root, spare=spare)
    ask_to_end(workers)
    stubborn = wait_until_over(workers, _WORKER_SECONDS)
    kill(stubborn)
    return len(hung) + len(stubborn)


def _parent_pid(process: psutil.Process) -> int | None:
    try:
        return process.ppid()
    except psutil.NoSuchProcess:
        return None

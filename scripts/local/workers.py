"""How many workers of a function run at once.

In the cloud a burst of five hundred events finds a thousand environments. Here every one of them is a process
that takes a second of a core to start, so that a burst used to wait for its own workers: with no more than a
few of each function the same burst is over in half the time.
"""

from collections.abc import Callable
from threading import Lock, Semaphore
from typing import Any

from ministack.services import lambda_svc  # type: ignore[import-untyped]

AT_ONCE = 4
# Who waits for so long may be waiting for its own caller, and gets a worker of its own.
PATIENCE_SECONDS = 20.0


def install() -> None:
    """To be called before the first invocation."""
    turns = Turns(lambda_svc.acquire_worker, lambda_svc.release_worker)
    lambda_svc.acquire_worker, lambda_svc.release_worker = turns.acquire, turns.release


class Turns:
    def __init__(self, acquire: Callable[..., tuple[Any, str]], release: Callable[[Any], None]) -> None:
        self._acquire = acquire
        self._release = release
        self._lock = Lock()
        self._of_function: dict[str, Semaphore] = {}
        self._taken: dict[int, Semaphore] = {}

    def acquire(self, function: str, *rest: Any, **named: Any) -> tuple[Any, str]:
        with self._lock:
            turn = self._of_function.setdefault(function, Semaphore(AT_ONCE))
        has_turn = turn.acquire(timeout=PATIENCE_SECONDS)
        try:
            worker, reason = self._acquire(function, *rest, **named)
        except BaseException:
            if has_turn:
                turn.release()
            raise
        if has_turn and worker is None:
            turn.release()
        elif has_turn:
            self._taken[id(worker)] = turn
        return worker, reason

    def release(self, worker: Any) -> None:
        turn = self._taken.pop(id(worker), None)
        self._release(worker)
        if turn:
            turn.release()

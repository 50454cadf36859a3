from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from scripts.local import workers
from scripts.local.workers import AT_ONCE, Turns


class Pool:
    """The emulator's pool: whoever asks gets a worker."""

    def __init__(self):
        self.busy, self.most = set(), 0
        self._lock = Lock()

    def acquire(self, function, *_):
        with self._lock:
            worker = object()
            self.busy.add(worker)
            self.most = max(self.most, len(self.busy))
        return worker, "spawn"

    def release(self, worker):
        with self._lock:
            self.busy.remove(worker)


@pytest.fixture
def pool():
    return Pool()


@pytest.fixture
def turns(pool):
    return Turns(pool.acquire, pool.release)


def burst(turns):
    def invocation(_):
        worker, _ = turns.acquire("RateAsset")
        Event().wait(0.005)
        turns.release(worker)

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(invocation, range(60)))


def test_a_burst_is_served_by_a_few_workers_of_a_function(pool, turns):
    burst(turns)

    assert pool.most == AT_ONCE
    assert pool.busy == set()


def test_one_function_does_not_wait_for_another(pool, turns):
    for _ in range(AT_ONCE):
        turns.acquire("RateAsset")
        turns.acquire("StoreResult")

    assert len(pool.busy) == 2 * AT_ONCE


def test_who_waits_too_long_gets_a_worker_of_its_own(pool, turns, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE_SECONDS", 0.01)
    taken = [turns.acquire("RateAsset")[0] for _ in range(AT_ONCE + 1)]

    assert len(pool.busy) == AT_ONCE + 1
    for worker in taken:
        turns.release(worker)
    assert pool.busy == set()


def test_a_worker_that_cannot_be_had_takes_no_turn(pool):
    answers = [RuntimeError("no such layer")] * AT_ONCE + [(None, "func_cap")] * AT_ONCE

    def moody(function):
        answer = answers.pop() if answers else pool.acquire(function)
        if isinstance(answer, Exception):
            raise answer
        return answer

    turns = Turns(moody, pool.release)
    for _ in range(AT_ONCE):
        assert turns.acquire("RateAsset") == (None, "func_cap")
    for _ in range(AT_ONCE):
        with pytest.raises(RuntimeError):
            turns.acquire("RateAsset")

    burst(turns)

    assert pool.most == AT_ONCE

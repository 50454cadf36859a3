"""Eight workers share one key; the sandbox counts what arrives, on a clock that runs three times as fast."""

import threading
import time
from collections import Counter

import httpx
import pytest

from functions.research.adapters.call_ledger import CallLedger, key_fingerprint
from functions.research.domain.call_budget import BudgetSpent, Granted, Throttled
from functions.research.domain.plans import CallClass, Plan
from scripts.sandbox.in_thread import serving
from scripts.sandbox.providers import Providers
from tests.support.laptop import SHIPPED, Laptop, data_of
from tests.support.tables import create_tables, function_environment

DAY = "2026-05-27"
AS_OF = f"{DAY}T07:00:00Z"
SPEED = 3
WINDOW_SECONDS = 60
CALLS_PER_ASSET = 5
MOST_WAIT_SECONDS = 0.2
CALL_SECONDS = 20

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300), pytest.mark.acceptance(59)]


class FastClock:
    def __init__(self):
        self._began = time.time()

    def __call__(self):
        return self._began + (time.time() - self._began) * SPEED


class Market:
    """Assets without end, each of five calls, asked for by as many workers as come."""

    def __init__(self, url, ledger, key, clock, ends_at):
        self.url, self.ledger, self.key, self.clock, self.ends_at = url, ledger, key, clock, ends_at
        self._turn = iter(range(10**9))
        self._lock = threading.Lock()
        self.client = httpx.Client(limits=httpx.Limits(max_connections=8))

    def work(self):
        while self.clock() < self.ends_at:
            with self._lock:
                name = f"asset-{next(self._turn)}"
            if not self.collect(name, CALLS_PER_ASSET):
                return

    def collect(self, name, left):
        while left and self.clock() < self.ends_at:
            answer = self.ledger.reserve(name, CallClass.REGULAR, left, AS_OF)
            if isinstance(answer, BudgetSpent):
                return False
            if isinstance(answer, Throttled):
                time.sleep(min(answer.retry_after_seconds / SPEED, MOST_WAIT_SECONDS))
                continue
            left -= self.ask(name, answer)
        return True

    def ask(self, name, granted: Granted):
        query = {"function": "OVERVIEW", "symbol": "AAPL", "apikey": self.key}
        made = 0
        while made < granted.calls and self.ledger.has_time_for(granted, CALL_SECONDS):
            self.client.get(f"{self.url}/query", params=query, timeout=CALL_SECONDS / SPEED)
            made += 1
        if granted.calls_left or made < granted.calls:
            self.ledger.pause(name, made)
        else:
            self.ledger.settle(name, made)
        return made


@pytest.fixture
def ops_table(tmp_path):
    """In the emulator: moto compares and writes in two steps, between which another thread may write."""
    laptop = Laptop(tmp_path / "aws", data_of(set(), tmp_path / "data"))
    laptop.start()
    try:
        create_tables("local", laptop.client("dynamodb"))
        yield laptop.table(function_environment("local")["OPS_TABLE"])
    finally:
        laptop.stop()


def run(plan, ops_table, minutes):
    clock = FastClock()
    key = f"sandbox.{plan.name}.{DAY}"
    with serving(Providers(SHIPPED, clock=clock)) as url:
        limits = {
            "callsPerMinute": plan.calls_per_minute,
            "callsPerDay": plan.calls_per_day,
            "spacingSeconds": 0,
        }
        httpx.put(f"{url}/_sandbox/plans/{plan.name}", json=limits).raise_for_status()
        ledger = CallLedger(ops_table, "alphavantage", key_fingerprint(key), plan, clock)
        market = Market(url, ledger, key, clock, clock() + minutes * WINDOW_SECONDS)
        workers = [threading.Thread(target=market.work) for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return httpx.get(f"{url}/_sandbox/calls").json()


def test_the_minute_is_never_exceeded_and_nearly_used_up(ops_table):
    plan = Plan("test-150", 150, None, 0, False, 1, 30)

    calls = run(plan, ops_table, minutes=2.6)

    moments = sorted(call["at"] for call in calls)
    fullest = max(sum(m - WINDOW_SECONDS < other <= m for other in moments) for m in moments)
    assert Counter(call["outcome"] for call in calls) == {"served": len(calls)}
    assert fullest <= plan.calls_per_minute
    # Two minutes' worth of calls may take at most two minutes and a twentieth.
    two_minutes_worth = 2 * plan.calls_per_minute
    assert moments[two_minutes_worth] - moments[0] <= 2 * WINDOW_SECONDS / 0.95


def test_the_day_is_never_exceeded_and_used_to_the_last_asset(ops_table):
    plan = Plan("test-day", 1000, 103, 0, False, 1, 30)

    calls = run(plan, ops_table, minutes=1)

    assert {call["outcome"] for call in calls} == {"served"}
    # 103 calls are twenty assets of five; the last three do not make an asset.
    assert len(calls) == 100

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import boto3
import pytest
from moto import mock_aws

from functions.research.adapters.call_ledger import CallLedger, CallLedgerContended, key_fingerprint
from functions.research.domain.call_budget import BudgetSpent, Granted, Throttled
from functions.research.domain.call_window import LEASE_SECONDS
from functions.research.domain.plans import FREE, CallClass, plan_named

AS_OF = "2026-11-20T07:00:00Z"
KEY = "sandbox.free.2026-11-20"
SEVENTY_FIVE = plan_named("premium-75")


class Clock:
    def __init__(self):
        self.seconds = 1_763_622_000.0

    def __call__(self):
        return self.seconds


class AtomicTable:
    """DynamoDB checks and writes in one step; moto does so only while nobody else writes."""

    def __init__(self, table):
        self.table = table
        self.meta = table.meta
        self.get_item = table.get_item
        self.lock = threading.Lock()
        self.before_write = lambda: None

    def put_item(self, **arguments):
        before, self.before_write = self.before_write, lambda: None
        before()
        with self.lock:
            return self.table.put_item(**arguments)


@pytest.fixture(scope="module")
def ops():
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCESS_KEY_ID", "testing")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        yield (
            boto3.resource("dynamodb", region_name="us-east-1").create_table(
                TableName="ops",
                KeySchema=[
                    {"AttributeName": "pk", "KeyType": "HASH"},
                    {"AttributeName": "sk", "KeyType": "RANGE"},
                ],
                AttributeDefinitions=[
                    {"AttributeName": "pk", "AttributeType": "S"},
                    {"AttributeName": "sk", "AttributeType": "S"},
                ],
                BillingMode="PAY_PER_REQUEST",
            )
        )


@pytest.fixture
def table(ops):
    yield AtomicTable(ops)
    for item in ops.scan()["Items"]:
        ops.delete_item(Key={"pk": item["pk"], "sk": item["sk"]})


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger(table, clock):
    return lambda plan=SEVENTY_FIVE: CallLedger(table, "alphavantage", key_fingerprint(KEY), plan, clock)


def test_the_key_is_recognised_and_not_shown():
    assert key_fingerprint(KEY) == key_fingerprint(KEY)
    assert key_fingerprint(KEY) != key_fingerprint(KEY + ".")
    assert len(key_fingerprint(KEY)) == 8
    assert not set("sandbox") <= set(key_fingerprint(KEY))


def test_a_reservation_survives_the_worker_that_made_it(ledger, table):
    granted = ledger().reserve("AAPL", CallClass.REGULAR, 6, AS_OF)

    assert isinstance(granted, Granted)
    assert granted.calls == 6
    assert ledger().snapshot(AS_OF).minute_used == 6
    item = table.get_item(Key={"pk": f"RATE#alphavantage#{key_fingerprint(KEY)}", "sk": "WINDOW"})["Item"]
    assert item["version"] == 1
    assert item["ttl"] > 1_763_622_000


def test_eight_workers_at_once_are_never_granted_more_than_the_minute(ledger):
    def work(worker):
        calls = 0
        for asset in range(4):
            answer = ledger().reserve(f"{worker}-{asset}", CallClass.REGULAR, 6, AS_OF)
            if isinstance(answer, Granted):
                calls += answer.calls
                ledger().settle(f"{worker}-{asset}", answer.calls)
        return calls

    with ThreadPoolExecutor(8) as pool:
        granted = sum(pool.map(work, range(8)))

    assert granted == SEVENTY_FIVE.calls_per_minute
    assert ledger().snapshot(AS_OF).minute_used == 75


def test_of_two_workers_that_read_the_same_window_both_are_counted(ledger, table):
    table.before_write = lambda: ledger().reserve("MSFT", CallClass.REGULAR, 70, AS_OF)

    answer = ledger().reserve("AAPL", CallClass.REGULAR, 6, AS_OF)

    assert isinstance(answer, Granted)
    assert answer.calls == 5
    assert ledger().snapshot(AS_OF).minute_used == 75


def test_a_write_whose_answer_was_lost_counts_once(ledger, table):
    put_item = table.table.put_item

    def written_twice(**arguments):
        put_item(**arguments)
        return put_item(**arguments)

    table.put_item = written_twice
    answer = ledger().reserve("AAPL", CallClass.REGULAR, 6, AS_OF)

    assert isinstance(answer, Granted)
    assert ledger().snapshot(AS_OF).minute_used == 6


def test_a_worker_that_dies_keeps_its_calls_until_a_minute_after_its_lease(ledger, clock):
    ledger().reserve("AAPL", CallClass.REGULAR, 75, AS_OF)

    clock.seconds += LEASE_SECONDS + 60
    assert ledger().reserve("MSFT", CallClass.REGULAR, 6, AS_OF) == Throttled(1)
    clock.seconds += 1
    assert isinstance(ledger().reserve("MSFT", CallClass.REGULAR, 6, AS_OF), Granted)


def test_a_paused_asset_goes_on_in_another_invocation(ledger, clock):
    free = ledger(FREE)
    assert free.reserve("AAPL", CallClass.REGULAR, 5, AS_OF).calls_left == 4
    free.pause("AAPL", calls_made=1)

    clock.seconds += 3
    answer = ledger(FREE).reserve("AAPL", CallClass.REGULAR, 4, AS_OF)

    assert (answer.calls, answer.calls_left) == (1, 3)
    [reservation] = free.snapshot(AS_OF).open_reservations
    assert (reservation.calls_granted, reservation.calls_left) == (1, 3)
    assert free.snapshot(AS_OF).day_used == 5


def test_a_day_the_provider_calls_spent_is_spent_for_every_worker(ledger):
    ledger().exhausted("2026-11-20")

    assert ledger().reserve("AAPL", CallClass.REGULAR, 1, AS_OF) == BudgetSpent("2026-11-21")
    assert ledger().snapshot(AS_OF).is_spent


def test_a_refusal_writes_nothing(ledger, table):
    hard = ledger(replace(SEVENTY_FIVE, calls_per_minute=1))
    hard.reserve("AAPL", CallClass.REGULAR, 1, AS_OF)
    table.before_write = lambda: pytest.fail("wrote")

    assert isinstance(hard.reserve("MSFT", CallClass.REGULAR, 1, AS_OF), Throttled)


def test_keys_have_windows_of_their_own(table, clock, ledger):
    other = CallLedger(table, "alphavantage", key_fingerprint("another"), SEVENTY_FIVE, clock)
    other.reserve("AAPL", CallClass.REGULAR, 75, AS_OF)

    assert isinstance(ledger().reserve("AAPL", CallClass.REGULAR, 75, AS_OF), Granted)


def test_a_ledger_that_others_always_write_first_says_so(ledger, table, monkeypatch):
    monkeypatch.setattr("functions.research.adapters.call_ledger.time.sleep", lambda seconds: None)
    others = iter(range(1000))

    def overtaken(**arguments):
        key = {"pk": arguments["Item"]["pk"], "sk": "WINDOW"}
        window = '{"day":"","spent":0,"used":{},"t":0,"settled":[],"holds":{}}'
        table.table.put_item(
            Item={**key, "version": 10 + next(others), "written_by": "other", "window": window}
        )
        return table.table.put_item(**arguments)

    table.put_item = overtaken

    with pytest.raises(CallLedgerContended, match=r"RATE#alphavantage#\w{8}: 24 writes lost"):
        ledger().reserve("AAPL", CallClass.REGULAR, 6, AS_OF)

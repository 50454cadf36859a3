"""Many callers, one reading; what is outdated is not taken; a server that is away costs no answer."""

import json
import threading
import time

import pytest

from functions.advisor.adapters import read_through
from functions.advisor.adapters.read_through import Form, ReadThrough
from functions.advisor.domain.cached_entries import Entry
from functions.advisor.domain.circuit import OPEN_SECONDS, Circuit
from functions.runtime.shared_cache import TO_FILL, CacheUnavailable
from tests.unit.cache.conftest import shared_cache

ENTRY = Entry("analysis:ACME", 60)
FORM = Form(json.dumps, json.loads)


class Table:
    """Says what it holds, and counts the readings."""

    def __init__(self, holds="A"):
        self.holds = holds
        self.read = 0

    def load(self):
        self.read += 1
        return self.holds


def reader(cache, clock=time.monotonic, pause=time.sleep):
    return ReadThrough(cache, Circuit(), clock, pause)


@pytest.fixture
def environments(redis):
    """Makes execution environments of functions beside one server."""
    return lambda: reader(shared_cache(redis.url))


def test_what_one_environment_has_read_serves_the_others(environments):
    table = Table()
    answers = [environments().read(ENTRY, "1", FORM, table.load) for _ in range(3)]

    assert (answers, table.read) == (["A", "A", "A"], 1)


def test_what_was_kept_under_another_mark_is_read_anew(environments):
    table, reads = Table(), environments()
    reads.read(ENTRY, "rated in May", FORM, table.load)
    table.holds = "B"

    assert reads.read(ENTRY, "rated in June", FORM, table.load) == "B"
    assert reads.read(ENTRY, "rated in June", FORM, table.load) == "B"
    assert table.read == 2


def test_a_mark_that_begins_like_another_is_another(environments):
    table, reads = Table(), environments()
    reads.read(ENTRY, "2026-05-27", FORM, table.load)
    reads.read(ENTRY, "2026-05-2", FORM, table.load)

    assert table.read == 2


def test_nothing_is_a_value_as_well(environments):
    table = Table(holds=None)

    assert [environments().read(ENTRY, "", FORM, table.load) for _ in range(2)] == [None, None]
    assert table.read == 1


def test_what_is_not_worth_keeping_is_not_kept_and_holds_up_nobody(redis, environments):
    table, form = Table(holds=None), Form(json.dumps, json.loads, lambda value: value is not None)
    began = time.monotonic()
    answers = [environments().read(ENTRY, "", form, table.load) for _ in range(2)]

    assert (answers, table.read, redis.kept()) == ([None, None], 2, {})
    assert time.monotonic() - began < read_through.WAIT_SECONDS


def test_of_many_callers_at_once_one_reads_and_the_others_wait_for_it(environments):
    table, ready, answers = Table(), threading.Barrier(8), []

    def slow():
        time.sleep(0.05)
        return table.load()

    def ask():
        reads = environments()
        ready.wait()
        answers.append(reads.read(ENTRY, "", FORM, slow))

    callers = [threading.Thread(target=ask) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()

    assert (answers, table.read) == (["A"] * 8, 1)


def test_who_has_waited_long_enough_reads_for_himself(environments):
    holder = shared_cache_of(environments)
    assert lock(holder) == TO_FILL
    table = Table()
    began = time.monotonic()

    assert environments().read(ENTRY, "", FORM, table.load) == "A"
    assert read_through.WAIT_SECONDS <= time.monotonic() - began < 2 * read_through.WAIT_SECONDS + 0.5


def test_what_is_no_longer_fresh_serves_those_who_come_while_it_is_read_anew(redis, environments):
    old, table = Table("old"), Table("new")
    environments().read(ENTRY, "", FORM, old.load)
    with redis.ask() as server:
        server.pexpire(ENTRY.key, 20_000)
    assert lock(shared_cache_of(environments)) == TO_FILL
    assert environments().read(ENTRY, "", FORM, table.load) == "old"

    with redis.ask() as server:
        server.delete(f"filling:{ENTRY.key}")
    assert environments().read(ENTRY, "", FORM, table.load) == "new"


def test_a_lock_ends_by_itself(redis, environments):
    assert lock(shared_cache_of(environments)) == TO_FILL

    with redis.ask() as server:
        assert 0 < server.pttl(f"filling:{ENTRY.key}") <= read_through.LOCK_SECONDS * 1000


def test_what_was_read_before_a_change_is_not_filled_in_after_it(environments):
    table, reads = Table("old"), environments()

    def changed_meanwhile():
        found = table.load()
        shared_cache_of(environments).forget([ENTRY.key])
        return found

    assert reads.read(ENTRY, "", FORM, changed_meanwhile) == "old"
    table.holds = "new"
    assert environments().read(ENTRY, "", FORM, table.load) == "new"


def test_what_another_version_wrote_is_read_anew(environments):
    table, reads = Table(), environments()
    reads.read(ENTRY, "", Form(lambda _: "no JSON", str), table.load)

    assert [reads.read(ENTRY, "", FORM, table.load) for _ in range(3)] == ["A"] * 3
    assert table.read == 3


def test_a_table_that_fails_leaves_no_lock(redis, environments):
    def fails():
        raise ConnectionError("the table is away")

    with pytest.raises(ConnectionError):
        environments().read(ENTRY, "", FORM, fails)
    assert redis.kept() == {}


def test_what_is_counted_is_told_once_a_minute(environments, capsys):
    now, table = [0.0], Table()
    reads = environments()
    reads.clock = lambda: now[0]
    for moment in (0.0, 1.0, 2.0, 61.0):
        now[0] = moment
        reads.read(ENTRY, "", FORM, table.load)

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["CacheHits"], one["CacheMisses"]) for one in told] == [(0, 1), (3, 0)]
    assert told[0]["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["stage"]]


class Away:
    """A server that is not there."""

    is_on = True

    def __init__(self):
        self.asked = 0

    def look_up(self, *_, **__):
        self.asked += 1
        raise CacheUnavailable("ConnectionError")


def test_a_server_that_is_away_is_asked_three_times_and_then_left_alone_for_a_while():
    now, table, away = [0.0], Table(), Away()
    reads = reader(away, lambda: now[0])
    answers = [reads.read(ENTRY, "", FORM, table.load) for _ in range(20)]
    assert (answers, table.read, away.asked) == (["A"] * 20, 20, 3)

    now[0] = OPEN_SECONDS
    reads.read(ENTRY, "", FORM, table.load)
    assert away.asked == 4


def test_a_stage_without_a_cache_reads_the_table():
    table = Table()

    assert [reader(None).read(ENTRY, "", FORM, table.load) for _ in range(2)] == ["A", "A"]
    assert table.read == 2


def test_an_announced_none_is_a_stage_without_a_cache(capsys):
    table = Table()

    assert reader(shared_cache("none")).read(ENTRY, "", FORM, table.load) == "A"
    assert capsys.readouterr().out == "", "nothing to count, and nothing to warn of"


def shared_cache_of(environments):
    return environments().cache


def lock(cache):
    _, standing = cache.look_up(ENTRY.key, mark=b"\n", stale_seconds=30, token="other", lock_seconds=2)
    return standing

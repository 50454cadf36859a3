"""OpenSearch is killed, held and started again under searches: all are answered, and soon."""

import time
from functools import partial

import pytest

from functions.advisor import wiring
from functions.advisor.adapters.table_search import TableSearch
from functions.advisor.domain.circuit import FAILURES, OPEN_SECONDS
from tests.support import searchable
from tests.support.search_engine import Engine

# A question that waits for the engine to the end, and is then answered by the tables.
BUDGET_SECONDS = 0.5
TABLES_SECONDS = 0.4


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    engine = Engine(tmp_path_factory.mktemp("own"))
    engine.start()
    yield engine
    engine.kill()


@pytest.fixture
def own_engine(started):
    """One to be ill-treated; what was killed is started for the next."""
    if not started.is_running:
        started.start()
    started.clear()
    return started


@pytest.fixture
def searched(desk, own_engine):
    """With its own engine, filled."""
    searchable.fill()
    desk.announce(own_engine.url)
    desk.restart()
    desk.prepare()
    assert source(desk) == "opensearch"
    return desk


def source(desk):
    answer = desk.search("apple")
    assert answer.status == 200
    assert answer.document["items"][0]["id"] == "AAPL"
    return answer.document["source"]


def timed(ask):
    began = time.monotonic()
    return ask(), time.monotonic() - began


@pytest.fixture
def clock(monkeypatch):
    """Moves the circuit's time without waiting for it."""
    ahead = [0.0]
    monkeypatch.setattr(wiring.time, "monotonic", partial(_later, time.monotonic, ahead))
    return ahead


def _later(real, ahead):
    return real() + ahead[0]


def test_a_killed_engine_costs_no_answer_and_is_used_again_when_it_is_back(searched, own_engine):
    own_engine.kill()
    answers = [timed(lambda: source(searched)) for _ in range(20)]
    assert {found for found, _ in answers} == {"dynamodb"}
    assert max(seconds for _, seconds in answers) < BUDGET_SECONDS + TABLES_SECONDS

    own_engine.start()
    ends = time.monotonic() + OPEN_SECONDS + 20
    while source(searched) != "opensearch":
        assert time.monotonic() < ends
        time.sleep(0.2)


def test_an_engine_that_says_nothing_is_not_waited_for_longer_than_half_a_second(searched, own_engine):
    own_engine.hold()
    try:
        answers = [timed(lambda: source(searched)) for _ in range(10)]
    finally:
        own_engine.let_go()

    slow = [seconds for _, seconds in answers if seconds > BUDGET_SECONDS]
    assert {found for found, _ in answers} == {"dynamodb"}
    assert len(slow) <= FAILURES, "an open circuit asks no more"
    assert max(seconds for _, seconds in answers) < BUDGET_SECONDS + TABLES_SECONDS


def test_one_question_is_let_through_after_a_while(searched, own_engine, clock):
    wiring.searching.cache_clear()
    own_engine.hold()
    for _ in range(FAILURES):
        source(searched)
    _, while_open = timed(lambda: source(searched))
    clock[0] = OPEN_SECONDS + 1
    _, let_through = timed(lambda: source(searched))
    own_engine.let_go()

    assert while_open < BUDGET_SECONDS < let_through
    assert source(searched) == "dynamodb", "it failed, so the circuit is open again"
    clock[0] += OPEN_SECONDS + 1
    assert source(searched) == "opensearch"


def test_an_engine_without_indices_is_answered_for_by_the_tables(searched, own_engine):
    own_engine.clear()

    assert source(searched) == "dynamodb"


def test_the_list_of_names_is_read_once_for_many_questions(searched, own_engine, monkeypatch):
    read = []
    companies = TableSearch._companies  # noqa: SLF001
    monkeypatch.setattr(TableSearch, "_companies", lambda self: read.append(1) or companies(self))
    own_engine.kill()
    for _ in range(5):
        source(searched)

    assert len(read) == 1

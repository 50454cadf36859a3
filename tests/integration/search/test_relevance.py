"""What people type finds what they mean, at the top."""

import time

import pytest

from tests.support import searchable
from tests.support.relevance import CASES, place

READY_SECONDS = 30


@pytest.fixture(scope="module")
def filled(stage, engine):
    engine.clear()
    stage.announce(engine.url)
    searchable.fill()
    stage.prepare()
    return stage


@pytest.fixture(scope="class")
def with_engine(filled, engine):
    """Once its new indices answer: the first moment after they are made, their shards do not."""
    filled.announce(engine.url)
    filled.restart()
    text, filters, wanted, _ = CASES[0]
    patience = time.monotonic() + READY_SECONDS
    while found(filled, text, filters, wanted)[0] != "opensearch" and time.monotonic() < patience:
        time.sleep(0.2)
    return filled


@pytest.fixture(scope="class")
def without_engine(filled):
    """The same tables, and nothing else."""
    filled.announce("none")
    filled.restart()
    return filled


def found(stage, text, filters, wanted):
    answer = stage.search(text, **filters)
    assert answer.status == 200, answer.text
    return answer.document["source"], place(answer.document["items"], wanted)


class TestOnOpenSearch:
    @pytest.mark.acceptance(116)
    @pytest.mark.parametrize(("text", "filters", "wanted", "lowest"), CASES)
    def test_what_is_meant_stands_where_it_should(self, with_engine, text, filters, wanted, lowest):
        source, rank = found(with_engine, text, filters, wanted)

        assert source == "opensearch"
        assert rank is not None
        assert rank <= lowest


class TestOnTheTables:
    def test_half_of_what_is_meant_is_found_without_an_index(self, without_engine):
        missed = []
        for text, filters, wanted, lowest in CASES:
            source, rank = found(without_engine, text, filters, wanted)
            assert source == "dynamodb"
            if rank is None or rank > lowest:
                missed.append(f"{text} ({filters['type']}): {rank}")

        passed = len(CASES) - len(missed)
        print(f"the tables alone: {passed} of {len(CASES)}; missed {'; '.join(missed)}")  # noqa: T201
        assert passed >= 0.5 * len(CASES)

    @pytest.mark.parametrize("case", [case for case in CASES if case[0].isupper() and case[3] == 1][:6])
    def test_exact_tickers_and_names_are_always_found(self, without_engine, case):
        text, filters, wanted, _ = case

        assert found(without_engine, text, filters, wanted) == ("dynamodb", 1)

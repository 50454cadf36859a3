"""Each path of the machine that makes stored ratings again."""

import pytest

from tests.workflow.interpreter import Failure, run

DAY = "2026-11-20"
FAULT = Failure(errorType="KeysUnread", errorMessage="3 of 5 keys unread")
ERROR = {"Error": "RatingsNotReproducible", "Cause": "1 of 3 ratings: ACME first differs at rating"}
REPRODUCED = {"outcome": "reproduced", "matched": 3, "mismatched": 0}
MISMATCHED = {"outcome": "mismatched", "matched": 2, "mismatched": 1, "error": ERROR}


def replayed(monkeypatch, **answers):
    usual = {
        "ListStoredRatings": {"batches": [["AAPL", "ACME"], ["MSFT"]]},
        "ReplayBatch": {"matched": 1},
        "ConcludeReplay": REPRODUCED,
        "RecordFailure": None,
    }
    return run("Replay", {"as_of": DAY}, usual | answers, monkeypatch)


def test_every_batch_is_replayed_and_summed_up(monkeypatch):
    ended, functions = replayed(monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    batches = functions.payloads("ReplayBatch")
    assert sorted(batch["symbols"] for batch in batches) == [["AAPL", "ACME"], ["MSFT"]]
    assert functions.names()[-1] == "ConcludeReplay"
    assert "RecordFailure" not in functions.names()


def test_all_steps_speak_of_the_same_replay_and_the_same_day(monkeypatch):
    _, functions = replayed(monkeypatch)

    steps = [*functions.payloads("ReplayBatch"), *functions.payloads("ConcludeReplay")]
    assert len({(step["replay"], step["as_of"]) for step in steps}) == 1
    assert steps[0]["as_of"] == DAY


def test_a_rating_that_differs_ends_the_run_by_name_after_it_is_recorded(monkeypatch):
    ended, functions = replayed(monkeypatch, ConcludeReplay=MISMATCHED)

    assert (ended["status"], ended["error"]) == ("FAILED", "RatingsNotReproducible")
    [recorded] = functions.payloads("RecordFailure")
    assert (recorded["workflow"], recorded["error"], recorded["as_of"]) == ("Replay", ERROR, DAY)


def test_a_day_without_ratings_is_reproduced(monkeypatch):
    ended, functions = replayed(monkeypatch, ListStoredRatings={"batches": []})

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == ["ListStoredRatings", "ConcludeReplay"]


@pytest.mark.parametrize("function", ["ListStoredRatings", "ConcludeReplay"])
def test_a_step_that_fails_after_its_retries_is_recorded_and_says_nothing_of_the_ratings(
    function, monkeypatch
):
    ended, functions = replayed(monkeypatch, **{function: FAULT})

    assert (ended["status"], ended["error"]) == ("FAILED", "ReplayFailed")
    assert functions.names()[-1] == "RecordFailure"


def test_who_sums_up_is_told_how_many_batches_there_must_be(monkeypatch):
    _, functions = replayed(monkeypatch)

    assert [step["batches"] for step in functions.payloads("ConcludeReplay")] == [2]

"""The paths of the machine that settles what followed published ratings."""

import json

import pytest

from tests.workflow.interpreter import Failure, run

JOB = {"job": "track-record", "as_of": "2026-06-29T08:00:00Z"}


def test_one_day_of_publication_after_another_is_settled_and_then_the_job_moves_forward(monkeypatch):
    answers = {
        "SettleOutcomes": [
            {"outcome": "more", "settled": 35},
            {"outcome": "more", "settled": 61},
            {"outcome": "stored", "settled": 70},
        ],
        "CompleteRun": None,
    }

    ended, functions = run("TrackRecord", JOB, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == ["SettleOutcomes"] * 3 + ["CompleteRun"]
    assert [told["settled"] for told in functions.payloads("SettleOutcomes")] == [0, 35, 61]
    assert functions.payloads("CompleteRun") == [JOB]
    assert json.loads(ended["output"])["outcomes"] == {"outcome": "stored", "settled": 70}


@pytest.mark.acceptance(118)
def test_a_run_that_fails_after_its_retries_is_recorded_and_not_moved_forward(monkeypatch):
    fault = Failure(errorType="RuntimeError", errorMessage="disk on fire")
    answers = {"SettleOutcomes": [{"outcome": "more", "settled": 35}, fault], "RecordFailure": None}

    ended, functions = run("TrackRecord", JOB, answers, monkeypatch)

    assert (ended["status"], ended["error"]) == ("FAILED", "TrackRecordFailed")
    assert functions.names() == ["SettleOutcomes"] * 5 + ["RecordFailure"]
    [recorded] = functions.payloads("RecordFailure")
    assert (recorded["workflow"], recorded["as_of"]) == ("TrackRecord", JOB["as_of"])
    assert "disk on fire" in json.dumps(recorded["error"])

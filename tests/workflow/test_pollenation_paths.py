"""Each path of the machine that collects, run in an interpreter that is not the emulator's."""

import json

import pytest

from tests.workflow.interpreter import DAY, FAULT, job, run

COLLECTED = {"outcome": "collected", "batches": []}


def by_itself(asset):
    return {"symbol": asset["symbol"], "outcome": "stored", "needs_analysis": True}


def batch_of(*symbols):
    return [{"symbol": symbol} for symbol in symbols]


def planned(*batches, **changed):
    """A regular run of these batches, each a round of its own, in which all goes well."""
    fine = {
        "TriggerRegularPollenation": {
            "rounds": [[batch_of(*batch)] for batch in batches],
            "announcements": [[symbol for batch in batches for symbol in batch]],
            "sectors": ["Energy", "Utilities"],
        },
        "PollenateAsset": COLLECTED,
        "SummarizeSector": {"companies": 3},
        "AnnounceCollected": {"assets": 1, "analyse": 1},
        "CompleteRun": None,
        "RecordFailure": None,
    }
    return fine | changed


REGULAR = job("regular-pollenation", trigger_type="regular", max_assets=25)
ON_DEMAND = {"as_of": f"{DAY}T09:00:00Z", "trigger_type": "on_demand", "asset": {"symbol": "AAPL"}}


def symbols(payload):
    return [asset["symbol"] for batch in payload["batches"] for asset in batch]


def announced_by(functions):
    return [payload["symbols"] for payload in functions.payloads("AnnounceCollected")]


@pytest.mark.acceptance(122)
@pytest.mark.parametrize(
    ("trigger", "planner"),
    [("earnings", "TriggerEarningsPollenation"), ("regular", "TriggerRegularPollenation")],
)
def test_every_asset_of_every_batch_is_collected_and_announced(trigger, planner, monkeypatch):
    answers = planned(["AAPL", "MSFT"], ["NVDA"])
    answers = answers | {planner: answers["TriggerRegularPollenation"]}
    input_ = job(f"{trigger}-pollenation", trigger_type=trigger, max_assets=25)

    ended, functions = run("Pollenation", input_, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert sorted(symbols(p) for p in functions.payloads("PollenateAsset")) == [["AAPL", "MSFT"], ["NVDA"]]
    assert announced_by(functions) == [["AAPL", "MSFT", "NVDA"]]
    assert {p["trigger_type"] for p in functions.payloads("AnnounceCollected")} == {trigger}
    assert functions.names()[-1] == "CompleteRun"


def test_sectors_are_summarized_after_all_is_collected_and_before_any_of_it_is_announced(monkeypatch):
    answers = planned(["AAPL", "MSFT"], ["NVDA"])

    _, functions = run("Pollenation", REGULAR, answers, monkeypatch)

    names = functions.names()
    assert names[:3] == ["TriggerRegularPollenation", "PollenateAsset", "PollenateAsset"]
    assert names[3:] == ["SummarizeSector"] * 2 + ["AnnounceCollected", "CompleteRun"]
    assert sorted(p["sector"] for p in functions.payloads("SummarizeSector")) == ["Energy", "Utilities"]


def test_a_run_with_nothing_to_collect_goes_straight_to_its_end(monkeypatch):
    answers = planned(TriggerRegularPollenation={"rounds": [], "announcements": [], "sectors": []})

    ended, functions = run("Pollenation", REGULAR, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == ["TriggerRegularPollenation", "CompleteRun"]


def test_a_sector_that_cannot_be_summarized_is_recorded_and_ratings_go_on(monkeypatch):
    def summarize(payload):
        return FAULT if payload["sector"] == "Energy" else {"companies": 1}

    answers = planned(["AAPL"], SummarizeSector=summarize)

    ended, functions = run("Pollenation", REGULAR, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names()[-2:] == ["AnnounceCollected", "CompleteRun"]
    [recorded] = functions.payloads("RecordFailure")
    assert "symbol" not in recorded
    assert "disk on fire" in json.dumps(recorded["error"])


def test_a_batch_that_cannot_be_announced_fails_the_run_by_name(monkeypatch):
    answers = planned(["AAPL"], AnnounceCollected=FAULT)

    ended, functions = run("Pollenation", REGULAR, answers, monkeypatch)

    assert (ended["status"], ended["error"]) == ("FAILED", "PollenationFailed")
    assert functions.names()[-1] == "RecordFailure"


@pytest.mark.acceptance(119, 122)
def test_one_bad_asset_never_fails_its_batch(monkeypatch):
    def collect(payload):
        if "batches" in payload:
            return {"outcome": "unfinished", "batches": [batch_of("BAD")]}
        return FAULT

    answers = planned(["AAPL", "BAD"], PollenateAsset=collect)

    ended, functions = run("Pollenation", REGULAR, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    [recorded] = functions.payloads("RecordFailure")
    assert recorded["symbol"] == "BAD"
    assert announced_by(functions) == [["AAPL", "BAD"]]


@pytest.mark.acceptance(119, 122)
def test_an_asset_that_kills_its_worker_takes_no_other_of_its_batch_with_it(monkeypatch):
    def collect(payload):
        asked = symbols(payload) if "batches" in payload else [payload["asset"]["symbol"]]
        return FAULT if "BAD" in asked else by_itself(payload["asset"])

    answers = planned(["AAPL", "BAD", "MSFT"], PollenateAsset=collect)

    ended, functions = run("Pollenation", REGULAR, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    alone = [p["asset"]["symbol"] for p in functions.payloads("PollenateAsset") if "asset" in p]
    assert list(dict.fromkeys(alone)) == ["AAPL", "BAD", "MSFT"]
    assert [p["symbol"] for p in functions.payloads("RecordFailure")] == ["BAD"]


def test_a_batch_without_calls_left_this_minute_waits_and_goes_on_with_the_rest(monkeypatch):
    throttled = {"outcome": "throttled", "retry_after_seconds": 1, "batches": [batch_of("MSFT")]}
    answers = planned(["AAPL", "MSFT"], PollenateAsset=[throttled, COLLECTED])

    ended, functions = run("Pollenation", REGULAR, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert [symbols(p) for p in functions.payloads("PollenateAsset")] == [["AAPL", "MSFT"], ["MSFT"]]


def test_an_asset_by_itself_without_calls_left_waits_and_goes_on(monkeypatch):
    left = {"outcome": "unfinished", "batches": [batch_of("AAPL")]}
    throttled = {"outcome": "throttled", "symbol": "AAPL", "retry_after_seconds": 1}
    answers = planned(PollenateAsset=[left, throttled, by_itself({"symbol": "AAPL"})])

    ended, functions = run("Pollenation", ON_DEMAND, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == ["PollenateAsset"] * 3 + ["AnnounceCollected"]


def test_one_asset_on_demand_is_announced_without_summarizing_every_sector(monkeypatch):
    ended, functions = run("Pollenation", ON_DEMAND, planned(), monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == ["PollenateAsset", "AnnounceCollected"]
    [announced] = functions.payloads("AnnounceCollected")
    assert announced == {
        "as_of": ON_DEMAND["as_of"],
        "correlation_id": "job-1",
        "trigger_type": "on_demand",
        "symbols": ["AAPL"],
    }


def test_a_planner_that_fails_ends_the_run_by_name(monkeypatch):
    answers = {"TriggerEarningsPollenation": FAULT, "RecordFailure": None}

    ended, _ = run(
        "Pollenation",
        job("earnings-pollenation", trigger_type="earnings", max_assets=25),
        answers,
        monkeypatch,
    )

    assert ended["error"] == "PollenationFailed"

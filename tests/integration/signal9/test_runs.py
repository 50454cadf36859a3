import pytest

from functions.research import wiring
from scripts.signal9.rating_table import of_any
from scripts.signal9.recorded import sentence_of
from tests.support import desk
from tests.support.stage import execute, signal9

CAUSE = '{"errorType": "ProviderUnavailable", "errorMessage": "connection reset"}'


@pytest.fixture(scope="module", autouse=True)
def busy_day(shared_stage):
    execute("AssetSync", "asset-sync-2026-11-19", job="asset-sync")
    execute("AssetSync", "asset-sync-2026-11-20", job="asset-sync")
    execute(
        "Pollenation", "regular-pollenation-2026-11-20", job="regular-pollenation", trigger_type="regular"
    )
    execute(
        "Pollenation", "pollenationNeeded-2026-11-20-0a1b", asset={"symbol": "ACME"}, trigger_type="manual"
    )
    execute("Analysis", "analysisNeeded-2026-11-20-2c3d", cause=CAUSE, symbols=["ACME", "ZED"])
    execute("NewsSentimentSync", "news-sentiment-sync-2026-11-20T08", job="news-sentiment-sync")
    wiring.run_log().planned(desk.at("2026-11-20"), "regular", ["ACME", "ZED"])
    desk.did("ACME")
    desk.did("ZED", "no_fundamentals")


def test_the_executions_of_a_day_are_those_named_after_it():
    names = {run["name"] for run in signal9("runs", "--day", "2026-11-19", "--json").document["executions"]}

    assert names == {"asset-sync-2026-11-19"}


def test_the_newest_day_with_an_execution_is_shown_by_itself():
    document = signal9("runs", "--json").document

    assert document["day"] == "2026-11-20"
    assert len(document["executions"]) == 5


def test_a_collection_counts_its_assets_by_outcome():
    runs = {run["name"]: run for run in signal9("runs", "--json").document["executions"]}

    assert runs["regular-pollenation-2026-11-20"]["counts"] == {"stored": 1, "no_fundamentals": 1}
    assert runs["pollenationNeeded-2026-11-20-0a1b"]["symbols"] == ["ACME"]


def test_only_failures_come_with_error_cause_and_symbols():
    [run] = signal9("runs", "--failed", "--json").document["executions"]

    assert (run["name"], run["status"]) == ("analysisNeeded-2026-11-20-2c3d", "FAILED")
    assert (run["error"], run["cause"], run["symbols"]) == ("StepFailed", CAUSE, ["ACME", "ZED"])


def test_a_recorded_failure_is_told_in_the_faults_own_words():
    error = {"Error": "Exception", "Cause": CAUSE}
    execution = "regular-pollenation-2026-11-20"
    wiring.run_log().failed(
        desk.at("2026-11-20"), workflow="Pollenation", execution=execution, symbol="ZED", error=error
    )

    [failure] = signal9("runs", "--failed", "--json").document["failures"]
    shown = signal9("runs", "--failed").out

    assert (failure["symbol"], failure["sentence"]) == ("ZED", "ProviderUnavailable: connection reset")
    assert (
        "✗ Pollenation of ZED, in regular-pollenation-2026-11-20:\n  ProviderUnavailable: connection" in shown
    )


def test_people_see_one_line_for_each_job_and_each_kind_of_event():
    lines = signal9("runs", columns=120).out.splitlines()

    whats = [line.split()[0] for line in lines[3:8]]
    assert whats == [
        "asset-sync",
        "news-sentiment-sync",
        "regular-pollenation",
        "pollenationNeeded",
        "analysisNeeded",
    ]


def test_a_day_without_failures_says_so():
    assert signal9("runs", "--failed", "--day", "2026-11-19").out == "Nothing failed on 2026-11-19.\n"


@pytest.mark.parametrize(
    ("symbol", "sentence", "said"),
    [
        ("ZED", "OVERVIEW of ZED: no answer", "OVERVIEW of the asset: no answer"),
        ("A", "A and AA and A.B and BA", "the asset and AA and A.B and BA"),
        ("BRK.B", "BRK.B: BRKXB", "the asset: BRKXB"),
        (None, "A machine stopped", "A machine stopped"),
    ],
)
def test_a_fault_is_told_without_the_name_of_the_asset_it_met(symbol, sentence, said):
    assert of_any(symbol, sentence) == said


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ({"error": "States.Timeout", "cause": ""}, "States.Timeout"),
        (
            {"error": "Exception", "cause": "Traceback ...\n  line\nKeyError: 'symbol'"},
            "Exception: KeyError: 'symbol'",
        ),
        (
            {"error": "Exception", "cause": '{"errorType": "KeyError"}'},
            'Exception: {"errorType": "KeyError"}',
        ),
        ({"error": "", "cause": ""}, "no reason was recorded"),
        ({}, "no reason was recorded"),
    ],
)
def test_a_failure_is_put_into_one_sentence_whatever_was_recorded(recorded, said):
    assert sentence_of(recorded) == said

"""How runs end: recorded and alerted when they failed, moved forward when they did not."""

import json

import pytest

from functions.research import wiring

AS_OF = "2026-05-08T07:00:00Z"
TRACE = json.dumps({"errorType": "ProviderUnavailable", "errorMessage": "OVERVIEW of ACME: HTTP 500"})


def fail(stack, workflow="Pollenation", symbol=None, error="Exception", cause=TRACE):
    event = {"workflow": workflow, "as_of": AS_OF, "execution": "regular-pollenation-2026-05-08"}
    event["error"] = {"Error": error, "Cause": cause} if error else {}
    stack.run("record_failure", **event, **({"symbol": symbol} if symbol else {}))


def did(symbol="ACME"):
    return next(asset for asset in wiring.run_log().assets_of("2026-05-08") if asset["symbol"] == symbol)


@pytest.mark.acceptance(119)
def test_a_failed_run_is_recorded_and_the_operators_are_told(stack):
    fail(stack)

    [failure] = wiring.run_log().failures_of("2026-05-08")
    assert (failure["workflow"], failure["execution"], failure["error"]) == (
        "Pollenation",
        "regular-pollenation-2026-05-08",
        "Exception",
    )
    assert "symbol" not in failure
    [alert] = stack.alerts()
    assert (alert["workflow"], alert["as_of"]) == ("Pollenation", AS_OF)


def test_an_asset_that_failed_says_so_in_its_day_in_the_faults_own_words(stack):
    fail(stack, symbol="ACME")

    assert did()["outcome"] == "failed"
    assert did()["reason"] == "ProviderUnavailable: OVERVIEW of ACME: HTTP 500"
    assert did()["collected"] == AS_OF


def test_an_analysis_that_failed_leaves_the_asset_collected(stack):
    wiring.run_log().asset_did(AS_OF, "ACME", outcome="stored", collected="2026-05-08T06:00:00Z")

    fail(stack, "Analysis", symbol="ACME")

    assert (did()["outcome"], did()["collected"], did()["analysed"]) == (
        "failed",
        "2026-05-08T06:00:00Z",
        AS_OF,
    )


def test_an_asset_that_comes_right_takes_its_failure_back(stack):
    fail(stack, symbol="ACME")

    wiring.run_log().asset_did(AS_OF, "ACME", outcome="stored", reason=None)

    assert did()["outcome"] == "stored"
    assert "reason" not in did()


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        ("", "States.Timeout"),
        ("out of memory", "out of memory"),
        ('{"message": "no type"}', '{"message": "no type"}'),
        ("x" * 600, "x" * 500),
    ],
)
def test_a_cause_that_is_no_trace_is_given_as_it_is(stack, cause, reason):
    fail(stack, symbol="ACME", error="States.Timeout", cause=cause)

    assert did()["reason"] == reason


def test_a_failure_that_says_nothing_is_recorded_all_the_same(stack):
    fail(stack, symbol="ACME", error=None)

    assert did()["reason"] == "unknown"
    assert len(list(wiring.run_log().failures_of("2026-05-08"))) == 1


def test_the_same_failure_twice_is_one_record(stack):
    fail(stack, symbol="ACME")
    fail(stack, symbol="ACME")
    fail(stack, symbol="BOLT")

    assert len(list(wiring.run_log().failures_of("2026-05-08"))) == 2


def test_a_long_trace_is_kept_by_its_end(stack):
    fail(stack, cause="a" * 5000 + "the fault")

    [failure] = wiring.run_log().failures_of("2026-05-08")
    assert len(failure["cause"]) == 2000
    assert failure["cause"].endswith("the fault")


@pytest.mark.acceptance(107)
def test_a_job_moves_forward_only(stack):
    assert wiring.run_log().last_success("asset-sync") is None

    for as_of in ("2026-05-08T04:00:00Z", "2026-05-09T04:00:00Z", "2026-05-07T04:00:00Z"):
        stack.run("complete_run", job="asset-sync", as_of=as_of)

    assert wiring.run_log().last_success("asset-sync") == "2026-05-09T04:00:00Z"


def test_a_days_notes_expire_after_a_quarter(stack):
    wiring.run_log().asset_did(AS_OF, "ACME", outcome="stored")

    item = stack.ops("DAY#2026-05-08", "ASSET#ACME")
    assert item["ttl"] == 1_786_863_600  # 2026-08-16T07:00:00Z

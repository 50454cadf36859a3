"""The service's own numbers go through the log, in CloudWatch's embedded metric format."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.runtime import metrics


def line(capsys):
    return json.loads(capsys.readouterr().out)


@pytest.mark.acceptance(53, 101)
def test_a_measurement_is_a_log_line_that_cloudwatch_takes_as_metrics(capsys, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "signal9-dev-PublishOrderEvents")

    metrics.measured("outbox_measured", {"OldestUnpublishedSeconds": 12, "LongUnknownOrders": 0})

    written = line(capsys)
    [directive] = written["_aws"]["CloudWatchMetrics"]
    assert directive == {
        "Namespace": "Signal9/Trading",
        "Dimensions": [["stage"]],
        "Metrics": [
            {"Name": "OldestUnpublishedSeconds", "Unit": "Seconds"},
            {"Name": "LongUnknownOrders", "Unit": "Count"},
        ],
    }
    assert (written["event"], written["stage"]) == ("outbox_measured", "dev")
    assert (written["OldestUnpublishedSeconds"], written["LongUnknownOrders"]) == (12, 0)
    assert isinstance(written["_aws"]["Timestamp"], int)


def test_a_stage_may_have_hyphens(capsys, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "signal9-team-b-dev-VerifyLedger")

    metrics.measured("ledger_measured", {"LedgerMismatches": 1})

    assert line(capsys)["stage"] == "team-b-dev"


@pytest.mark.acceptance(53)
def test_numbers_of_two_namespaces_in_one_line_stay_apart(capsys):
    metrics.measured("validation_measured", {"ValidationErrors": 2, "PayloadsQuarantined": 2})

    directives = line(capsys)["_aws"]["CloudWatchMetrics"]
    assert {each["Namespace"]: [m["Name"] for m in each["Metrics"]] for each in directives} == {
        "Signal9/DataValidation": ["ValidationErrors"],
        "Signal9/DataQuality": ["PayloadsQuarantined"],
    }


NAMES = st.sampled_from(sorted(metrics.METRICS))
ANY_NUMBERS = st.dictionaries(NAMES, st.integers(0, 10**9), min_size=1)


@given(numbers=ANY_NUMBERS)
def test_every_number_and_dimension_named_stands_in_the_line(numbers):
    import io
    from contextlib import redirect_stdout

    with redirect_stdout(io.StringIO()) as out:
        metrics.measured("any", numbers, provider="alpaca", consumer="trade-orders")

    written = json.loads(out.getvalue())
    named = [m["Name"] for d in written["_aws"]["CloudWatchMetrics"] for m in d["Metrics"]]
    dimensions = {name for d in written["_aws"]["CloudWatchMetrics"] for name in d["Dimensions"][0]}
    assert sorted(named) == sorted(numbers)
    assert {name: written[name] for name in numbers} == numbers
    assert dimensions <= written.keys()


def test_a_metric_nobody_described_is_not_made_up():
    with pytest.raises(KeyError, match="Surprises"):
        metrics.measured("any", {"Surprises": 1})

"""Numbers that alarms look at go through the log, in CloudWatch's embedded metric format."""

import json

from functions.runtime import log


def test_a_measurement_is_a_log_line_that_cloudwatch_takes_as_metrics(capsys, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "signal9-dev-PublishOrderEvents")

    log.measured("outbox_measured", {"OldestUnpublishedSeconds": 12, "LongUnknownOrders": 0})

    line = json.loads(capsys.readouterr().out)
    [directive] = line["_aws"]["CloudWatchMetrics"]
    assert directive == {
        "Namespace": "Signal9",
        "Dimensions": [["function"]],
        "Metrics": [
            {"Name": "OldestUnpublishedSeconds", "Unit": "Seconds"},
            {"Name": "LongUnknownOrders", "Unit": "Count"},
        ],
    }
    assert (line["event"], line["function"]) == ("outbox_measured", "signal9-dev-PublishOrderEvents")
    assert (line["OldestUnpublishedSeconds"], line["LongUnknownOrders"]) == (12, 0)
    assert isinstance(line["_aws"]["Timestamp"], int)

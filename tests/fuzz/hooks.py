"""What Schemathesis is told while it runs: every answer is counted by operation and status."""

import json
import os
from pathlib import Path

import schemathesis


@schemathesis.hook
def after_call(context, case, response):
    asked = case.operation.definition.raw["operationId"]
    line = json.dumps([asked, response.status_code])
    with Path(os.environ["SIGNAL9_FUZZ_ANSWERS"]).open("a") as answers:
        answers.write(f"{line}\n")


# Refused although the schema allows it, because no schema can say it: by the field and how the words begin.
BEYOND_SCHEMAS = {
    ("as_of", "is not a day or moment that there is"): "the calendar: no 30th of February",
    ("earlier", "is not a day or moment that there is"): "the same",
    ("later", "is not a day or moment that there is"): "the same",
    ("from", "is not a day or moment that there is"): "the same",
    ("to", "is not a day or moment that there is"): "the same",
    ("birth_date", "is not a day in the past"): "the clock",
    ("next_token", "is not of this list"): "sealed by the service, which gave it for one list",
    ("time_zone", "is not a time zone that there is"): "the zones of the tz database",
    ("asset_id", "name either this or a watchlist_id"): "one of two fields",
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """False drops the failure: each one of the refusals above."""
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 400:
        return True
    details = response.json()["error"]["details"]
    known = all((one["field"], one["message"]) in BEYOND_SCHEMAS for one in details)
    return not (details and known)

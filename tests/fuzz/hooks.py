"""What Schemathesis is told while it runs: every answer is counted by operation and status."""

import json
import os
import re
from pathlib import Path

import schemathesis
from schemathesis.core import NOT_SET


@schemathesis.hook
def after_call(context, case, response):
    asked = case.operation.definition.raw["operationId"]
    line = json.dumps([asked, response.status_code])
    with Path(os.environ["SIGNAL9_FUZZ_ANSWERS"]).open("a") as answers:
        answers.write(f"{line}\n")


# Refused although the schema allows it, because no schema can say it: by the field, and how the words go.
BEYOND_SCHEMAS = {
    ("as_of|earlier|later|from|to", "is not a day or moment that there is"): "no 30th of February",
    ("from|to", "got .*, expected a day of the calendar.*"): "the same",
    ("birth_date", "is not a day in the past"): "the clock",
    ("next_token", "is not of this list"): "sealed by the service, which gave it for one list",
    ("time_zone", "is not a time zone that there is"): "the zones of the tz database",
    ("asset_id", "name either this or a watchlist_id"): "one of two fields",
    (
        "conditions[.].*",
        "is not a condition of .*|must be between .*",
    ): "of the alert's type, as it says itself",
    ("webhook_url", "not a web address: .*"): "all that makes an address",
    ("webhook_url", "the address must have no user, password or fragment"): "the same",
    ("webhook_url", "there is no such port|the host is not on the public Internet"): "the same",
}
# White space to Python's regular expressions and not to those of JSON Schema.
SEPARATORS = re.compile("[\x1c-\x1f\x85]")


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """False drops the failure: each one of the refusals above."""
    if type(failure).__name__ == "EnsureResourceAvailability":
        # The list that was made is there; the asset or the account that is to go with it is not.
        told = response.json()["error"]["message"]
        return case.body is NOT_SET or told not in ("no such asset", "no such account")
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 400:
        return True
    details = response.json()["error"]["details"]
    return not details or not all(_is_beyond_schemas(one, case) for one in details)


def _is_beyond_schemas(detail, case):
    field, message = detail["field"], detail["message"]
    if field in ("email", "first_name", "last_name", "name"):
        return bool(SEPARATORS.search(str(case.body[field])))
    return any(re.fullmatch(f, field) and re.fullmatch(m, message) for f, m in BEYOND_SCHEMAS)

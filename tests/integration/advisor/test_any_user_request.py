"""Whatever a user sends about their own things is answered as the description says, and never by a fault."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.runtime import contract
from tests.integration.advisor.test_every_user_status import BODIES, ROUTES
from tests.support.gateway import ask

# Half of a pair that stands alone is no text that can be stored.
ODD_TEXT = st.text(st.characters(), max_size=30) | st.sampled_from(["\ud800", "\x00", "", " ", "a" * 5000])
ODD = st.one_of(ODD_TEXT, st.integers(), st.floats(), st.booleans(), st.none(), st.just([]), st.just({}))
NAMES = st.sampled_from(
    ["me", "ann", "bob", "00000000-0000-4000-8000-000000000000", "AAPL", "%", "a/b", "\u2028"]
)


def fitting(schema):
    """What the schema describes; sometimes anything else."""
    if "enum" in schema:
        described = st.sampled_from(schema["enum"])
    elif schema["type"] == "object":
        described = objects(schema)
    elif schema["type"] == "array":
        described = st.lists(st.deferred(lambda: fitting(schema["items"])), max_size=4)
    elif schema["type"] == "integer":
        whole = st.integers(schema.get("minimum", 0) - 1, schema.get("maximum", 1000) + 1)
        described = whole | whole.map(float)
    elif schema["type"] == "number":
        described = st.floats(allow_nan=False, allow_infinity=False)
    elif schema["type"] == "boolean":
        described = st.booleans()
    elif "@" in schema.get("pattern", ""):
        described = st.emails()
    else:
        described = st.from_regex(schema["pattern"]) if "pattern" in schema else st.text(max_size=20)
    return st.one_of(described, described, described, described, ODD)


def objects(schema):
    fields = {name: fitting(inner) for name, inner in schema["properties"].items()}
    needed = {name: fields.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(needed, optional={**fields, "unknown": ODD})


def bodies(operation):
    return objects(contract.operations()[operation].body) | ODD


@pytest.mark.parametrize("operation", sorted(BODIES))
def test_any_body_is_answered_as_described(advisor, operation):
    handler, promised = ROUTES[operation]
    advisor.person("ann")
    advisor.asset("AAPL")
    watchlist = advisor.list()
    names = [each["name"] for each in contract.operations()[operation].parameters if each["in"] == "path"]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(bodies(operation), st.fixed_dictionaries({name: NAMES | st.just(watchlist) for name in names}))
    def answered(body, path):
        answer = ask(handler, operation=operation, path=path or None, body=json.dumps(body))
        assert answer.status in promised - {401, 403, 429, 500} | {403}, answer.text

    answered()

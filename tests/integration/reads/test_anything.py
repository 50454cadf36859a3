"""Whatever a reader sends is answered as the description says: by status, headers and body."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.runtime import contract
from tests.support.shelf import OPERATIONS

MOMENTS = st.one_of(
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")),
    st.sampled_from(
        ["1900-01-01", "2199-12-31", "2199-12-31T23:59:59Z", "2026-02-30", "2026-05-12T07:00:00Z"]
    ),
)
ODD = st.one_of(st.text(max_size=20), st.integers().map(str), st.floats().map(str))
ASSETS = st.sampled_from(["ACME", "acme", "BOLT", "DUST", "PEND", "GONE", "NOBODY", "BRK-B"])
METRICS = st.sampled_from(["current_ratio", "pe_ratio", "rating", "market_cap", "luck"])


def values(schema):
    """Mostly what is described, sometimes anything."""
    if "enum" in schema:
        fitting = st.sampled_from(schema["enum"])
    elif schema["type"] == "integer":
        fitting = st.integers(schema["minimum"], schema["maximum"])
    elif schema["type"] == "number":
        fitting = st.floats(schema["minimum"], schema["maximum"])
    elif schema.get("pattern", "").startswith("^(19"):
        fitting = MOMENTS
    elif "pattern" in schema:
        fitting = METRICS | st.from_regex(schema["pattern"], fullmatch=True)
    else:
        fitting = st.sampled_from(["Earnings", "a"]) | st.text(max_size=20)
    return st.one_of(fitting, fitting, fitting, ODD).map(str)


@st.composite
def requests(draw, operation):
    asked = contract.operations()[operation]
    path, query = {}, {}
    for parameter in asked.parameters:
        name, is_needed = parameter["name"], parameter.get("required")
        if parameter["in"] == "path":
            path[name] = draw(ASSETS)
        elif is_needed or draw(st.booleans()):
            query[name] = draw(values(parameter["schema"]))
    return path, query


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_any_request_is_answered_as_described(shelves, operation):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(requests(operation))
    def answered(asked):
        path, query = asked
        answer = shelves.ask(
            operation, path=path or None, **{f"{name}_": value for name, value in query.items()}
        )
        assert answer.status in {200, 400, 404, 422}, answer.text

    answered()

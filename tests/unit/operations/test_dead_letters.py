"""What a dead letter says of its death, and what its consumer is given again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.operations.domain.dead_letters import CONSUMERS, payload_of, told_by, transformed

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
ENVELOPE_NAMES = ("requestContext", "requestPayload", "responsePayload", "detail-type")
ANY_BODY = st.text(max_size=200) | st.one_of(
    ANY_JSON, st.dictionaries(st.sampled_from(ENVELOPE_NAMES), ANY_JSON, max_size=4)
).map(json.dumps)


@given(body=ANY_BODY, attributes=st.dictionaries(st.sampled_from(["ERROR_CODE", "reason", "x"]), st.text()))
def test_whatever_a_letter_holds_it_has_an_error_that_can_be_looked_for(body, attributes):
    told = told_by(body, attributes)

    assert 0 < len(told.error) <= 100
    assert len(told.reason) <= 500


@given(body=ANY_BODY, consumer=st.sampled_from(sorted(CONSUMERS)))
def test_whatever_a_letter_holds_its_consumer_can_be_given_a_text(body, consumer):
    assert isinstance(transformed(payload_of(consumer, body), None), str)


@given(asked=ANY_JSON.filter(lambda value: value is not None))
def test_a_function_is_given_exactly_what_it_was_asked(asked):
    body = json.dumps({"requestContext": {"condition": "RetriesExhausted"}, "requestPayload": asked})

    assert json.loads(payload_of("start-workflow", body)) == asked


@given(body=ANY_BODY)
def test_a_queue_is_given_exactly_the_message_it_had(body):
    assert payload_of("trade-orders", body) == body


@pytest.mark.parametrize(
    ("body", "attributes", "error", "reason"),
    [
        ("{}", {"ERROR_CODE": "NO_PERMISSIONS", "ERROR_MESSAGE": "denied"}, "NO_PERMISSIONS", "denied"),
        ("no json", {"reason": "the body is no JSON"}, "MessageUnreadable", "the body is no JSON"),
        ('{"responsePayload": {"errorType": "KeyError", "errorMessage": "job"}}', {}, "KeyError", "job"),
        ('{"requestContext": {"condition": "EventAgeExceeded"}}', {}, "EventAgeExceeded", ""),
        ('{"order_id": 1}', {}, "unknown", "received too often without being finished"),
    ],
)
def test_rules_functions_and_queues_each_say_it_their_way(body, attributes, error, reason):
    told = told_by(body, attributes)

    assert told.error == error
    assert told.reason.startswith(reason)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{"as_of": <time>}', {"as_of": "2026-11-20T04:00:00Z"}),
        ('{"as_of": "<time>"}', {"as_of": "2026-11-20T04:00:00Z"}),
        ('{"job": "x", "n": <n>}', {"job": "x", "n": 3}),
    ],
)
def test_an_event_is_said_as_the_rule_would_have_said_it(template, expected):
    event = {"detail-type": "Scheduled Event", "time": "2026-11-20T04:00:00Z", "detail": {"n": 3}}
    transformer = {"InputPathsMap": {"time": "$.time", "n": "$.detail.n"}, "InputTemplate": template}

    assert json.loads(transformed(json.dumps(event), transformer)) == expected


def test_what_was_transformed_before_is_not_transformed_again():
    said = '{"as_of": "2026-11-20T04:00:00Z"}'

    assert transformed(said, {"InputPathsMap": {"time": "$.time"}, "InputTemplate": "<time>"}) == said

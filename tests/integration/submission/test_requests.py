"""What is read from a request and what is refused, field by field."""

import json

import pytest

from functions.trading.handlers import submit_order
from tests.support.gateway import ask

GOOD_SESSION = {"Signal9-Session": "0e9c8a86-6a3b-4a35-9c36-1f3e4f0f7a11"}


def posted(body, **options):
    return ask(submit_order.handler, body=body, headers=GOOD_SESSION, **options)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "0"),
        ("quantity", "0.000"),
        ("quantity", "-1"),
        ("quantity", "1e3"),
        ("quantity", "1\n"),
        ("quantity", "NaN"),
        ("quantity", " 1"),
        ("quantity", "\u0661"),
        ("quantity", "1.0000000001"),
        ("quantity", 1),
        ("quantity", 1.5),
        ("quantity", True),
        ("symbol", "aapl"),
        ("symbol", "AAPL'; --"),
        ("side", "short"),
        ("order_type", "trailing"),
        ("time_in_force", "opg"),
        ("client_order_id", ""),
        ("client_order_id", "a" * 49),
        ("client_order_id", "nul\0"),
        ("account_id", "../main"),
        ("limit_price", "1.00001"),
        ("analysis_id", "a b"),
    ],
)
def test_a_field_of_another_form_is_named(desk, field, value):
    answer = posted(desk.form(**{field: value}))

    assert (answer.status, answer.code) == (400, "invalid_request"), answer.text
    assert [one["field"] for one in answer.document["error"]["details"]] == [field]


@pytest.mark.acceptance(39)
def test_every_field_that_is_wrong_is_listed(desk):
    form = desk.form(side="hold", quantity="many", colour="red", symbol=None)

    answer = posted(form)

    assert {one["field"] for one in answer.document["error"]["details"]} == {
        "side",
        "quantity",
        "colour",
        "symbol",
    }


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"text"', "{}x", '{"a": 1, "a": 2}', '{"quantity": NaN}', "[" * 5000]
)
def test_a_body_that_is_no_order_is_refused(desk, body):
    answer = posted(body)

    assert (answer.status, answer.code) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"quantity": None}, {"quantity"}),
        ({"notional": "5"}, {"quantity"}),
        ({"order_type": "limit"}, {"limit_price"}),
        ({"order_type": "stop"}, {"stop_price"}),
        ({"order_type": "stop_limit"}, {"limit_price", "stop_price"}),
        ({"limit_price": "5"}, {"limit_price"}),
        ({"stop_price": "5"}, {"stop_price"}),
        ({"order_type": "stop", "stop_price": "5", "limit_price": "5"}, {"limit_price"}),
        ({"quantity": None, "notional": "5", "time_in_force": "gtc"}, {"notional"}),
        ({"quantity": None, "notional": "5", "order_type": "limit", "limit_price": "5"}, {"notional"}),
    ],
)
def test_fields_that_do_not_go_together_are_named(desk, fields, named):
    answer = posted(desk.form(**fields))

    assert (answer.status, answer.code) == (422, "order_not_valid"), answer.text
    assert {one["field"] for one in answer.document["error"]["details"]} == named


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"quantity": "0.5"},
        {"quantity": None, "notional": "1000.00"},
        {"order_type": "limit", "limit_price": "190.5", "time_in_force": "gtc"},
        {"order_type": "stop", "stop_price": "180", "side": "sell"},
        {"order_type": "stop_limit", "stop_price": "180", "limit_price": "179.99", "time_in_force": "ioc"},
        {"time_in_force": "fok", "analysis_id": "0123abcd"},
        {"symbol": "BRK.B"},
    ],
)
def test_every_kind_of_order_is_taken(desk, fields):
    form = desk.form(**fields)

    answer = desk.submit(form, session=desk.session())

    assert answer.status == 202
    assert int(answer.headers["X-RateLimit-Remaining"]) < int(answer.headers["X-RateLimit-Limit"])
    [message] = desk.queued()
    assert {name: message[name] for name in form} == form


def test_a_body_longer_than_it_can_be_is_not_read(desk):
    answer = posted(json.dumps({"client_order_id": "x" * 20_000}))

    assert (answer.status, answer.code) == (413, "body_too_large")


def test_another_media_type_is_refused(desk):
    answer = ask(submit_order.handler, body="<a/>", headers={**GOOD_SESSION, "Content-Type": "text/xml"})

    assert (answer.status, answer.code) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ({}, "Signal9-Session"),
        ({"Signal9-Session": "mine"}, "Signal9-Session"),
        ({**GOOD_SESSION, "Idempotency-Key": "a b"}, "Idempotency-Key"),
        ({**GOOD_SESSION, "Idempotency-Key": "k" * 129}, "Idempotency-Key"),
    ],
)
def test_a_header_of_another_form_is_named(desk, headers, named):
    answer = ask(submit_order.handler, body=desk.form(), headers=headers)

    assert [one["field"] for one in answer.document["error"]["details"]] == [named]


def test_a_fault_is_told_as_one_and_says_no_more(desk, monkeypatch, capsys):
    monkeypatch.setenv("ORDER_INTENTS_TABLE", "gone")
    from functions.trading import wiring

    wiring.settings.cache_clear()

    answer = desk.submit(desk.form(), session=desk.session())

    assert (answer.status, answer.code) == (500, "internal_error")
    assert answer.document["error"]["message"] == "a fault of ours"
    assert "ResourceNotFoundException" in capsys.readouterr().out

"""What the laptop's AWS counts of the requests that pass."""

import asyncio
import importlib
import json

import pytest

from scripts.local.meter import HANDLER, Meter

SERVICES = ("dynamodb", "s3", "eventbridge", "sqs", "secretsmanager")


@pytest.fixture
def metered(monkeypatch):
    """A meter, and a way to send a request to a service that answers what it is told."""
    answers, seen = [], []

    async def answer(method, path, headers, body, query_params):
        seen.append(body)
        return answers[-1]

    for service in SERVICES:
        monkeypatch.setattr(importlib.import_module(f"ministack.services.{service}"), HANDLER, answer)
    meter = Meter()
    meter.install()

    def send(  # noqa: PLR0913  each is a part of the exchange
        service, document=None, *, method="POST", operation="", status=200, answered=None
    ):
        answers.append((status, {}, json.dumps(answered or {}).encode()))
        module = importlib.import_module(f"ministack.services.{service}")
        headers = {"x-amz-target": f"Any_2012.{operation}"}
        body = json.dumps(document or {}).encode()
        given = asyncio.run(getattr(module, HANDLER)(method, "/", headers, body, query_params={}))
        assert given == answers[-1]
        return json.loads(seen[-1])

    return meter, send


def test_a_write_is_counted_by_what_table_and_indexes_took(metered):
    meter, send = metered

    asked = send("dynamodb", operation="PutItem", answered={"ConsumedCapacity": {"CapacityUnits": 3.0}})

    assert asked["ReturnConsumedCapacity"] == "TOTAL"
    assert meter.usage == {"dynamodb_write_units": 3.0}


def test_a_batch_is_counted_table_by_table(metered):
    meter, send = metered
    taken = [{"CapacityUnits": 3.0}, {"CapacityUnits": 4.0}]

    send("dynamodb", operation="BatchWriteItem", answered={"ConsumedCapacity": taken})

    assert meter.usage["dynamodb_write_units"] == 7


def test_a_refused_condition_costs_a_write(metered):
    meter, send = metered

    send("dynamodb", operation="UpdateItem", status=400, answered={"__type": "ConditionalCheckFailed"})

    assert meter.usage["dynamodb_write_units"] == 1


@pytest.mark.parametrize(
    ("asked", "characters", "units"),
    [
        ({}, 10, 0.5),
        ({}, 4096 * 3, 2.0),
        ({"ConsistentRead": True}, 10, 1.0),
        ({"RequestItems": {"t": {"Keys": [{}] * 8}}}, 10, 4.0),
    ],
)
def test_a_read_is_counted_by_the_size_of_its_answer(metered, asked, characters, units):
    meter, send = metered

    send("dynamodb", asked, operation="Query", answered={"Items": "x" * characters})

    assert meter.usage["dynamodb_read_units"] == units


def test_looking_at_a_table_costs_nothing(metered):
    meter, send = metered

    send("dynamodb", operation="DescribeTable")

    assert meter.usage == {}


@pytest.mark.parametrize(
    ("service", "document", "method", "counted"),
    [
        ("s3", {}, "PUT", {"s3_puts": 1}),
        ("s3", {}, "GET", {"s3_gets": 1}),
        ("eventbridge", {"Entries": [{}, {}]}, "POST", {"events": 2}),
        ("sqs", {}, "POST", {"sqs_requests": 1}),
        ("secretsmanager", {}, "POST", {"secret_reads": 1}),
    ],
)
def test_other_services_are_counted_by_the_request(metered, service, document, method, counted):
    meter, send = metered

    send(service, document, method=method)

    assert meter.usage == counted

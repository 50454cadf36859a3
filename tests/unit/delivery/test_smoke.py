"""What a smoke test takes for well."""

import io
import json

import httpx
import pytest

from scripts.delivery import smoke
from scripts.delivery.smoke import NotWell, health, read, refusal

URL = "https://api.example/api/v1"


def answering(status, document):
    return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, json=document)))


class Functions:
    """A connection whose function answers this."""

    def __init__(self, payload, **rest):
        self._answer = {"Payload": io.BytesIO(json.dumps(payload).encode()), **rest}

    def client(self, _):
        return self

    def function(self, name):
        return f"signal9-dev-{name}"

    def invoke(self, FunctionName, Payload):  # noqa: N803  boto3's names
        assert FunctionName == "signal9-dev-ReadAssets"
        return self._answer


@pytest.mark.parametrize("status", ["ok", "degraded"])
def test_a_stage_that_works_or_works_without_its_search_is_well(status):
    said = health(answering(200, {"status": status, "checks": {"dynamodb": "ok"}}), URL)

    assert said.startswith(status)


@pytest.mark.parametrize(("code", "status"), [(503, "down"), (200, "down"), (500, "ok")])
def test_a_stage_that_is_down_is_not(code, status):
    with pytest.raises(NotWell, match="expected one of"):
        health(answering(code, {"status": status, "checks": {}}), URL)


def test_a_page_of_assets_is_a_read_even_on_an_empty_stage():
    assert read(Functions({"statusCode": 200, "body": '{"items": []}'})) == "0 asset on a page of one"


@pytest.mark.parametrize(
    ("payload", "rest"),
    [({"statusCode": 500, "body": "{}"}, {}), ({"errorMessage": "x"}, {"FunctionError": "Unhandled"})],
)
def test_a_function_that_fails_is_no_read(payload, rest):
    with pytest.raises(NotWell, match="expected a page of assets"):
        read(Functions(payload, **rest))


def test_a_request_without_a_token_has_to_be_refused():
    assert refusal(answering(401, {}), URL) == "401 without a token"


@pytest.mark.parametrize("code", [200, 403, 500])
def test_anything_but_a_refusal_for_want_of_a_token_is_a_failure(code):
    with pytest.raises(NotWell, match="expected 401"):
        refusal(answering(code, {}), URL)


def test_a_fresh_stage_is_asked_again_and_then_given_up(monkeypatch, capsys):
    monkeypatch.setattr(smoke, "PAUSE_SECONDS", 0)
    answers = iter([NotWell("not yet"), NotWell("not yet"), None])

    def check():
        if fault := next(answers):
            raise fault
        return "fine"

    def never():
        raise NotWell("never")

    assert smoke._passes("health", check)  # noqa: SLF001
    assert not smoke._passes("read", never)  # noqa: SLF001
    assert capsys.readouterr().out == "✓ health: fine\n✗ read: never\n"

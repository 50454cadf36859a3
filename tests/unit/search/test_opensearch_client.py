"""Where OpenSearch is said to be, how requests are signed, and what its answers mean."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from botocore.credentials import Credentials
from botocore.exceptions import EndpointConnectionError

from functions.runtime.announcement import ADDRESS_SECONDS, OFF_SECONDS
from functions.runtime.opensearch import AddressParameter, OpenSearch, SearchRefused, SearchUnavailable


class NoParameter(Exception):
    """As the SDK's ParameterNotFound."""


class Parameters:
    """An SSM that says what it is given, and counts the questions."""

    exceptions = SimpleNamespace(ParameterNotFound=NoParameter)

    def __init__(self, said):
        self.said = said
        self.asked = 0

    def get_parameter(self, Name):  # noqa: N803  the SDK's spelling
        self.asked += 1
        if isinstance(self.said, Exception):
            raise self.said
        return {"Parameter": {"Value": json.dumps(self.said)}}


def address(said, now=None):
    parameters, now = Parameters(said), [0.0] if now is None else now
    return parameters, AddressParameter(parameters, "/signal9/dev/search", lambda: now[0])


@pytest.fixture
def server():
    """Answers with a status, and keeps what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            server.headers = dict(self.headers)
            body = b"no JSON" if server.status == 299 else b"{}"
            self.send_response(server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.status = 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def client(server, authentication):
    endpoint = f"http://127.0.0.1:{server.server_port}"
    _, known = address({"endpoint": endpoint, "authentication": authentication})
    return OpenSearch(known, lambda: Credentials("AKID", "secret", "token"), "us-east-1", seconds=5)


@pytest.mark.parametrize(
    "said", [{"endpoint": "none", "authentication": "none"}, NoParameter()], ids=["none", "no parameter"]
)
def test_a_stage_without_an_engine_is_asked_again_soon(said):
    now = [0.0]
    parameters, known = address(said, now)

    assert known.current() is None
    assert known.current() is None
    assert parameters.asked == 1
    now[0] = OFF_SECONDS
    parameters.said = {"endpoint": "https://search", "authentication": "sigv4"}
    assert known.current().endpoint == "https://search"


def test_a_known_address_holds_while_the_parameter_cannot_be_read():
    now = [0.0]
    parameters, known = address({"endpoint": "https://search", "authentication": "sigv4"}, now)
    before = known.current()
    parameters.said = EndpointConnectionError(endpoint_url="https://ssm")
    now[0] = ADDRESS_SECONDS

    assert known.current() == before


def test_an_address_nobody_can_tell_is_an_engine_that_is_away():
    _, known = address(EndpointConnectionError(endpoint_url="https://ssm"))

    with pytest.raises(SearchUnavailable, match="/signal9/dev/search"):
        known.current()


def test_requests_are_signed_where_signatures_are_wanted(server):
    client(server, "sigv4").ask("POST", "/assets/_search", {})

    assert server.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKID/")
    assert "/us-east-1/es/aws4_request" in server.headers["Authorization"]
    assert server.headers["X-Amz-Security-Token"] == "token"


def test_requests_are_not_signed_elsewhere(server):
    client(server, "none").ask("POST", "/assets/_search", {})

    assert "Authorization" not in server.headers


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        (299, SearchUnavailable),
        (400, SearchRefused),
        (404, SearchRefused),
        (429, SearchUnavailable),
        (499, SearchRefused),
        (500, SearchUnavailable),
        (503, SearchUnavailable),
    ],
)
def test_refusals_and_outages_are_told_apart(server, status, meant):
    server.status = status

    with pytest.raises(meant):
        client(server, "none").ask("POST", "/assets/_search", {})

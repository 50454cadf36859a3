"""What is open to everybody: health, the description, preflights; and errors of the gateway itself."""

import pytest

from scripts.build.contract import described

pytestmark = pytest.mark.integration

ORIGIN = "https://app.signal9.com"


@pytest.mark.acceptance(5, 139)
@pytest.mark.parametrize("path", ["/api/v1/health", "/health"])
def test_health_says_what_was_checked(api, path):
    answer = api.http.get(f"{api.url}{path}")

    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded", "no search engine beside this stage"
    assert answer.json()["checks"] == {
        "dynamodb": "ok",
        "queue": "ok",
        "search": "SearchUnavailable",
        "cache": "off",
        "identity": "ok",
        "alphavantage": "NotConfigured",
        "alpaca": "NotConfigured",
    }


def test_the_description_is_served_as_it_was_written(api):
    answer = api.http.get("/openapi.json")

    assert answer.json() == described()


@pytest.mark.acceptance(37)
@pytest.mark.parametrize(
    "path", ["/trades", "/sessions", "/trades/x", "/sessions/x", "/health", "/openapi.json"]
)
def test_a_page_of_an_allowed_origin_may_call(api, path):
    answer = api.http.options(path, headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"})

    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, ORIGIN)
    assert "Signal9-Session" in answer.headers["Access-Control-Allow-Headers"]


def test_a_page_of_another_origin_may_not(api):
    answer = api.http.options("/trades", headers={"Origin": "https://evil.example"})

    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("PUT", "/trades", 404, "not_found"),
        ("GET", "/trades", 401, "unauthorized"),
    ],
)
def test_the_gateways_own_errors_look_like_ours(api, method, path, status, code):
    answer = api.http.request(method, path, headers={"Origin": ORIGIN})

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_an_answer_carries_security_headers_and_its_request_id(api, ann):
    answer = ann.ask("GET", f"/sessions/{ann.session}", headers={"Origin": ORIGIN})

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["X-Request-Id"]
    assert int(answer.headers["X-RateLimit-Remaining"]) >= 0

import json
import time

import httpx
import pytest

OVERVIEW = {"Symbol": "ACME", "Name": "Acme Anvils Inc"}


@pytest.fixture(autouse=True)
def company(files):
    files.company("OVERVIEW", "ACME", OVERVIEW)
    files.write("alpaca/assets.json", [])


@pytest.fixture
def overview(desk):
    return lambda symbol="ACME": desk.alpha_vantage("OVERVIEW", symbol=symbol)


def struck_pattern(desk, overview, calls=40):
    """Which of the next calls failed, after planting one fault that strikes a third of them."""
    statuses = [overview().status_code for _ in range(calls)]
    desk.admin("DELETE", "faults")
    return [status == 503 for status in statuses]


def test_a_status_fault_fails_in_the_provider_s_way(desk, overview):
    desk.plant("*", "status", 503)

    assert overview().status_code == 503
    assert overview().headers["Content-Type"] == "text/html"
    answer = desk.alpaca("/v2/assets")
    assert (answer.status_code, answer.json()["code"]) == (503, 50310000)
    assert answer.headers["X-RateLimit-Limit"] == "200"


def test_a_delay_comes_before_the_answer(desk, overview):
    desk.plant("OVERVIEW", "delay", 0.1)

    started = time.monotonic()
    answer = overview()

    assert time.monotonic() - started >= 0.1
    assert answer.json() == OVERVIEW


def test_a_delay_holds_up_nobody_else(desk, overview):
    desk.plant("OVERVIEW", "delay", 3)

    with pytest.raises(httpx.ReadTimeout):
        desk.send(
            "GET",
            "/query",
            params={"function": "OVERVIEW", "symbol": "ACME", "apikey": "sandbox.premium-600.2026-11-20"},
            timeout=0.05,
        )
    started = time.monotonic()

    assert desk.alpha_vantage("CASH_FLOW", symbol="ACME").json() == {}
    assert time.monotonic() - started < 1


def test_a_dripping_answer_arrives_whole_and_slowly(desk, overview):
    desk.plant("OVERVIEW", "drip", 500)
    seconds = len(json.dumps(OVERVIEW)) / 500

    started = time.monotonic()
    answer = overview()

    assert time.monotonic() - started >= seconds * 0.9
    assert answer.json() == OVERVIEW


def test_a_reset_connection_has_no_answer(desk, overview):
    desk.plant("OVERVIEW", "reset", times=1)

    with pytest.raises(httpx.TransportError):
        overview()

    assert overview().json() == OVERVIEW
    assert [call["status"] for call in desk.admin("GET", "calls").json()] == [0, 200]


@pytest.mark.parametrize("value", [None, 0, 5])
def test_a_truncated_answer_breaks_off_before_its_length(desk, overview, value):
    desk.plant("OVERVIEW", "truncate", value, times=1)

    with pytest.raises(httpx.RemoteProtocolError, match="complete message body"):
        overview()

    assert overview().json() == OVERVIEW


@pytest.mark.parametrize(("value", "body"), [("<html>", "<html>"), ({"a": [1]}, '{"a": [1]}')])
def test_a_wrong_body_replaces_the_answer(desk, overview, value, body):
    desk.plant("OVERVIEW", "wrong_body", value)

    answer = overview()

    assert (answer.status_code, answer.text) == (200, body)


def test_a_notice_arrives_as_success(desk, overview):
    desk.plant("*", "notice", "Scheduled maintenance.")

    assert overview().json() == {"Information": "Scheduled maintenance."}
    assert desk.alpha_vantage("EARNINGS_CALENDAR").text.splitlines()[1] == "I,n,f,o,r,m,a"
    assert desk.alpaca("/v2/assets").json() == {"message": "Scheduled maintenance."}


@pytest.mark.parametrize(
    ("endpoint", "symbol", "struck"),
    [
        ("OVERVIEW", None, True),
        ("*", None, True),
        ("OVERVIEW", "ACME", True),
        ("OVERVIEW", "ZINC", False),
        ("CASH_FLOW", None, False),
        ("/v2/assets", None, False),
    ],
)
def test_a_fault_strikes_its_endpoint_and_symbol_only(desk, overview, endpoint, symbol, struck):
    desk.plant(endpoint, "status", 500, symbol=symbol)

    assert (overview().status_code == 500) is struck


def test_a_fault_on_a_symbol_strikes_lists_that_hold_it(desk):
    desk.plant("/v2/stocks/bars", "status", 500, symbol="ZINC")
    asked = {"timeframe": "1Day", "start": "2026-11-16"}

    assert desk.alpaca("/v2/stocks/bars", symbols="ACME,ZINC", **asked).status_code == 500
    assert desk.alpaca("/v2/stocks/bars", symbols="ACME", **asked).status_code == 200


def test_a_fault_stops_after_its_number_of_times(desk, overview):
    desk.plant("OVERVIEW", "status", 500, times=2)

    assert [overview().status_code for _ in range(4)] == [500, 500, 200, 200]
    assert desk.admin("GET", "faults").json()[0]["struck"] == 2


def test_the_same_seed_strikes_the_same_calls(desk, overview):
    patterns = []
    for seed in (7, 7, 8):
        desk.plant("OVERVIEW", "status", 503, probability=0.3, seed=seed)
        patterns.append(struck_pattern(desk, overview))

    assert patterns[0] == patterns[1] != patterns[2]
    assert 0 < sum(patterns[0]) < 40


@pytest.mark.parametrize(("probability", "struck"), [(0, 0), (1, 40)])
def test_a_probability_of_none_or_all_is_exact(desk, overview, probability, struck):
    desk.plant("OVERVIEW", "status", 503, probability=probability)

    assert sum(struck_pattern(desk, overview)) == struck


def test_calls_elsewhere_do_not_shift_what_is_struck(desk, overview):
    desk.plant("OVERVIEW", "status", 503, probability=0.5, seed=3)
    undisturbed = struck_pattern(desk, overview, calls=10)
    desk.plant("OVERVIEW", "status", 503, probability=0.5, seed=3)

    disturbed = []
    for _ in range(10):
        disturbed.append(overview().status_code == 503)
        desk.alpha_vantage("CASH_FLOW", symbol="ACME")

    assert disturbed == undisturbed


def test_a_struck_call_still_costs_the_budget(desk):
    desk.plant("OVERVIEW", "status", 500)

    assert desk.alpha_vantage("OVERVIEW", plan="premium-1", symbol="ACME").status_code == 500
    assert "per minute" in desk.alpha_vantage("OVERVIEW", plan="premium-1", symbol="ACME").text


@pytest.mark.parametrize(
    "bad",
    [
        {"endpoint": ""},
        {"kind": "earthquake"},
        {"value": None},
        {"value": 199},
        {"value": 600},
        {"value": "503"},
        {"kind": "delay", "value": 601},
        {"kind": "delay", "value": True},
        {"kind": "drip", "value": 0},
        {"kind": "reset", "value": 1},
        {"kind": "truncate", "value": -1},
        {"kind": "wrong_body", "value": None},
        {"kind": "notice", "value": 5},
        {"probability": 1.1},
        {"probability": -0.1},
        {"seed": "x"},
        {"times": 0},
        {"symbol": 5},
        {"probabilty": 1},
    ],
)
def test_a_fault_that_cannot_be_read_is_refused_with_a_reason(desk, bad):
    answer = desk.admin("POST", "faults", {"endpoint": "OVERVIEW", "kind": "status", "value": 503, **bad})

    assert answer.status_code == 422
    assert "expected" in answer.json()["message"]
    assert desk.admin("GET", "faults").json() == []

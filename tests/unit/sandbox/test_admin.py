import pytest


def test_health_names_the_sandbox_and_its_folder(files, desk):
    files.write("sandbox.json", {"day": "2026-11-20"})

    health = desk.admin("GET", "health").json()

    assert health == {"status": "ok", "sandbox": "signal9", "dir": str(files.root), "day": "2026-11-20"}


def test_a_folder_without_a_day_has_none(desk):
    assert desk.admin("GET", "health").json()["day"] is None


@pytest.mark.parametrize("document", [{"day": "soon"}, {}, []])
def test_a_default_day_that_cannot_be_read_is_named(files, desk, document):
    files.write("sandbox.json", document)

    answer = desk.admin("GET", "health")

    assert answer.status_code == 422
    assert "sandbox.json" in answer.json()["message"]


def test_every_call_is_written_down_with_its_outcome(desk, clock):
    desk.plant("CASH_FLOW", "status", 503)
    desk.alpha_vantage("OVERVIEW", plan="premium-2", symbol="ACME")
    clock.advance(0.5)
    desk.alpha_vantage("CASH_FLOW", plan="premium-2", symbol="ACME")
    desk.alpha_vantage("EARNINGS", plan="premium-2", symbol="ACME")
    desk.alpaca("/v2/stocks/bars", symbols="ACME,ZINC", timeframe="1Day")
    desk.alpaca("/v2/assets/ACME", key_id="PKREAL")

    calls = desk.admin("GET", "calls").json()

    seen = [
        [call[name] for name in ("provider", "endpoint", "symbol", "status", "outcome")] for call in calls
    ]
    assert seen == [
        ["alphavantage", "OVERVIEW", "ACME", 200, "served"],
        ["alphavantage", "CASH_FLOW", "ACME", 503, "fault"],
        ["alphavantage", "EARNINGS", "ACME", 200, "refused"],
        ["alpaca", "/v2/stocks/bars", "ACME,ZINC", 200, "served"],
        ["alpaca", "/v2/assets/{symbol_or_id}", "ACME", 401, "refused"],
    ]
    assert calls[1]["at"] - calls[0]["at"] == 0.5


@pytest.mark.parametrize("key", ["", "demo", "sandbox.nosuch.2026-11-20"])
def test_a_call_with_a_bad_key_is_written_down_as_refused(desk, key):
    desk.send("GET", "/query", params={"function": "OVERVIEW", "symbol": "ACME", "apikey": key})

    assert [call["outcome"] for call in desk.admin("GET", "calls").json()] == ["refused"]


def test_calls_are_found_by_key_and_time_and_never_show_the_key(desk, clock):
    desk.alpha_vantage("OVERVIEW", symbol="ACME", day="2026-11-20")
    clock.advance(10)
    desk.alpha_vantage("OVERVIEW", symbol="ZINC", day="2026-11-20")
    desk.alpha_vantage("OVERVIEW", symbol="ACME", day="2026-11-21")
    key = "sandbox.premium-600.2026-11-20"

    by_key = desk.admin("GET", "calls", key=key)
    since = desk.admin("GET", "calls", since=clock.now)

    assert [call["symbol"] for call in by_key.json()] == ["ACME", "ZINC"]
    assert [call["symbol"] for call in since.json()] == ["ZINC", "ACME"]
    assert desk.admin("GET", "calls", key=by_key.json()[0]["key"]).json() == by_key.json()
    assert desk.admin("GET", "calls", key=key, since=clock.now + 0.001).json() == []
    assert key not in desk.admin("GET", "calls").text


def test_forgetting_the_calls_makes_every_budget_whole(desk):
    def served():
        return desk.alpha_vantage("OVERVIEW", plan="premium-1", symbol="ACME").json() == {}

    assert [served(), served()] == [True, False]
    assert desk.admin("DELETE", "calls").status_code == 204
    assert desk.admin("GET", "calls").json() == []
    assert served()


def test_a_registered_plan_is_answered_as_it_will_be_played(desk):
    answer = desk.admin("PUT", "plans/tiny", {"callsPerMinute": 3, "callsPerDay": 10})

    assert answer.json() == {
        "callsPerMinute": 3,
        "callsPerDay": 10,
        "spacingSeconds": 0.0,
        "transcripts": False,
    }


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("Fast", {"callsPerMinute": 1}),
        ("fast", {}),
        ("fast", {"callsPerMinute": 0}),
        ("fast", {"callsPerMinute": 1, "callsPerDay": 0}),
        ("fast", {"callsPerMinute": 1, "spacingSeconds": -1}),
        ("fast", {"callsPerMinute": 1, "callsPerSecond": 1}),
        ("fast", []),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_a_reason(desk, name, limits):
    answer = desk.admin("PUT", f"plans/{name}", limits)

    assert answer.status_code == 422
    assert "expected" in answer.json()["message"]


def test_another_folder_can_be_served_without_a_restart(files, desk, tmp_path):
    files.company("OVERVIEW", "ACME", {"Symbol": "ACME"})
    other = tmp_path / "other"
    other.mkdir()

    answer = desk.admin("PUT", "data", {"dir": str(other)})

    assert answer.json()["dir"] == str(other)
    assert desk.alpha_vantage("OVERVIEW", symbol="ACME").json() == {}


@pytest.mark.parametrize("document", [{"dir": "/no/such/folder"}, {"dir": 5}, {}, []])
def test_a_folder_that_is_not_there_changes_nothing(files, desk, document):
    assert desk.admin("PUT", "data", document).status_code == 422
    assert desk.admin("GET", "health").json()["dir"] == str(files.root)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "plans/free"), ("GET", "nothing"), ("POST", "health"), ("GET", "health/x")]
)
def test_anything_else_is_not_found(desk, method, path):
    assert desk.admin(method, path).status_code == 404


def test_a_body_that_is_not_json_is_refused(desk):
    assert desk.send("POST", "/_sandbox/faults", content=b"{").status_code == 422


def test_since_must_be_a_moment(desk):
    assert desk.admin("GET", "calls", since="yesterday").status_code == 422

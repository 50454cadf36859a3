from concurrent.futures import ThreadPoolExecutor

import pytest

ACME = {
    "id": "b0b6dd9d-0001",
    "class": "us_equity",
    "exchange": "NASDAQ",
    "symbol": "ACME",
    "status": "active",
}
ACM_B = {
    "id": "b0b6dd9d-0002",
    "class": "us_equity",
    "exchange": "NYSE",
    "symbol": "ACM.B",
    "status": "active",
}
GONE = {
    "id": "b0b6dd9d-0003",
    "class": "us_equity",
    "exchange": "NYSE",
    "symbol": "GONE",
    "status": "inactive",
}
COIN = {
    "id": "b0b6dd9d-0004",
    "class": "crypto",
    "exchange": "CRYPTO",
    "symbol": "BTC/USD",
    "status": "active",
}


@pytest.fixture(autouse=True)
def listed(files):
    files.write("alpaca/assets.json", [ACME, ACM_B, GONE, COIN])


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [ACME, ACM_B, GONE]),
        ({"status": "active"}, [ACME, ACM_B]),
        ({"status": "inactive"}, [GONE]),
        ({"asset_class": "crypto"}, [COIN]),
        ({"exchange": "NYSE"}, [ACM_B, GONE]),
        ({"status": "active", "exchange": "NYSE", "asset_class": "us_equity"}, [ACM_B]),
        ({"exchange": "OTC"}, []),
    ],
)
def test_assets_are_narrowed_by_every_filter(desk, filters, found):
    assert desk.alpaca("/v2/assets", **filters).json() == found


@pytest.mark.parametrize("filters", [{"status": "alive"}, {"asset_class": "equity"}, {"exchange": "nasdaq"}])
def test_a_filter_alpaca_does_not_know_is_unprocessable(desk, filters):
    answer = desk.alpaca("/v2/assets", **filters)

    assert answer.status_code == 422
    assert answer.json()["code"] == 42210000
    assert next(iter(filters)) in answer.json()["message"]


@pytest.mark.parametrize(
    ("name", "asset"), [("ACME", ACME), ("ACM.B", ACM_B), ("b0b6dd9d-0003", GONE), ("BTC%2FUSD", COIN)]
)
def test_one_asset_is_found_by_symbol_and_by_id(desk, name, asset):
    assert desk.alpaca(f"/v2/assets/{name}").json() == asset


def test_an_unknown_asset_is_not_found(desk):
    answer = desk.alpaca("/v2/assets/NOPE")

    assert answer.status_code == 404
    assert answer.json() == {"code": 40410000, "message": "asset not found for NOPE"}


def test_an_unknown_endpoint_is_not_found(desk):
    assert desk.alpaca("/v2/watchlists").status_code == 404


@pytest.mark.parametrize(
    ("key_id", "secret", "status"),
    [
        ("SANDBOX.2026-11-20", "sandbox-secret", 200),
        ("SANDBOX.2026-11-20", "wrong", 401),
        ("SANDBOX.2026-11-31", "sandbox-secret", 401),
        ("SANDBOX", "sandbox-secret", 401),
        ("PKREAL", "sandbox-secret", 401),
        ("", "", 401),
        ("SANDBOX-FORBIDDEN", "sandbox-secret", 403),
        ("SANDBOX-FORBIDDEN.2026-11-20", "", 403),
    ],
)
def test_only_a_sandbox_key_with_its_secret_is_let_in(desk, key_id, secret, status):
    answer = desk.alpaca("/v2/assets", key_id=key_id, secret=secret)

    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == status * 100_000 + 10_000


def test_a_call_without_headers_is_unauthorized(desk):
    assert desk.send("GET", "/v2/assets").status_code == 401


def test_a_key_id_without_a_day_uses_the_day_of_the_folder(files, desk):
    files.write("sandbox.json", {"day": "2026-11-20"})

    assert desk.alpaca("/v2/assets/ACME", key_id="SANDBOX").json() == ACME


def test_every_answer_says_what_is_left_of_the_minute(desk, clock):
    clock.now = 1_800_000_000.25

    headers = desk.alpaca("/v2/assets/NOPE").headers

    assert headers["X-RateLimit-Limit"] == "200"
    assert headers["X-RateLimit-Remaining"] == "199"
    assert headers["X-RateLimit-Reset"] == "1800000061"


def test_the_two_hundredth_call_of_a_minute_is_answered_and_the_next_is_not(desk, clock):
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda _: desk.alpaca("/v2/assets/ACME").status_code, range(200)))
    refused = desk.alpaca("/v2/assets/ACME")

    assert set(statuses) == {200}
    assert refused.status_code == 429
    assert refused.json() == {"code": 42910000, "message": "rate limit exceeded"}
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    clock.now = float(refused.headers["X-RateLimit-Reset"]) - 0.001
    assert desk.alpaca("/v2/assets/ACME").status_code == 429
    clock.advance(0.001)
    assert desk.alpaca("/v2/assets/ACME").status_code == 200


def test_a_folder_without_assets_lists_none(files, desk):
    (files.root / "alpaca/assets.json").unlink()

    assert desk.alpaca("/v2/assets").json() == []
    assert desk.alpaca("/v2/assets/ACME").status_code == 404

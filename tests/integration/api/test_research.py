"""Reads of research over the deployed gateway, by functions that are held to their roles."""

import time

import pytest

from scripts.build.contract import described

pytestmark = pytest.mark.integration

READS = {
    operation["operationId"]: path
    for path, item in described()["paths"].items()
    for operation in [item.get("get", {})]
    if operation.get("tags") == ["research"]
}
ASKED = {
    "ExplainAsset": "?metric=current_ratio",
    "DiffRatings": "?earlier=2026-05-08",
    "ScreenAssets": "?where=rating:gte:1",
}
# Of an asset that nobody rated.
WITHOUT_RATING = {
    "GetAnalysis": 404,
    "GetRating": 404,
    "GetFinancialHealth": 404,
    "GetGrowth": 404,
    "GetRiskAssessment": 404,
    "GetMarketAnalysis": 404,
    "GetPeerComparison": 404,
    "ExplainAsset": 422,
    "DiffRatings": 422,
}
LISTED = {
    "symbol": "ACME",
    "asset_id": "8f1c2f8e-6b7e-4d0c-8f0e-3f5f8a3f0b54",
    "company_name": "Acme Anvils Inc",
    "asset_class": "us_equity",
    "exchange": "NYSE",
    "status": "active",
    "tradable": True,
    "lastPollenationDate": "1970-01-01T00:00:00Z",
}


@pytest.fixture(scope="module")
def reader(api):
    api.laptop.table("signal9-assets-local").put_item(Item=LISTED)
    return api.person("reader")


def address(operation):
    path = READS[operation].removeprefix("/api/v1").replace("{asset_id}", "ACME").replace("{symbol}", "ACME")
    return path + ASKED.get(operation, "")


@pytest.mark.parametrize("operation", sorted(READS))
def test_every_read_is_answered_by_a_function_that_may(reader, operation):
    answer = reader.ask("GET", address(operation))

    assert answer.status_code == WITHOUT_RATING.get(operation, 200), answer.text


@pytest.mark.parametrize("operation", sorted(READS))
@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"exp": int(time.time()) - 3600}, 401),
        ({"aud": "another"}, 401),
        ({"iss": "https://evil.example"}, 401),
        ({"scope": "trades:read write:watchlists"}, 403),
    ],
)
def test_nothing_is_read_without_a_token_for_it(api, reader, operation, claims, status):
    assert api.http.get(address(operation)).status_code == 401
    assert reader.ask("GET", address(operation), token=reader.token(**claims)).status_code == status


def test_what_has_not_changed_is_not_sent_again(reader):
    first = reader.ask("GET", "/assets?q=acme")
    again = reader.ask("GET", "/assets?q=acme", headers={"If-None-Match": first.headers["ETag"]})

    assert [each["symbol"] for each in first.json()["items"]] == ["ACME"]
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, max-age=60"


def test_an_export_is_fetched_without_a_token(reader):
    answer = reader.ask("GET", "/assets/ACME/export?format=json")

    file = reader.api.http.get(answer.json()["url"])
    assert (file.status_code, file.json()["asset"]["symbol"]) == (200, "ACME")
    assert len(file.content) == answer.json()["bytes"]


def test_the_documentation_is_one_page_without_scripts(api):
    answer = api.http.get("/docs")

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert all(operation in answer.text for operation in READS)
    assert "<script" not in answer.text

"""The cache as it is deployed: announced, told by the bus what is outdated, watched by the health check."""

import json

import psutil

from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.asset_table import AssetTable
from functions.research.domain.events import SOURCE
from scripts.local import redis_server
from tests.support.outages import Engine, eventually, kept
from tests.support.shelf import SECTOR, rating_document


def rating(reader, symbol):
    answer = reader.ask("GET", f"/assets/{symbol}/rating")
    assert answer.status_code == 200, answer.text
    return answer.json()["rating"]


def checked(api):
    return api.http.get("/health").json()["checks"]["cache"]


def rate_again(api, symbol, stars):
    document = rating_document(symbol, stars, "2026-05-12T07:00:00Z", 10.0)
    analyses = AnalysisTable(api.laptop.table("signal9-asset-analysis-local"))
    analyses.put(document, analysis_id=f"{symbol}-again", sector=SECTOR)
    AssetTable(api.laptop.table("signal9-assets-local")).mark_rated(document)


def test_a_finished_analysis_is_told_as_soon_as_the_bus_has_delivered_it(api, reader):
    symbol = api.symbols[0]
    assert [rating(reader, symbol) for _ in range(2)] == [3.5, 3.5]
    assert {f"asset:{symbol}", f"analysis:{symbol}"} <= kept(api)
    rate_again(api, symbol, 1.5)
    assert rating(reader, symbol) == 3.5

    api.laptop.client("events").put_events(
        Entries=[
            {
                "EventBusName": "signal9-events-local",
                "Source": SOURCE,
                "DetailType": "analysisComplete",
                "Detail": json.dumps({"symbol": symbol, "status": "completed", "occurredAt": "2026-05-12"}),
            }
        ]
    )
    eventually(lambda: rating(reader, symbol), 1.5)


def test_readers_share_what_was_read_and_leave_nothing_of_themselves(api):
    for name in ("somebody-in-particular", "another-one-as-well"):
        answer = api.person(name).ask("GET", f"/assets/{api.symbols[1]}")
        assert answer.status_code == 200

    assert [key for key in kept(api) if "somebody" in key or "another" in key] == []


def test_health_names_the_cache_while_it_is_away_and_after(api):
    eventually(lambda: checked(api), "ok")
    with Engine(api.laptop, "cache").away():
        assert checked(api) == "CacheUnavailable"
        assert api.http.get("/health").json()["status"] == "degraded"

    eventually(lambda: checked(api), "ok")


def test_a_cache_that_dies_is_started_again(api):
    Engine(api.laptop, "cache").kill()

    eventually(lambda: checked(api), "ok")


def test_a_laptop_on_which_it_is_switched_off_says_so(deployed, tmp_path):
    laptop = deployed.copy_to(tmp_path / "aws")
    try:
        laptop.start()
        parameter = laptop.client("ssm").get_parameter(Name=redis_server.PARAMETER)["Parameter"]
        assert json.loads(parameter["Value"])["endpoint"] == "none"
        running = [
            p for p in psutil.process_iter(["cmdline"]) if str(laptop.folder) in str(p.info["cmdline"])
        ]
        assert not any("redis-server" in str(p.info["cmdline"]) for p in running)
    finally:
        laptop.delete()

"""Search as it is deployed: streams, indices and API beside an engine, every function held to its role."""

import os
import time

import psutil
import pytest

from scripts.local import opensearch
from scripts.local.opensearch import SWITCH
from tests.support.api import LiveApi

SECONDS = 90


@pytest.fixture(scope="module")
def api(deployed, tmp_path_factory):
    laptop = deployed.copy_to(tmp_path_factory.mktemp("search") / "aws")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(SWITCH)
        laptop.start()
    try:
        yield LiveApi(laptop)
    finally:
        laptop.delete()


@pytest.fixture(scope="module")
def ann(api):
    return api.person("ann")


def eventually(told, expected):
    """Waits until something is told; answers how it was told before."""
    ends, last = time.monotonic() + SECONDS, told()
    while last != expected:
        assert time.monotonic() < ends, f"{last} after {SECONDS} s, expected {expected}"
        time.sleep(0.2)
        last = told()


def source(ann):
    answer = ann.ask("GET", "/search", params={"q": "acme"})
    assert answer.status_code == 200, answer.text
    return answer.json()["source"]


def found(ann, text):
    answer = ann.ask("GET", "/search", params={"q": text})
    return answer.json()["source"], [item["id"] for item in answer.json()["items"]]


def list_asset(api, symbol, name):
    api.laptop.table("signal9-assets-local").put_item(
        Item={"symbol": symbol, "company_name": name, "asset_id": f"id-{symbol}", "status": "active"}
    )


def engine_process(api):
    [engine] = [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(api.laptop.folder) in word for word in process.info["cmdline"] or [])
        and "java" in process.info["cmdline"][0]
    ]
    return engine


def state(api):
    port = api.laptop.stack.start(api.laptop.data).search_port
    return opensearch.report(port).state


def test_what_a_table_gets_is_found_by_its_words(api, ann):
    eventually(lambda: state(api), "ready")
    list_asset(api, "ACME", "Acme Anvils Inc Common Stock")

    eventually(lambda: found(ann, "anvlis"), ("opensearch", ["ACME"]))
    [suggested] = ann.ask("GET", "/search/suggest", params={"q": "acm"}).json()["items"]
    assert suggested["symbol"] == "ACME"


def test_health_names_the_engine(api, ann):
    eventually(lambda: state(api), "ready")

    assert api.http.get("/health").json()["checks"]["search"] == "ok"


def test_the_tables_answer_while_the_engine_is_away_and_it_takes_over_again(api, ann):
    eventually(lambda: source(ann), "opensearch")
    engine_process(api).kill()

    assert source(ann) == "dynamodb"
    assert api.http.get("/health").json()["checks"]["search"] == "SearchUnavailable"
    list_asset(api, "BOLT", "Bolt Works Inc Common Stock")
    eventually(lambda: source(ann), "opensearch")
    eventually(lambda: found(ann, "bolt"), ("opensearch", ["BOLT"]))


def test_stopping_the_laptop_ends_the_engine_and_starting_it_again_finds_what_was_indexed(api, ann):
    eventually(lambda: state(api), "ready")
    list_asset(api, "NAIL", "Nail Forge Inc")
    eventually(lambda: found(ann, "nail"), ("opensearch", ["NAIL"]))
    api.laptop.stop()
    marked = [p for p in psutil.process_iter() if str(api.laptop.folder) in " ".join(_words(p))]
    assert marked == []

    assert os.environ[SWITCH] == "off"
    del os.environ[SWITCH]
    try:
        api.laptop.start()
    finally:
        os.environ[SWITCH] = "off"
    eventually(lambda: state(api), "ready")
    eventually(lambda: found(ann, "nail"), ("opensearch", ["NAIL"]))


def _words(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []

"""Commands and widgets over an API that answers as its contract's examples."""

import json
from threading import Thread

import httpx
import pytest
from typer.testing import CliRunner

from scripts.client import Client
from scripts.signal9.app import app
from scripts.signal9.openbb_server import WidgetServer
from scripts.signal9.openbb_widgets import EXAMPLE, WIDGETS
from tests.support.exemplary import ExemplaryApi

COMMANDS = {
    "asset": ["asset", "ACME"],
    "ratings": ["ratings"],
    "explain": ["explain", "ACME"],
    "explain metric": ["explain", "ACME", "current_ratio"],
    "diff": ["diff", "ACME", "2026-05-08", "2026-05-12"],
    "history": ["history", "ACME"],
    "search": ["search", "acme", "anvils"],
    "screen": ["screen", "pe_ratio:lt:20"],
    "news": ["news", "ACME"],
    "upcoming": ["upcoming", "--watchlist-only"],
}


@pytest.fixture(scope="module")
def server():
    with ExemplaryApi() as server:
        yield server


@pytest.fixture
def api(server):
    server.asked, server.refusals = [], []
    return server


def signal9(*arguments, **environment):
    environment = {"COLUMNS": "80", "SIGNAL9_API_KEY": "s9_k3y", **environment}
    return CliRunner().invoke(app, arguments, env=environment)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_reads_over_the_api_with_a_key(api, command):
    shown = signal9("--api", api.url, *COMMANDS[command])
    document = signal9("--api", api.url, *COMMANDS[command], "--json")

    assert (shown.exit_code, shown.stderr) == (0, ""), shown.output
    assert max(map(len, shown.stdout.splitlines())) <= 80
    assert "ACME" in shown.stdout
    assert json.loads(document.stdout)
    assert api.asked[-1][2]["X-Api-Key"] == "s9_k3y"
    assert "k3y" not in shown.stdout + document.stdout


def test_a_refusal_is_a_sentence_with_the_id_of_its_request(api):
    api.refusals = [(404, {})]

    refused = signal9("--api", api.url, "history", "NOBODY")

    assert (refused.exit_code, refused.stdout) == (4, "")
    assert refused.stderr == "told_404: no (HTTP 404, request id-1)\n"


@pytest.mark.parametrize("url", ["http://api.example", "ftp://127.0.0.1", "api.example"])
def test_a_key_is_sent_to_no_address_that_others_can_read(url):
    refused = signal9("--api", url, "ratings")

    assert refused.exit_code == 2
    assert "ApiNotSecure" in refused.stderr


@pytest.mark.parametrize("command", [["runs"], ["budget"], ["day", "status"], ["positions", "main"]])
def test_what_reads_the_stages_own_tables_does_not_pretend_to_ask_an_api(api, command):
    refused = signal9("--api", api.url, *command)

    assert refused.exit_code == 2
    assert "--stage" in refused.stderr


@pytest.fixture
def widgets(api):
    client = Client(api.url, api_key="s9_k3y", sleep=lambda _seconds: None)
    with WidgetServer(client, 0, ("https://pro.openbb.co",)) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        with httpx.Client(base_url=server.url, headers={"Origin": "https://pro.openbb.co"}) as http:
            yield http
        server.shutdown()


def test_the_workspace_is_told_of_every_widget_and_a_board_of_them(widgets):
    told, [board] = widgets.get("/widgets.json"), widgets.get("/apps.json").json()

    assert told.headers["Access-Control-Allow-Origin"] == "https://pro.openbb.co"
    assert {one["endpoint"] for one in told.json().values()} == set(WIDGETS)
    assert [one["i"] for one in board["tabs"]["research"]["layout"]] == list(told.json())
    places = [(one["x"], one["y"]) for one in board["tabs"]["research"]["layout"]]
    assert len(set(places)) == len(places)
    sectors = next(p for p in told.json()["signal9_ratings"]["params"] if p["paramName"] == "sector")
    assert {"label": "Energy", "value": "Energy"} in sectors["options"]


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_shows_what_its_kind_takes(widgets, name):
    given = {one: EXAMPLE[one] for one in WIDGETS[name].parameters if one in EXAMPLE}

    answer = widgets.get(f"/{name}", params={**given, "as_of": "2026-05-20"})

    assert answer.status_code == 200, answer.text
    document = answer.json()
    if WIDGETS[name].kind == "table":
        values = [value for row in document for value in row.values()]
        assert values
        assert not any(isinstance(value, dict | list) for value in values)
    elif WIDGETS[name].kind == "chart":
        assert all(len(line["x"]) == len(line["y"]) > 0 for line in document["data"])
    else:
        assert "ACME" in document


def test_a_widget_says_what_is_missing_or_refused(api, widgets):
    assert widgets.get("/history").json() == {"error": "missing: symbol"}
    api.refusals = [(404, {})]
    refused = widgets.get("/history", params={"symbol": "NOBODY"})
    assert (refused.status_code, refused.json()["error"]) == (404, "told_404: no (HTTP 404, request id-1)")
    assert widgets.get("/else").status_code == 404


def test_other_pages_read_nothing(widgets):
    stranger = widgets.get("/widgets.json", headers={"Origin": "https://evil.example"})
    renamed = widgets.get("/ratings", headers={"Host": "evil.example:6900"})

    assert "Access-Control-Allow-Origin" not in stranger.headers
    assert renamed.status_code == 403


def test_a_preflight_of_the_workspace_may_reach_this_machine(widgets):
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Private-Network": "true"}

    told = widgets.options("/ratings", headers=asked)

    assert told.status_code == 204
    assert told.headers["Access-Control-Allow-Private-Network"] == "true"

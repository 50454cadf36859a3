"""The command, the Python client and the MCP server on the deployed API, as somebody who is logged in."""

import json
import os
import subprocess
import sys
from pathlib import Path

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from scripts.client import Client
from scripts.client.errors import NotFound, Unauthorized
from tests.integration.api.test_research import LISTED

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]

SIGNAL9 = Path(sys.executable).with_name("signal9")


@pytest.fixture(scope="module", autouse=True)
def listed(api):
    """The asset, rated by nobody."""
    api.laptop.table("signal9-assets-local").put_item(Item=LISTED)


@pytest.fixture(scope="module")
def environment(api):
    """Of a terminal in which `reader` is logged in."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    given |= {"SIGNAL9_LOCAL_DIR": str(api.laptop.folder), "COLUMNS": "80"}
    subprocess.run([SIGNAL9, "login", "--as", "reader"], env=given, check=True, capture_output=True)
    return given


@pytest.fixture(scope="module")
def key(api):
    """Of the reader, for research alone."""
    reader = api.person("reader")
    reader.ask("POST", "/users", json={"email": "r@example.com", "first_name": "R", "last_name": "R"})
    asked = {"name": "tools", "scopes": ["read:assets"], "expires_in_days": 1}
    return reader.ask("POST", "/api-keys", json=asked).json()["key"]


def signal9(environment, *arguments):
    return subprocess.run(
        [SIGNAL9, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_somebody_who_is_logged_in_reads_at_an_address(api, environment):
    shown = signal9(environment, "--api", api.url, "asset", LISTED["symbol"])
    told = signal9(environment, "--api", api.url, "asset", LISTED["symbol"], "--json")

    assert shown.stdout.startswith("ACME  Acme Anvils Inc\n"), shown.stderr
    assert json.loads(told.stdout)["asset"]["data_status"] == "pending"


def test_without_an_address_the_stages_own_api_is_asked(environment):
    told = signal9(environment, "search", "acme", "--json")

    assert [hit["id"] for hit in json.loads(told.stdout)["items"]] == ["ACME"], told.stderr


def test_a_program_reads_with_a_key_and_no_more_than_it_may(api, key):
    client = Client(api.url, api_key=key)

    assert client.get_asset("acme")["symbol"] == "ACME"
    assert client.get_asset("acme") == client.get_asset("acme")
    assert list(client.pages(client.list_upcoming_earnings, watchlist_only=True)) == []
    with pytest.raises(NotFound) as refused:
        client.get_rating("ACME")
    assert refused.value.request_id
    with pytest.raises(Unauthorized):
        Client(api.url, api_key=f"{key}x").list_sectors()


def test_a_model_reads_with_a_key(api, key):
    async def talk():
        server = StdioServerParameters(
            command=str(SIGNAL9), args=["mcp", "--api", api.url], env={"SIGNAL9_API_KEY": key}
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as model:
            await model.initialize()
            return await model.call_tool("get_asset", {"asset_id": "ACME"})

    answer = anyio.run(talk)

    assert json.loads(answer.content[0].text)["name"] == "Acme Anvils Inc"

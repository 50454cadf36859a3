"""The MCP server as a language model's program uses it: a session over standard input and output."""

import json
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from scripts.signal9.mcp_tools import (
    UnknownTool,
    WrongArguments,
    call,
    offered,
    without_secrets,
)
from tests.support.exemplary import ExemplaryApi

READS, ALL = offered(writes=False), offered(writes=True)


@pytest.fixture(scope="module")
def server():
    with ExemplaryApi() as server:
        yield server


@pytest.fixture
def api(server):
    server.asked, server.refusals = [], []
    return server


@asynccontextmanager
async def session(api, *options):
    server = StdioServerParameters(
        command=str(Path(sys.executable).with_name("signal9")),
        args=["mcp", "--api", api.url, *options],
        env={"SIGNAL9_API_KEY": "s9_k3y"},
    )
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        yield session


def test_a_session_reads_and_is_told_of_refusals(api):
    async def talk():
        async with session(api) as model:
            listed = await model.list_tools()
            found = await model.call_tool("get_rating", {"asset_id": "ACME"})
            api.refusals = [(404, {})]
            refused = await model.call_tool("get_rating", {"asset_id": "NOBODY"})
            forbidden = await model.call_tool("create_watchlist", {"body": {"name": "New"}})
            await model.send_ping()
            return listed.tools, found, refused, forbidden

    tools, found, refused, forbidden = anyio.run(talk)

    assert {tool.name for tool in tools} == set(READS)
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert (found.is_error, json.loads(found.content[0].text)["symbol"]) == (False, "ACME")
    assert (refused.is_error, refused.content[0].text) == (True, "told_404: no (HTTP 404, request id-1)")
    assert forbidden.is_error
    assert forbidden.content[0].text.startswith("UnknownTool: got 'create_watchlist'")
    assert {asked[0] for asked in api.asked} == {"GET"}
    assert api.asked[0][2]["X-Api-Key"] == "s9_k3y"


def test_a_session_that_may_write_makes_a_watchlist(api):
    async def talk():
        async with session(api, "--allow-writes") as model:
            return await model.call_tool("create_watchlist", {"body": {"name": "New"}})

    made = anyio.run(talk)

    assert not made.is_error, made.content[0].text
    assert api.asked[-1][0] == "POST"
    assert api.asked[-1][3] == {"name": "New"}


def test_only_reads_are_offered_unless_writes_are_allowed():
    assert all(tool.is_read for tool in READS.values())
    assert {tool.operation.method for name, tool in ALL.items() if name not in READS} == {
        "POST",
        "PUT",
        "DELETE",
    }


@pytest.mark.parametrize("writes", [False, True])
def test_orders_keys_and_persons_are_never_offered(writes):
    paths = {tool.operation.path for tool in offered(writes=writes).values()}

    assert not any(
        part in path for path in paths for part in ("trades", "sessions", "api-keys", "users", "export")
    )


@pytest.mark.parametrize("name", ALL)
def test_a_call_is_the_request_of_the_contract(name):
    tool = ALL[name]
    given = dict.fromkeys(tool.schema["required"], "a/b")

    asked = call(ALL, name, given)

    in_path = [each["name"] for each in tool.operation.parameters if each["in"] == "path"]
    assert asked.method == tool.operation.method
    assert asked.path.count("a%2Fb") == len(in_path)
    assert "{" not in asked.path
    assert set(asked.query) <= {each["name"] for each in tool.operation.parameters}


@pytest.mark.parametrize("given", [{}, {"asset_id": None}, {"asset_id": "A", "colour": "red"}])
def test_wrong_arguments_are_named(given):
    with pytest.raises(WrongArguments, match="get_rating: missing"):
        call(READS, "get_rating", given)


@pytest.mark.parametrize("name", ["submit_order", "SubmitOrder", "", "make_api_key", "create_watchlist"])
def test_a_tool_that_is_not_offered_is_unknown(name):
    with pytest.raises(UnknownTool):
        call(READS, name, {})


def test_secrets_do_not_reach_a_conversation():
    made = {"alert_id": "a", "webhook_secret": "s", "items": [{"webhook_secret": "s", "x": 1}]}

    assert without_secrets(made) == {"alert_id": "a", "items": [{"x": 1}]}

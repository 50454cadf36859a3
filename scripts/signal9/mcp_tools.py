"""What the MCP server offers, from the contract: a tool an operation, and the request that a call of it is.

Orders and sessions are never among them, nor profiles and what takes a person: keys, erasure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from functions.runtime import contract
from functions.runtime.contract import Operation
from scripts.build.python_client import argument, snake

READ_TAGS = frozenset({"research", "search", "watchlists", "alerts"})
WRITE_TAGS = frozenset({"watchlists", "alerts"})
# Its answer is an address that opens the file to whoever has it.
NEVER = frozenset({"ExportAsset"})
# Shown once to who made it; a conversation is no place to keep it.
SECRETS = frozenset({"webhook_secret"})
# A conversation has room for so much; whoever needs more asks the API itself.
MOST_CHARACTERS = 120_000


class UnknownTool(Exception):
    """Also of a tool that exists and is not offered."""


class WrongArguments(Exception):
    """Says which are missing, and which there are not."""


@dataclass(frozen=True, slots=True)
class Tool:
    operation: Operation
    name: str
    description: str
    schema: Mapping[str, Any]

    @property
    def is_read(self) -> bool:
        return self.operation.method == "GET"


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of `Client.ask`."""

    method: str
    path: str
    query: Mapping[str, Any]
    body: Any


def offered(*, writes: bool) -> dict[str, Tool]:
    """By name."""
    tools = [_tool(one) for one in contract.operations().values() if _is_offered(one, writes=writes)]
    return {tool.name: tool for tool in tools}


def _is_offered(operation: Operation, *, writes: bool) -> bool:
    if operation.is_public or not operation.takes_keys or operation.name in NEVER:
        return False
    tag = _described(operation)["tags"][0]
    return tag in READ_TAGS if operation.method == "GET" else writes and tag in WRITE_TAGS


def _described(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = contract.document()["paths"][operation.path][operation.method.lower()]
    return found


def _tool(operation: Operation) -> Tool:
    described = _described(operation)
    properties: dict[str, Any] = {}
    required = []
    for parameter in operation.parameters:
        if parameter["in"] == "header":
            continue
        name = argument(parameter["name"])
        words = parameter.get("description")
        properties[name] = {**parameter["schema"], **({"description": words} if words else {})}
        if parameter.get("required"):
            required.append(name)
    if operation.body is not None:
        properties["body"] = operation.body
        required.append("body")
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    words = "\n\n".join(filter(None, (described["summary"], described.get("description"))))
    return Tool(operation, snake(operation.name), words, schema)


def call(tools: Mapping[str, Tool], name: str, arguments: Mapping[str, Any]) -> Call:
    """Raises UnknownTool, WrongArguments; what a value may be is the API's to judge."""
    if name not in tools:
        raise UnknownTool(f"UnknownTool: got {name!r}, expected one of {', '.join(sorted(tools))}")
    tool = tools[name]
    known = tool.schema["properties"]
    missing = [one for one in tool.schema["required"] if arguments.get(one) is None]
    strange = sorted(set(arguments) - set(known))
    if missing or strange:
        raise WrongArguments(f"WrongArguments: {name}: missing {missing}, unknown {strange}")
    path = tool.operation.path
    query: dict[str, Any] = {}
    for parameter in tool.operation.parameters:
        value = arguments.get(argument(parameter["name"]))
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(value), safe=""))
        elif parameter["in"] == "query" and value is not None:
            query[parameter["name"]] = value
    return Call(tool.operation.method, path, query, arguments.get("body"))


def without_secrets(document: Any) -> Any:
    if isinstance(document, list):
        return [without_secrets(each) for each in document]
    if isinstance(document, dict):
        return {name: without_secrets(value) for name, value in document.items() if name not in SECRETS}
    return document

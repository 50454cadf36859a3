"""The API's description as Python: a TypedDict for every document, a method for every operation."""

import keyword
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from scripts.build.typescript import resolved

Node = Mapping[str, Any]

MADE = "Made from resources/api/openapi.yml by `python -m scripts.build.contract`; not edited by hand."
_SCALARS = {"string": "str", "number": "float", "integer": "int", "boolean": "bool"}


def documents(document: Node) -> str:
    """The module of types. Objects come first, and what is short for something else after them."""
    schemas = document["components"]["schemas"]
    objects: list[str] = []
    aliases: list[str] = []
    for name, schema in schemas.items():
        if _fields(schema):
            _declare(name, schema, objects)
        else:
            aliases.append(f'{name}: TypeAlias = "{_typed(schema, name, objects)}"')
    parts = [
        f'"""What the API takes and answers.\n\n{MADE}\n"""',
        "from __future__ import annotations",
        "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict",
        *objects,
        *aliases,
    ]
    return _formatted("\n\n".join(parts))


def methods(document: Node, operations: Iterator[tuple[str, str, Node]]) -> str:
    """The module of methods, which leave the asking to `Asking.ask`."""
    asked = [_method(document, path, method, operation) for path, method, operation in operations]
    head = f'''
        """A method for every operation of the API.

        {MADE}
        """

        from __future__ import annotations

        from typing import Any, Literal, Protocol
        from urllib.parse import quote

        from scripts.client import documents as d


        class Asking(Protocol):
            def ask(
                self,
                method: str,
                path: str,
                *,
                query: dict[str, Any] | None = None,
                headers: dict[str, Any] | None = None,
                body: Any = None,
            ) -> Any: ...


        def _part(text: str) -> str:
            """Of a path: a symbol may not begin another part."""
            return quote(text, safe="")


        class Operations:
        '''
    return _formatted(dedent(head).lstrip() + "\n".join(asked))


def _declare(name: str, schema: Node, objects: list[str]) -> None:
    """Objects inside of an object are declared before it, under its name and theirs."""
    needed = schema.get("required", ())
    fields = {}
    for field, inner in _fields(schema).items():
        kind = _typed(inner, f"{name}{_pascal(field)}", objects)
        fields[field] = kind if field in needed else f"NotRequired[{kind}]"
    words = _words(schema)
    if any(not field.isidentifier() or keyword.iskeyword(field) for field in fields):
        inside = ", ".join(f'"{field}": "{kind}"' for field, kind in fields.items())
        objects.append(f'{name} = TypedDict("{name}", {{{inside}}})')
        return
    lines = [f"class {name}(TypedDict):", *([f'    """{words}"""'] if words else [])]
    objects.append("\n".join((*lines, *(f"    {field}: {kind}" for field, kind in fields.items()))))


def _typed(schema: Node, name: str, objects: list[str]) -> str:
    found = _kind(schema, name, objects)
    return f"{found} | None" if schema.get("nullable") else found


def _kind(schema: Node, name: str, objects: list[str]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "allOf" in schema:
        [only] = schema["allOf"]
        return _typed(only, name, objects)
    if "enum" in schema:
        return f"Literal[{', '.join(repr(value) for value in schema['enum'] if value is not None)}]"
    if schema.get("type") == "array":
        return f"list[{_typed(schema['items'], name, objects)}]"
    if _fields(schema):
        _declare(name, schema, objects)
        return name
    more = schema.get("additionalProperties")
    of = _typed(more, name, objects) if isinstance(more, Mapping) and more else "Any"
    return {**_SCALARS, "object": f"dict[str, {of}]"}.get(schema.get("type", ""), "Any")


def _fields(schema: Node) -> Node:
    found: Node = schema.get("properties", {})
    return found


def _method(document: Node, path: str, method: str, operation: Node) -> str:
    shared = document["paths"][path].get("parameters", ())
    parameters = [resolved(document, one) for one in (*shared, *operation.get("parameters", ()))]
    of = {where: [one for one in parameters if one["in"] == where] for where in ("path", "query", "header")}
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    positional = [f"{argument(one['name'])}: str" for one in of["path"]]
    if body:
        positional.append(f"body: {_named(body['schema'])}")
    rest = sorted((*of["query"], *of["header"]), key=lambda one: not one.get("required"))
    named = [f"{argument(one['name'])}: {_given(one)}" for one in rest]
    signature = ", ".join(("self: Asking", *positional, *(("*", *named) if named else ())))
    sent = [f'"{method.upper()}"', f'f"{_path(path)}"' if of["path"] else f'"{path}"']
    for where, word in (("query", "query"), ("header", "headers")):
        if of[where]:
            inside = ", ".join(f'"{one["name"]}": {argument(one["name"])}' for one in of[where])
            sent.append(f"{word}={{{inside}}}")
    if body:
        sent.append("body=body")
    answer = _answer(document, operation)
    call = f"self.ask({', '.join(sent)})"
    returned = call if answer == "None" else f"found: {answer} = {call}"
    end = [] if answer == "None" else ["        return found"]
    summary = str(operation["summary"]).rstrip(".")
    lines = [
        f"    def {snake(operation['operationId'])}({signature}) -> {answer}:",
        f'        """{summary}."""',
    ]
    return "\n".join((*lines, f"        {returned}", *end, ""))


def _answer(document: Node, operation: Node) -> str:
    success = next(status for status in operation["responses"] if status.startswith("2"))
    content = resolved(document, operation["responses"][success]).get("content", {})
    if "application/json" in content:
        return _named(content["application/json"]["schema"])
    return "str" if content else "None"


def _named(schema: Node) -> str:
    """Of an answer that has no name of its own only the outermost is typed."""
    if "$ref" in schema:
        return f"d.{schema['$ref'].rpartition('/')[2]}"
    return f"list[{_named(schema['items'])}]" if schema.get("type") == "array" else "dict[str, Any]"


def _given(parameter: Node) -> str:
    schema = parameter["schema"]
    kind = f"d.{schema['$ref'].rpartition('/')[2]}" if "$ref" in schema else _kind(schema, "", [])
    return kind if parameter.get("required") else f"{kind} | None = None"


def _path(path: str) -> str:
    return re.sub(r"\{(\w+)\}", r"{_part(\1)}", path)


def argument(name: str) -> str:
    found = name.replace("-", "_").lower()
    return f"{found}_" if keyword.iskeyword(found) or found == "type" else found


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in re.split(r"[_-]", name))


def _words(schema: Node) -> str:
    return " ".join(str(schema.get("description", "")).split()).replace("\\", "")


def _formatted(text: str) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    command = [str(ruff), "format", "--quiet", "--stdin-filename", "scripts/client/made.py", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout

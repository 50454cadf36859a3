"""The API's description as one page for people, with everything it needs in it."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any

Node = Mapping[str, Any]

METHODS = ("get", "put", "post", "delete", "patch")
STYLE = """
:root { color-scheme: light dark; --line: #8884; --quiet: #888; --accent: #0a7d55; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
a { color: var(--accent); }
code, pre { font: 0.9em ui-monospace, monospace; }
pre { border: 1px solid var(--line); border-radius: 4px; overflow-x: auto; padding: 0.75rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td, th { border-bottom: 1px solid var(--line); padding: 0.25rem 1rem 0.25rem 0; text-align: left; }
td { vertical-align: top; }
summary { cursor: pointer; padding: 0.35rem 0; }
details details { margin-left: 1rem; }
.method { color: var(--accent); display: inline-block; font-weight: 600; width: 4.5rem; }
.quiet { color: var(--quiet); }
"""
POLICY = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
    + b64encode(sha256(STYLE.encode()).digest()).decode()
    + "'"
)


def page(document: Node) -> str:
    title = f"{document['info']['title']} API {document['info']['version']}"
    return "".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>{escape(title)}</h1>{_prose(document['info']['description'])}",
            *(_tagged(document, tag) for tag in document["tags"]),
            "<h2>Schemas</h2>",
            *(_schema(name, schema) for name, schema in document["components"]["schemas"].items()),
            "</main></body></html>",
        )
    )


def _tagged(document: Node, tag: Node) -> str:
    found = "".join(
        _operation(document, *each) for each in _operations(document) if each[3]["tags"][0] == tag["name"]
    )
    return f"<h2>{escape(tag['name'])}</h2>{_prose(tag['description'])}{found}"


def _operations(document: Node) -> Iterator[tuple[str, str, Node, Node]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item, item[method]


def _operation(document: Node, path: str, method: str, item: Node, operation: Node) -> str:
    parameters = [
        _found(document, one) for one in (*item.get("parameters", ()), *operation.get("parameters", ()))
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return "".join(
        (
            f'<details id="{escape(operation["operationId"])}"><summary>',
            f'<span class="method">{method.upper()}</span>',
            f"<code>{escape(path)}</code> {escape(operation['summary'])}</summary>",
            _prose(operation.get("description", "")),
            f'<p class="quiet">{escape(operation["operationId"])}; {_scopes(document, operation)}</p>',
            _parameters(parameters),
            f"<h4>Body</h4>{_content(body)}" if body else "",
            "<h4>Answers</h4>",
            *(_answer(status, _found(document, one)) for status, one in operation["responses"].items()),
            "</details>",
        )
    )


def _scopes(document: Node, operation: Node) -> str:
    security = operation.get("security", document["security"])
    scopes = sorted({scope for needed in security for given in needed.values() for scope in given})
    if not security:
        return "open to everybody"
    return (
        f"needs {', '.join(f'<code>{escape(scope)}</code>' for scope in scopes)}"
        if scopes
        else "needs a token"
    )


def _parameters(parameters: list[Node]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><td><code>{escape(one['name'])}</code>{' *' if one.get('required') else ''}</td>"
        f"<td>{escape(one['in'])}</td><td>{_kind(one['schema'])}</td>"
        f"<td>{_words(one.get('description', ''))}</td></tr>"
        for one in parameters
    )
    return f"<table><tr><th>Parameter</th><th>In</th><th>Form</th><th></th></tr>{rows}</table>"


def _kind(schema: Node) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#schema-{escape(name)}">{escape(name)}</a>'
    if "enum" in schema:
        kind = ", ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    elif schema.get("type") == "array":
        kind = f"list of {_kind(schema['items'])}"
    else:
        limits = (
            f"{name} {schema[name]}"
            for name in ("minimum", "maximum", "maxLength", "pattern")
            if name in schema
        )
        kind = escape(", ".join((str(schema.get("type", "anything")), *limits)))
    return (
        f"{kind}; if left out <code>{escape(str(schema['default']))}</code>" if "default" in schema else kind
    )


def _content(content: Node) -> str:
    examples = [one["value"] for one in content.get("examples", {}).values()]
    examples += [content["example"]] if "example" in content else []
    shown = "".join(f"<pre>{escape(json.dumps(example, indent=2))}</pre>" for example in examples)
    return f"<p>{_kind(content['schema'])}</p>{shown}"


def _answer(status: str, response: Node) -> str:
    content = response.get("content", {}).get("application/json")
    shown = _content(content) if content else ""
    head = f"<summary><code>{escape(status)}</code> {_words(response['description'])}</summary>"
    return f"<details>{head}{shown}</details>"


def _schema(name: str, schema: Node) -> str:
    head = f"<summary><code>{escape(name)}</code> {_words(schema.get('description', ''))}</summary>"
    form = escape(json.dumps(schema, indent=2))
    return f'<details id="schema-{escape(name)}">{head}<pre>{form}</pre></details>'


def _found(document: Node, node: Node) -> Node:
    if "$ref" not in node:
        return node
    found: Any = document
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    resolved: Node = found
    return resolved


def _prose(text: str) -> str:
    return "".join(f"<p>{_words(part)}</p>" for part in text.split("\n\n") if part.strip())


def _words(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(" ".join(text.split())))

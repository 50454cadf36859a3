"""The API's description as TypeScript types: what is sent, what is answered, which operation does which."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]

HEADER = """// Made from resources/api/openapi.yml by `python -m scripts.build.contract`; not edited by hand.
// Version {version}.
"""
_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_SCALARS = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean"}


def declarations(document: Node, operations: Iterator[tuple[str, str, Node]]) -> str:
    schemas = document["components"]["schemas"]
    parts = [HEADER.format(version=document["info"]["version"])]
    parts += [_declared(name, schemas[name]) for name in schemas]
    parts.append("export interface Operations {")
    for path, method, operation in operations:
        shared = document["paths"][path].get("parameters", ())
        parameters = [resolved(document, one) for one in (*shared, *operation.get("parameters", ()))]
        parts.append(_operation(document, (path, method, operation), parameters))
    parts.append("}\n")
    return "\n".join(parts)


def _declared(name: str, schema: Node) -> str:
    return f"{_comment(schema, '')}export type {name} = {typed(schema)};\n"


def _operation(document: Node, asked: tuple[str, str, Node], parameters: list[Node]) -> str:
    path, method, operation = asked
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    lines = [
        f"  /** {operation['summary']} */",
        f"  {operation['operationId']}: {{",
        f'    method: "{method.upper()}";',
        f'    path: "{path}";',
        *(f"    {where}: {_parameters(parameters, where)};" for where in ("query", "header")),
        f"    parameters: {_parameters(parameters, 'path')};",
        f"    body: {typed(body['schema'], '    ') if body else 'undefined'};",
        "    responses: {",
    ]
    for status, response in operation["responses"].items():
        content = resolved(document, response).get("content", {}).get("application/json")
        lines.append(f"      {status}: {typed(content['schema'], '      ') if content else 'undefined'};")
    return "\n".join((*lines, "    };", "  };"))


def _parameters(parameters: list[Node], where: str) -> str:
    found = [one for one in parameters if one["in"] == where]
    if not found:
        return "Record<string, never>"
    named = (f"{_key(p['name'])}{'' if p.get('required') else '?'}: {typed(p['schema'])}" for p in found)
    return f"{{ {'; '.join(named)} }}"


def resolved(document: Node, node: Node) -> Node:
    if "$ref" not in node:
        return node
    found: Any = document
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    named: Node = found
    return named


def typed(schema: Node, indent: str = "") -> str:
    """The type of what a schema describes; `indent` is that of the line it begins on."""
    found = _typed(schema, indent)
    return f"{found} | null" if schema.get("nullable") else found


def _typed(schema: Node, indent: str) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    for combined, sign in (("allOf", " & "), ("oneOf", " | "), ("anyOf", " | ")):
        if combined in schema:
            return f"({sign.join(typed(one, indent) for one in schema[combined])})"
    if "enum" in schema:
        return " | ".join(_literal(value) for value in schema["enum"] if value is not None)
    kind = schema.get("type")
    if kind == "array":
        return f"Array<{typed(schema['items'], indent)}>"
    if kind == "object":
        return _object(schema, indent)
    return _SCALARS.get(kind or "", "unknown")


def _object(schema: Node, indent: str) -> str:
    fields, more = schema.get("properties", {}), schema.get("additionalProperties")
    if not fields:
        return f"Record<string, {typed(more, indent) if isinstance(more, Mapping) and more else 'unknown'}>"
    inner = f"{indent}  "
    required = schema.get("required", ())
    marks = {name: "" if name in required else "?" for name in fields}
    lines = [
        f"{_comment(field, inner)}{inner}{_key(name)}{marks[name]}: {typed(field, inner)};"
        for name, field in fields.items()
    ]
    return "\n".join(("{", *lines, f"{indent}}}"))


def _comment(schema: Node, indent: str) -> str:
    words = " ".join(str(schema.get("description", "")).split())
    return f"{indent}/** {words.replace('*/', '* /')} */\n" if words else ""


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else f'"{name}"'

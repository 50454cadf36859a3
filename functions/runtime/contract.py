"""What the API promises, as its description says it: who may call an operation and what a request looks like.

`openapi.json` is resources/api/openapi.yml in the form that ships; a contract test holds them equal.
Validators are compiled when a function first needs one: 3 ms for the largest body, once a lifetime.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).with_name("openapi.json")
METHODS = ("get", "put", "post", "delete", "patch")
# JSON Schema's draft 4 is the one OpenAPI 3.0 is made from.
DIALECT = "http://json-schema.org/draft-04/schema#"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    field: str
    message: str

    def document(self) -> dict[str, str]:
        return {"field": self.field, "message": self.message}


Problems = Callable[[Any], list[FieldProblem]]


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    method: str
    path: str
    scopes: frozenset[str]
    is_public: bool
    body: Mapping[str, Any] | None
    parameters: tuple[Mapping[str, Any], ...]

    def body_problems(self, body: object) -> list[FieldProblem]:
        return _checker(self.name)(body)


@cache
def document() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return parsed


@cache
def operations() -> dict[str, Operation]:
    """By operation id."""
    found = {}
    for path, item in document()["paths"].items():
        for method in METHODS:
            if method in item:
                operation = _operation(path, method, item)
                found[operation.name] = operation
    return found


def _operation(path: str, method: str, item: Mapping[str, Any]) -> Operation:
    described = item[method]
    security = described.get("security", document()["security"])
    content = described.get("requestBody", {}).get("content", {})
    parameters = (*item.get("parameters", ()), *described.get("parameters", ()))
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        path=path,
        scopes=frozenset(scope for needed in security for scopes in needed.values() for scope in scopes),
        is_public=not security,
        body=resolved(content["application/json"]["schema"]) if content else None,
        parameters=tuple(resolved(parameter) for parameter in parameters),
    )


def resolved(node: Any) -> Any:
    """The same with every `$ref` replaced by what it names."""
    if isinstance(node, list):
        return [resolved(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        found = document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return resolved(found)
    return {key: resolved(value) for key, value in node.items()}


@cache
def _checker(operation: str) -> Problems:
    return checker(operations()[operation].body or {})


def checker(schema: Mapping[str, Any]) -> Problems:
    """Every problem of a value, one a field; compiled once."""
    import fastjsonschema

    validate = fastjsonschema.compile({"$schema": DIALECT, **schema}, use_default=False, fast_fail=False)

    def problems(value: Any) -> list[FieldProblem]:
        try:
            validate(value)
        except fastjsonschema.JsonSchemaValuesException as refused:
            return [problem for error in refused.errors for problem in _problems_of(error)]
        return []

    return problems


def _problems_of(error: Any) -> list[FieldProblem]:
    """The library reports missing and unknown fields on the object that should have them or not."""
    where = ".".join(error.path[1:])
    inside = f"{where}." if where else ""
    if error.rule == "required":
        missing = [name for name in error.rule_definition if name not in error.value]
        return [FieldProblem(f"{inside}{name}", "is missing") for name in missing]
    if error.rule == "additionalProperties":
        known = error.definition.get("properties", {})
        unknown = sorted(name for name in error.value if name not in known)
        return [FieldProblem(f"{inside}{name}", "is not a field of this request") for name in unknown]
    return [FieldProblem(where or "body", _expectation(error))]


def _expectation(error: Any) -> str:
    described = error.definition.get("description")
    if error.rule == "enum":
        return f"must be one of {', '.join(map(str, error.rule_definition))}"
    if error.rule == "pattern" and described:
        return f"must be: {described}"
    return str(error.message.removeprefix(error.name or "").strip())

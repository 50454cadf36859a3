"""What the API answers, held against what its description promises."""

import json
from collections import defaultdict
from functools import cache

from jsonschema import Draft4Validator

from functions.runtime import contract

REACHED = defaultdict(set)  # statuses by operation, in this process


def check(operation, status, headers, text):
    """A status that is described, a body of its schema without anything else, and the headers of its kind."""
    described = _operation(operation)["responses"]
    assert str(status) in described, f"{operation} answered {status}, which is not described: {text[:300]}"
    REACHED[operation].add(status)
    content = described[str(status)].get("content")
    assert bool(text) == bool(content), f"{operation} {status}: {text[:300]!r}"
    missing = set(described[str(status)].get("headers", {})) - set(headers)
    assert {name for name in missing if name != "Retry-After"} == set(), f"{operation} {status}"
    if content:
        [form] = content
        assert headers["Content-Type"].partition(";")[0] == form
    if content and form == "application/json":
        problems = [
            f"{'.'.join(map(str, error.absolute_path))}: {error.message[:300]}"
            for error in _validator(operation, str(status)).iter_errors(json.loads(text))
        ]
        assert problems == [], f"{operation} {status}"


def problems(schema, value):
    return [error.message for error in Draft4Validator(strict(contract.resolved(schema))).iter_errors(value)]


@cache
def _validator(operation, status):
    schema = _operation(operation)["responses"][status]["content"]["application/json"]["schema"]
    return Draft4Validator(strict(schema))


@cache
def _operation(name):
    asked = contract.operations()[name]
    return contract.resolved(contract.document()["paths"][asked.path][asked.method.lower()])


def strict(node):
    """OpenAPI's `nullable` in the words of JSON Schema, and no fields that nobody described."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    schema = {name: strict(value) for name, value in node.items() if name not in ("nullable", "example")}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        schema.setdefault("additionalProperties", False)
    if node.get("nullable") is True:
        return {"anyOf": [{"type": "null"}, schema]}
    return schema

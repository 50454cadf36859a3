"""What a change of the API's description would break for clients of the released one.

Clients break when something they call, send or read is no longer there or no longer allowed, and when they
must send something they did not know of. More operations, parameters that may be left out, more fields and
statuses of an answer break nobody; a value that an answer could not have before does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]

METHODS = ("get", "put", "post", "delete", "patch")


def broken(released: Node, now: Node) -> list[str]:
    """Each as a sentence that says where."""
    return list(_paths(released, now))


def _paths(released: Node, now: Node) -> Iterator[str]:
    for path, item in released["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            where = f"{method.upper()} {path}"
            if method not in now["paths"].get(path, {}):
                yield f"{where} is gone"
                continue
            old = _whole(released, item, item[method])
            yield from _operation(where, old, _whole(now, now["paths"][path], now["paths"][path][method]))


def _whole(document: Node, item: Node, operation: Node) -> Node:
    """The operation with everything it names in it, and who may call it."""
    parameters = (*item.get("parameters", ()), *operation.get("parameters", ()))
    security = operation.get("security", document["security"])
    whole: Node = _resolved(document, {**operation, "parameters": parameters, "security": security})
    return whole


def _resolved(document: Node, node: Any) -> Any:
    if isinstance(node, list | tuple):
        return [_resolved(document, each) for each in node]
    if not isinstance(node, Mapping):
        return node
    if "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return _resolved(document, found)
    return {key: _resolved(document, value) for key, value in node.items()}


def _operation(where: str, old: Node, new: Node) -> Iterator[str]:
    if old["operationId"] != new["operationId"]:
        yield f"{where}: operation {old['operationId']} is now {new['operationId']}"
    if more := sorted(_scopes(new) - _scopes(old)):
        yield f"{where} needs more scopes: {', '.join(more)}"
    yield from _parameters(where, old["parameters"], new["parameters"])
    yield from _request(f"{where} body", _body(old), _body(new))
    for status, response in old["responses"].items():
        if status not in new["responses"]:
            yield f"{where}: status {status} is gone"
            continue
        was, is_ = (
            one.get("content", {}).get("application/json") for one in (response, new["responses"][status])
        )
        if was is not None:
            yield from _answer(f"{where} {status}", was["schema"], (is_ or {}).get("schema", {}))


def _scopes(operation: Node) -> set[str]:
    return {scope for needed in operation["security"] for scopes in needed.values() for scope in scopes}


def _parameters(where: str, old: Sequence[Node], new: Sequence[Node]) -> Iterator[str]:
    was, is_ = ({(p["in"], p["name"]): p for p in parameters} for parameters in (old, new))
    for key, parameter in was.items():
        if key not in is_:
            yield f"{where}: parameter {key[1]} is gone"
        else:
            yield from _request(f"{where} {key[1]}", parameter["schema"], is_[key]["schema"])
    for key, parameter in is_.items():
        if parameter.get("required") and not was.get(key, {}).get("required"):
            yield f"{where}: parameter {key[1]} must be sent now"


def _body(operation: Node) -> Node | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    schema: Node | None = content["schema"] if content else None
    return schema


def _request(where: str, old: Node | None, new: Node | None) -> Iterator[str]:
    """What could be sent must still be taken."""
    if new is None or old is None:
        if old is not new:
            yield f"{where} is {'gone' if new is None else 'needed now'}"
        return
    yield from _type(where, old, new)
    if gone := _values(old) - _values(new):
        yield f"{where} no longer takes {', '.join(sorted(gone))}"
    if "enum" in new and "enum" not in old:
        yield f"{where} takes some values only"
    yield from _limits(where, old, new)
    for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
        yield f"{where}: {name} must be sent now"
    for name, field in old.get("properties", {}).items():
        yield from _request(f"{where}.{name}", field, new.get("properties", {}).get(name))
    if "items" in old:
        yield from _request(f"{where}[]", old["items"], new.get("items"))


def _limits(where: str, old: Node, new: Node) -> Iterator[str]:
    for name, is_narrower in (
        ("minimum", float.__gt__),
        ("minLength", float.__gt__),
        ("minItems", float.__gt__),
        ("maximum", float.__lt__),
        ("maxLength", float.__lt__),
        ("maxItems", float.__lt__),
    ):
        if name in new and (name not in old or is_narrower(float(new[name]), float(old[name]))):
            yield f"{where}: {name} is {new[name]} now"
    if new.get("pattern", old.get("pattern")) != old.get("pattern"):
        yield f"{where}: pattern is {new['pattern']} now"


def _answer(where: str, old: Node, new: Node) -> Iterator[str]:
    """What could be read must still be there, and be what it was."""
    yield from _type(where, old, new)
    if new.get("nullable") and not old.get("nullable"):
        yield f"{where} can be null now"
    if more := _values(new) - _values(old):
        yield f"{where} has new values: {', '.join(sorted(more))}"
    for name in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
        yield f"{where}: {name} can be missing now"
    for name, field in old.get("properties", {}).items():
        if name in new.get("properties", {}):
            yield from _answer(f"{where}.{name}", field, new["properties"][name])
        else:
            yield f"{where}.{name} is gone"
    for inner in ("items", "additionalProperties"):
        if isinstance(old.get(inner), Mapping) and isinstance(new.get(inner), Mapping):
            yield from _answer(f"{where}[]", old[inner], new[inner])


def _type(where: str, old: Node, new: Node) -> Iterator[str]:
    if old.get("type") != new.get("type"):
        yield f"{where} is {new.get('type', 'of any type')} and was {old.get('type', 'of any type')}"


def _values(schema: Node) -> set[str]:
    values: Iterable[object] = schema.get("enum", ())
    return {str(value) for value in values}

"""A document as a schema describes it: its example where there is one, or the plainest that fits."""

SCALARS = {"string": "text", "integer": 1, "number": 1.5, "boolean": True}


def of(response):
    """Of a resolved response; None where it has no body in JSON."""
    content = response.get("content", {}).get("application/json")
    if content is None:
        return None
    if "example" in content:
        return _plain(content["example"])
    named = list(content.get("examples", {}).values())
    return _plain(named[0]["value"]) if named else of_schema(content["schema"])


def of_schema(schema):
    for combined in ("allOf", "oneOf", "anyOf"):
        if combined in schema:
            return of_schema(schema[combined][0])
    if "example" in schema:
        return _plain(schema["example"])
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "array":
        return [of_schema(schema["items"])]
    if schema.get("type") == "object":
        return {name: of_schema(inner) for name, inner in schema.get("properties", {}).items()}
    return SCALARS.get(schema.get("type"))


def _plain(value):
    """YAML reads days as dates."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)

import pytest

from scripts.build.typescript import declarations, typed


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ({"type": "string"}, "string"),
        ({"type": "integer", "nullable": True}, "number | null"),
        ({"type": "boolean", "enum": [False]}, "false"),
        ({"type": "string", "enum": ["a", "b"]}, '"a" | "b"'),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Order"}}, "Array<Order>"),
        ({"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}, 'Array<"a" | "b">'),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "Record<string, number>"),
        ({"type": "object", "additionalProperties": {}}, "Record<string, unknown>"),
        ({"allOf": [{"$ref": "#/components/schemas/A"}], "nullable": True}, "(A) | null"),
        ({"description": "anything"}, "unknown"),
        (
            {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b-c": {}}},
            '{\n  a: string;\n  "b-c"?: unknown;\n}',
        ),
    ],
)
def test_a_schema_is_a_type(schema, found):
    assert typed(schema) == found


def test_a_comment_cannot_be_ended_by_a_description():
    schemas = {"Odd": {"type": "string", "description": "ends */ here"}}
    document = {"components": {"schemas": schemas}, "info": {"version": "1"}, "paths": {}}

    assert "/** ends * / here */" in declarations(document, iter(()))

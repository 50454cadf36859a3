"""Which changes of the API's description break clients of the released one."""

from copy import deepcopy

import pytest

from scripts.build.compatibility import broken

RELEASED = {
    "security": [{"oidc": []}],
    "paths": {
        "/orders": {
            "post": {
                "operationId": "Order",
                "security": [{"oidc": ["write"]}],
                "parameters": [{"name": "key", "in": "header", "schema": {"type": "string"}}],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Form"}}}
                },
                "responses": {
                    "200": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Told"}}}
                    },
                    "404": {},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Form": {
                "type": "object",
                "required": ["side"],
                "properties": {
                    "side": {"type": "string", "enum": ["buy", "sell"]},
                    "count": {"type": "integer", "minimum": 1, "maximum": 10},
                    "tags": {"type": "array", "items": {"type": "string", "maxLength": 5}},
                },
            },
            "Told": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "status": {"type": "string", "enum": ["open", "closed"]},
                    "fills": {
                        "type": "array",
                        "items": {"type": "object", "properties": {"at": {"type": "string"}}},
                    },
                },
            },
        }
    },
}
ORDER, FORM, TOLD = (
    ("paths", "/orders", "post"),
    ("components", "schemas", "Form"),
    ("components", "schemas", "Told"),
)


def changed(where, change):
    document = deepcopy(RELEASED)
    node = document
    for part in where:
        node = node[part]
    change(node)
    return broken(RELEASED, document)


@pytest.mark.parametrize(
    ("where", "change", "said"),
    [
        (("paths",), lambda n: n.clear(), "POST /orders is gone"),
        (ORDER, lambda n: n.update(operationId="Buy"), "operation Order is now Buy"),
        (ORDER, lambda n: n.update(security=[{"oidc": ["write", "admin"]}]), "needs more scopes: admin"),
        (ORDER, lambda n: n["responses"].pop("404"), "status 404 is gone"),
        (ORDER, lambda n: n["parameters"].clear(), "parameter key is gone"),
        (ORDER, lambda n: n["parameters"][0].update(required=True), "parameter key must be sent now"),
        (ORDER, lambda n: n.pop("requestBody"), "body is gone"),
        (FORM, lambda n: n["required"].append("count"), "count must be sent now"),
        (FORM, lambda n: n["properties"].pop("count"), "body.count is gone"),
        (FORM, lambda n: n["properties"]["side"]["enum"].remove("sell"), "no longer takes sell"),
        (FORM, lambda n: n["properties"]["count"].update(maximum=9), "maximum is 9 now"),
        (FORM, lambda n: n["properties"]["count"].update(minimum=2), "minimum is 2 now"),
        (FORM, lambda n: n["properties"]["tags"]["items"].update(pattern="^a"), "pattern is ^a now"),
        (FORM, lambda n: n["properties"]["count"].update(type="string"), "is string and was integer"),
        (TOLD, lambda n: n["properties"].pop("status"), "200.status is gone"),
        (TOLD, lambda n: n["required"].clear(), "id can be missing now"),
        (TOLD, lambda n: n["properties"]["status"]["enum"].append("lost"), "new values: lost"),
        (TOLD, lambda n: n["properties"]["id"].update(nullable=True), "200.id can be null now"),
        (TOLD, lambda n: n["properties"]["fills"]["items"]["properties"].clear(), "fills[].at is gone"),
    ],
)
def test_what_breaks_a_client_is_said(where, change, said):
    [sentence] = changed(where, change)

    assert said in sentence


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (("paths",), lambda n: n.update({"/more": {}})),
        (ORDER, lambda n: n["responses"].update({"409": {}})),
        (ORDER, lambda n: n["parameters"].append({"name": "q", "in": "query", "schema": {"type": "string"}})),
        (ORDER, lambda n: n.update(security=[{"oidc": []}])),
        (FORM, lambda n: n["properties"].update(note={"type": "string"})),
        (FORM, lambda n: n["properties"]["side"]["enum"].append("short")),
        (FORM, lambda n: n["properties"]["count"].update(maximum=11, minimum=0)),
        (FORM, lambda n: n["required"].clear()),
        (TOLD, lambda n: n["properties"].update(note={"type": "string"})),
        (TOLD, lambda n: n["properties"]["status"]["enum"].remove("open")),
        (TOLD, lambda n: n["required"].append("status")),
    ],
)
def test_what_breaks_nobody_is_not(where, change):
    assert changed(where, change) == []

"""The API's description against what is built from it, what answers it, and what tests it."""

import json
import re

import pytest

from functions.runtime import contract
from scripts.build.compatibility import broken
from scripts.build.contract import (
    METHODS,
    RELEASED,
    SHIPPED,
    TYPES,
    client,
    described,
    function_of,
    gateway,
    operations,
    shipped,
    types,
)
from tests.integration.advisor import test_every_user_status
from tests.integration.search import test_every_search_status
from tests.integration.submission import test_every_order_status
from tests.support import responses, shelf
from tests.support.fragments import ROOT, fragment
from tests.unit.api import test_platform_statuses

FUNCTIONS = {
    name: function
    for file in sorted(ROOT.glob("functions/*/functions.yml"))
    for name, function in fragment(file.relative_to(ROOT)).items()
}
DOCUMENT = described()
OPERATIONS = {
    operation["operationId"]: (path, method, operation) for path, method, operation in operations(DOCUMENT)
}
ERRORS_OF_EVERY_USER_ROUTE = {"400", "401", "403", "429", "500"}
TESTS = "\n".join(path.read_text() for path in sorted(ROOT.glob("tests/integration/**/*.py")))


def handler_source(operation):
    path = FUNCTIONS[function_of(operation)]["handler"].rpartition(".")[0]
    return (ROOT / f"{path}.py").read_text()


@pytest.mark.acceptance(36)
def test_the_contract_that_ships_is_the_one_described():
    assert SHIPPED.read_text() == shipped(), "run `python -m scripts.build.contract`"


def test_the_types_are_those_of_the_contract():
    assert TYPES.read_text() == types(), "run `python -m scripts.build.contract`"


@pytest.mark.parametrize("path", client(), ids=lambda path: path.stem)
def test_the_python_client_is_that_of_the_contract(path):
    assert path.read_text() == client()[path], "run `python -m scripts.build.contract`"


def test_nothing_that_clients_of_the_release_use_is_broken():
    """What has to break takes a new prefix beside the old one, or a release that says so."""
    assert broken(json.loads(RELEASED.read_text()), json.loads(SHIPPED.read_text())) == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_route_has_a_function_that_answers_as_that_operation(name):
    _, _, operation = OPERATIONS[name]
    source = handler_source(operation)

    assert f'@api.operation("{function_of(operation)}")' in source or f'"{name}": ' in source


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_route_is_called_by_a_test(name):
    path, _, _ = OPERATIONS[name]
    first = path.removeprefix("/api/v1").split("/{")[0]

    by_path = re.search(rf'["/]{re.escape(first.strip("/"))}["/?]', TESTS)
    assert by_path or f'"{name}"' in TESTS, path


def test_every_status_of_every_route_is_reached_by_a_test():
    """Each of these tables is gone through by a test that wants exactly the described statuses."""
    of_readers, of_users = set(shelf.OPERATIONS), set(test_every_user_status.ROUTES)
    of_the_desk, of_searching = (
        set(test_every_order_status.HANDLERS),
        set(test_every_search_status.OPERATIONS),
    )
    of_the_platform = set(test_platform_statuses.HANDLERS)

    assert of_readers | of_users | of_the_desk | of_searching | of_the_platform == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_route_says_what_it_does_and_what_goes_wrong(name):
    _, _, operation = OPERATIONS[name]
    is_public = operation.get("security") == []

    assert operation["summary"]
    assert operation["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}
    assert is_public or set(operation["responses"]) >= ERRORS_OF_EVERY_USER_ROUTE
    assert is_public or contract.operations()[name].scopes


def examples(content):
    """Of a body, with its schema."""
    described = content.get("application/json", {})
    found = [one["value"] for one in described.get("examples", {}).values()]
    return [
        (described["schema"], one)
        for one in (*found, *([described["example"]] if "example" in described else ()))
    ]


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_example_is_as_its_schema_says(name):
    _, _, operation = OPERATIONS[name]
    asked = examples(operation.get("requestBody", {}).get("content", {}))
    answered = [
        pair
        for response in contract.resolved(operation["responses"]).values()
        for pair in examples(response.get("content", {}))
    ]

    assert [contract.operations()[name].body_problems(example) for _, example in asked] == [[]] * len(asked)
    assert [responses.problems(schema, json.loads(json.dumps(one))) for schema, one in answered] == [
        []
    ] * len(answered)


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_research_answers_is_shown_by_an_example(name):
    _, _, operation = OPERATIONS[name]
    if operation["tags"][0] == "research":
        assert examples(operation["responses"]["200"]["content"])


def test_bodies_take_no_unknown_fields():
    bodies = [operation.body for operation in contract.operations().values() if operation.body]

    assert bodies
    assert all(body["additionalProperties"] is False for body in bodies)


@pytest.mark.acceptance(36, 37)
def test_the_gateway_has_every_route_and_answers_every_preflight():
    body = gateway("prod", "https://app.example")["body"]

    for path, method, operation in OPERATIONS.values():
        built = body["paths"][path][method]
        [arn] = [
            part
            for part in built["x-amazon-apigateway-integration"]["uri"]["Fn::Join"][1]
            if "Fn::GetAtt" in part
        ]
        assert arn["Fn::GetAtt"][0] == f"{function_of(operation)}LambdaFunction"
        assert bool(built["security"]) == (operation.get("security") != [])
    assert all("options" in item for item in body["paths"].values())


def test_whatever_the_gateway_refuses_itself_is_told_in_the_apis_form():
    responses = gateway("prod", "https://app.example")["body"]["x-amazon-apigateway-gateway-responses"]

    assert {"UNAUTHORIZED", "ACCESS_DENIED", "THROTTLED", "DEFAULT_4XX", "DEFAULT_5XX"} <= set(responses)
    # Whatever has no status of its own gets that of DEFAULT_4XX, and operators look for the firewall's 403.
    assert responses["WAF_FILTERED"]["statusCode"] == 403
    for response in responses.values():
        error = json.loads(response["responseTemplates"]["application/json"])["error"]
        assert set(error) == {"code", "message", "details", "requestId"}
        headers = response["responseParameters"]
        assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == "'https://app.example'"


def test_another_contract_is_another_deployment():
    one, other = gateway("prod", "https://a.example"), gateway("prod", "https://b.example")

    assert one["deployment"] != other["deployment"]
    assert one["deployment"] == gateway("prod", "https://a.example")["deployment"]


def test_the_gateway_may_invoke_what_it_routes_to_and_the_authorizer():
    invoked = {
        arn["Fn::GetAtt"][0].removesuffix("LambdaFunction") for arn in gateway("prod", "https://a")["invokes"]
    }

    routed = {function_of(operation) for _, _, operation in OPERATIONS.values()}
    assert invoked == routed | {"AnswerPreflight", "AuthorizeRequest"}


def test_every_method_is_known():
    used = {method for item in DOCUMENT["paths"].values() for method in item if method != "parameters"}

    assert used <= set(METHODS)

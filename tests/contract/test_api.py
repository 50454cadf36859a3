"""The API's description against what is built from it, what answers it, and what tests it."""

import json
import re

import pytest

from functions.runtime import contract
from scripts.build.contract import METHODS, SHIPPED, described, function_of, gateway, operations, shipped
from tests.support.fragments import ROOT, fragment

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


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_route_has_a_function_that_answers_as_that_operation(name):
    _, _, operation = OPERATIONS[name]

    assert f'@api.operation("{function_of(operation)}")' in handler_source(operation)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_route_is_called_by_a_test(name):
    path, _, _ = OPERATIONS[name]
    first = path.removeprefix("/api/v1").split("/{")[0]

    assert re.search(rf'["/]{re.escape(first.strip("/"))}["/?]', TESTS), path


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_route_says_what_it_does_and_what_goes_wrong(name):
    _, _, operation = OPERATIONS[name]
    is_public = operation.get("security") == []

    assert operation["summary"]
    assert operation["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}
    assert is_public or set(operation["responses"]) >= ERRORS_OF_EVERY_USER_ROUTE
    assert is_public or contract.operations()[name].scopes


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_example_is_as_its_schema_says(name):
    _, _, operation = OPERATIONS[name]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = [one["value"] for one in content.get("examples", {}).values()]
    examples += [content["example"]] if "example" in content else []

    assert [contract.operations()[name].body_problems(example) for example in examples] == [[]] * len(
        examples
    )


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

"""The API's description in the forms its readers want: JSON that ships, and the body of the gateway.

python -m scripts.build.contract            after every change of the description
python -m scripts.build.contract --release  when a version is released: from then on its clients count
"""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from scripts.build import python_client, typescript

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "resources" / "api" / "openapi.yml"
SHIPPED = ROOT / "functions" / "runtime" / "openapi.json"
TYPES = ROOT / "resources" / "api" / "signal9.d.ts"
CLIENT = ROOT / "scripts" / "client"
# As the last release had it: what clients were written against.
RELEASED = ROOT / "resources" / "api" / "released.json"
METHODS = ("get", "put", "post", "delete", "patch")
PREFLIGHT = "AnswerPreflight"
AUTHORIZER = "AuthorizeRequest"
PERSON_ONLY = "x-signal9-person-only"
# Kept answers would need both headers in every request, and a revoked key would go on for their time.
AUTHORIZER_SECONDS = 0
ERROR_STATUSES = {
    "UNAUTHORIZED": (401, "unauthorized"),
    "ACCESS_DENIED": (401, "unauthorized"),
    "MISSING_AUTHENTICATION_TOKEN": (404, "not_found"),
    "RESOURCE_NOT_FOUND": (404, "not_found"),
    "REQUEST_TOO_LARGE": (413, "body_too_large"),
    "UNSUPPORTED_MEDIA_TYPE": (415, "unsupported_media_type"),
    "THROTTLED": (429, "too_many_requests"),
    "WAF_FILTERED": (403, "forbidden"),
    "DEFAULT_4XX": (400, "invalid_request"),
    "DEFAULT_5XX": (500, "internal_error"),
}
WORDS = {
    "unauthorized": "the access token or key is missing or not valid",
    "forbidden": "the firewall does not let this request pass",
    "not_found": "no such path",
    "body_too_large": "the body is too long",
    "unsupported_media_type": "the body must be application/json",
    "too_many_requests": "too many requests; wait a second",
    "invalid_request": "the gateway could not read the request",
    "internal_error": "a fault of ours",
}


def described() -> dict[str, Any]:
    """What a token opens a key of the same scopes opens too, unless a person is needed."""
    document: dict[str, Any] = yaml.safe_load(SOURCE.read_text())
    for _, _, operation in operations(document):
        if operation.get("security") and not operation.get(PERSON_ONLY):
            operation["security"] = [*operation["security"], {"api_key": []}]
    return document


def shipped() -> str:
    return json.dumps(described(), indent=1, default=str) + "\n"


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def function_of(operation: dict[str, Any]) -> str:
    return str(operation.get("x-signal9-function", operation["operationId"]))


def gateway(stage: str, origin: str) -> dict[str, Any]:
    """For resources/api.yml: the body, what the gateway invokes, and the deployment of this body."""
    document = described()
    functions = sorted({function_of(operation) for _, _, operation in operations(document)} | {PREFLIGHT})
    body = _body(document, origin)
    digest = sha256(json.dumps([body, stage], sort_keys=True, default=str).encode()).hexdigest()[:10]
    deployment = f"ApiDeployment{digest}"
    resources: dict[str, Any] = {}
    if stage == "local":
        # The laptop's gateway does not read them in the body; in the cloud the two would collide.
        resources |= {
            f"Api{_pascal(kind)}Response": _response_resource(kind, response)
            for kind, response in _gateway_responses(origin).items()
        }
    resources[deployment] = {
        "Type": "AWS::ApiGateway::Deployment",
        "DependsOn": sorted(resources),
        "Properties": {"RestApiId": {"Ref": "Api"}, "Description": f"contract {digest}"},
    }
    return {
        "body": body,
        "invokes": [_arn(name) for name in (*functions, AUTHORIZER)],
        "resources": resources,
        "deployment": deployment,
    }


def _body(document: dict[str, Any], origin: str) -> dict[str, Any]:
    """The description without examples and the like, which the gateway has no use for."""
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        paths[path] = {"options": _preflight()}
        for method in METHODS:
            if method in item:
                paths[path][method] = _gateway_operation(document, path, item[method])
    return {
        "openapi": document["openapi"],
        "info": {"title": "signal9", "version": document["info"]["version"]},
        "paths": paths,
        "components": {"securitySchemes": {"oidc": _authorizer()}},
        "x-amazon-apigateway-gateway-responses": _gateway_responses(origin),
    }


def _gateway_operation(document: dict[str, Any], path: str, operation: dict[str, Any]) -> dict[str, Any]:
    in_path = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    security = operation.get("security", document["security"])
    return {
        "operationId": operation["operationId"],
        "parameters": [
            {"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in in_path
        ],
        # The handlers check scopes: an authorizer of one's own may not be given any.
        "security": [{"oidc": []}] if security else [],
        "responses": {status: {"description": status} for status in operation["responses"]},
        "x-amazon-apigateway-integration": _integration(function_of(operation)),
    }


def _preflight() -> dict[str, Any]:
    return {
        "security": [],
        "responses": {"204": {"description": "204"}},
        "x-amazon-apigateway-integration": _integration(PREFLIGHT),
    }


def _integration(function: str) -> dict[str, Any]:
    return {
        "type": "aws_proxy",
        "httpMethod": "POST",
        "uri": _invocation(function),
        "credentials": {"Fn::GetAtt": ["ApiRole", "Arn"]},
        "timeoutInMillis": 15000,
    }


def _authorizer() -> dict[str, Any]:
    return {
        "type": "apiKey",
        "in": "header",
        "name": "Unused",
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {
            "type": "request",
            "authorizerUri": _invocation(AUTHORIZER),
            "authorizerCredentials": {"Fn::GetAtt": ["ApiRole", "Arn"]},
            "authorizerResultTtlInSeconds": AUTHORIZER_SECONDS,
        },
    }


def _gateway_responses(origin: str) -> dict[str, Any]:
    return {kind: _gateway_response(status, code, origin) for kind, (status, code) in ERROR_STATUSES.items()}


def _gateway_response(status: int, code: str, origin: str) -> dict[str, Any]:
    error = {"code": code, "message": WORDS[code], "details": [], "requestId": "$context.requestId"}
    headers = {
        "Access-Control-Allow-Origin": origin,
        "Vary": "Origin",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        **({"Retry-After": "1"} if status == 429 else {}),  # noqa: PLR2004
    }
    return {
        "statusCode": status,
        "responseParameters": {
            f"gatewayresponse.header.{name}": f"'{text}'" for name, text in headers.items()
        },
        "responseTemplates": {"application/json": json.dumps({"error": error})},
    }


def _response_resource(kind: str, response: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "AWS::ApiGateway::GatewayResponse",
        "Properties": {
            "RestApiId": {"Ref": "Api"},
            "ResponseType": kind,
            "StatusCode": str(response["statusCode"]),
            "ResponseParameters": response["responseParameters"],
            "ResponseTemplates": response["responseTemplates"],
        },
    }


def _invocation(function: str) -> dict[str, Any]:
    prefix = ["arn:aws:apigateway:", {"Ref": "AWS::Region"}, ":lambda:path/2015-03-31/functions/"]
    return {"Fn::Join": ["", [*prefix, _arn(function), "/invocations"]]}


def _arn(function: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [f"{function}LambdaFunction", "Arn"]}


def _pascal(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))


def types() -> str:
    document = described()
    return typescript.declarations(document, operations(document))


def client() -> dict[Path, str]:
    """The made modules of the Python client."""
    document = described()
    return {
        CLIENT / "documents.py": python_client.documents(document),
        CLIENT / "operations.py": python_client.methods(document, operations(document)),
    }


def main() -> None:
    SHIPPED.write_text(shipped())
    TYPES.write_text(types())
    for path, text in client().items():
        path.write_text(text)
    if "--release" in sys.argv[1:]:
        RELEASED.write_text(shipped())


if __name__ == "__main__":
    main()

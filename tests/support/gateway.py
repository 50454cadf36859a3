"""What API Gateway hands to a function, and what a function's answer means."""

import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from functions.runtime import contract
from tests.support import responses

EVERY_USERS = "trades:read trades:write read:assets write:watchlists"


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict
    text: str

    @property
    def document(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self):
        return self.document["error"]["code"]


def ask(  # noqa: PLR0913  each is a part of the request
    handler,
    user="ann",
    *,
    operation=None,
    body=None,
    path=None,
    query=None,
    headers=None,
    now=None,
    scope=EVERY_USERS,
    claims=None,
):
    """A request of a user whom the authorizer has let in; a function of several operations is told which."""
    asked = contract.operations()[operation] if operation else None
    now = time.time() if now is None else now
    raw = body if isinstance(body, str) or body is None else json.dumps(body)
    event = {
        "httpMethod": asked.method if asked else "ANY",
        "resource": asked.path if asked else "ANY",
        "headers": {"Content-Type": "application/json", **(headers or {})},
        "pathParameters": path,
        "queryStringParameters": query,
        "body": raw,
        "requestContext": {
            "requestId": str(uuid4()),
            "requestTimeEpoch": int(now * 1000),
            "authorizer": {
                "principalId": user,
                "scope": scope,
                "expires_at": str(int(now) + 600),
                **(claims or {}),
            },
        },
    }
    answer = handler(event, None)
    if operation:
        responses.check(operation, answer["statusCode"], answer["headers"], answer["body"])
    return Answered(answer["statusCode"], answer["headers"], answer["body"])

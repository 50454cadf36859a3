"""What API Gateway hands to a function, and what a function's answer means."""

import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

READ_AND_WRITE = "trades:read trades:write"


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
    handler, user="ann", *, body=None, path=None, query=None, headers=None, now=None, scope=READ_AND_WRITE
):
    """A request of a user whom the authorizer has let in."""
    now = time.time() if now is None else now
    raw = body if isinstance(body, str) or body is None else json.dumps(body)
    event = {
        "httpMethod": "ANY",
        "headers": {"Content-Type": "application/json", **(headers or {})},
        "pathParameters": path,
        "queryStringParameters": query,
        "body": raw,
        "requestContext": {
            "requestId": str(uuid4()),
            "requestTimeEpoch": int(now * 1000),
            "authorizer": {"principalId": user, "scope": scope, "expires_at": str(int(now) + 600)},
        },
    }
    answer = handler(event, None)
    return Answered(answer["statusCode"], answer["headers"], answer["body"])

"""Ask a deployed stage three things: `make smoke STAGE=dev`.

Is it well, can it read what it stores, and does it refuse who has no token. The read goes to the function
as the gateway would send it, because a deployment is nobody's user; the refusal goes through the gateway.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import httpx
import typer

from scripts.delivery.stages import prepared
from scripts.signal9.api_client import api_url
from scripts.signal9.connection import LOCAL, Connection, connect

ATTEMPTS = 5
PAUSE_SECONDS = 3.0
SECONDS = 20.0
WELL = ("ok", "degraded")
READER = "ReadAssets"


class NotWell(Exception):
    """What was asked, what came and what was expected."""


def smoke(stage: str) -> None:
    """Answers 0 when all three answers are right; a fresh stage is asked again for some seconds."""
    prepared(stage)
    connection = connect(stage)
    base = f"{api_url(connection)}/api/v1"
    with httpx.Client(timeout=SECONDS, trust_env=stage != LOCAL) as client:
        checks: dict[str, Callable[[], str]] = {
            "health": lambda: health(client, base),
            "read": lambda: read(connection),
            "refusal": lambda: refusal(client, base),
        }
        failed = [name for name, check in checks.items() if not _passes(name, check)]
    raise typer.Exit(1 if failed else 0)


def health(client: httpx.Client, base: str) -> str:
    answer = client.get(f"{base}/health")
    status = answer.json().get("status") if answer.is_success else answer.text[:200]
    if not answer.is_success or status not in WELL:
        raise NotWell(f"GET {base}/health: got HTTP {answer.status_code} {status}, expected one of {WELL}")
    return f"{status}: {json.dumps(answer.json()['checks'])}"


def read(connection: Connection) -> str:
    answer = connection.client("lambda").invoke(
        FunctionName=connection.function(READER), Payload=json.dumps(_request())
    )
    given: dict[str, Any] = json.loads(answer["Payload"].read())
    if answer.get("FunctionError") or given.get("statusCode") != httpx.codes.OK:
        raise NotWell(f"{READER}: got {json.dumps(given)[:300]}, expected a page of assets")
    return f"{len(json.loads(given['body'])['items'])} asset on a page of one"


def refusal(client: httpx.Client, base: str) -> str:
    answer = client.get(f"{base}/assets")
    if answer.status_code != httpx.codes.UNAUTHORIZED:
        raise NotWell(f"GET {base}/assets without a token: got HTTP {answer.status_code}, expected 401")
    return "401 without a token"


def _request() -> dict[str, Any]:
    """What the gateway sends for GET /api/v1/assets?limit=1 of a person whom the authorizer let in."""
    return {
        "httpMethod": "GET",
        "resource": "/api/v1/assets",
        "headers": {},
        "pathParameters": None,
        "queryStringParameters": {"limit": "1"},
        "body": None,
        "requestContext": {
            "requestId": "smoke-test",
            "requestTimeEpoch": int(time.time() * 1000),
            "authorizer": {
                "principalId": "smoke-test",
                "scope": "read:assets",
                "expires_at": str(int(time.time()) + 60),
            },
        },
    }


def _passes(name: str, check: Callable[[], str]) -> bool:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            sys.stdout.write(f"✓ {name}: {check()}\n")
        except (NotWell, httpx.HTTPError) as failure:
            if attempt < ATTEMPTS:
                time.sleep(PAUSE_SECONDS)
                continue
            sys.stdout.write(f"✗ {name}: {failure}\n")
            return False
        return True
    return False


def main() -> None:
    typer.run(smoke)


if __name__ == "__main__":
    main()

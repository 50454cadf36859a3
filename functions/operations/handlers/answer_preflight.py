"""What a browser asks before it lets a page of another origin call the API."""

from typing import Any

from functions.runtime import api, log

METHODS = "GET,POST,PUT,DELETE,OPTIONS"
HEADERS = "Authorization,Content-Type,Idempotency-Key,Signal9-Session"
KEPT_SECONDS = 3600


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An origin that is not allowed gets an answer without permission, as the protocol wants it."""
    allowed = api.cors_headers(event)
    if allowed:
        allowed |= {
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": HEADERS,
            "Access-Control-Max-Age": str(KEPT_SECONDS),
        }
    log.event("preflight_answered", allowed=bool(allowed))
    return {"statusCode": 204, "headers": allowed, "body": ""}

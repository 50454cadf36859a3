"""An answer as the gateway takes it: headers for every caller, and no bytes for one who has them already."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

OK, NOT_MODIFIED = 200, 304
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


def sent(
    event: Mapping[str, Any],
    status: int,
    document: Any,
    headers: Mapping[str, str],
    *,
    max_age_seconds: int | None = None,
) -> dict[str, Any]:
    """A document with a `Content-Type` of its own is a text already.

    `max_age_seconds` is for what a caller may keep; when it has the same already, 304 says so.
    """
    is_text = "Content-Type" in headers
    body = "" if document is None else document if is_text else json.dumps(document)
    told = {**SECURITY_HEADERS, **cors_headers(event), **headers}
    if document is not None and not is_text:
        told["Content-Type"] = "application/json"
    if status == OK and max_age_seconds is not None:
        tag = f'"{sha256(body.encode()).hexdigest()[:32]}"'
        told |= {"Cache-Control": f"private, max-age={max_age_seconds}", "ETag": tag}
        if tag in _known_tags(event):
            del told["Content-Type"]
            status, body = NOT_MODIFIED, ""
    return {"statusCode": status, "headers": told, "body": body}


def _known_tags(event: Mapping[str, Any]) -> set[str]:
    """Compared weakly, as RFC 9110 13.1.2 wants it; `*` would only say that there is something."""
    named = _header(event, "if-none-match")
    return {tag.strip().removeprefix("W/") for tag in named.split(",")}


def cors_headers(event: Mapping[str, Any]) -> dict[str, str]:
    """The caller's origin if the stage allows it; a browser refuses the answer without."""
    origin = _header(event, "origin")
    if not origin or origin not in os.environ.get("ALLOWED_ORIGINS", "").split(","):
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "ETag, Location, Retry-After, X-RateLimit-Limit,"
        " X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id",
        "Vary": "Origin",
    }


def _header(event: Mapping[str, Any], name: str) -> str:
    given = event.get("headers") or {}
    return next((str(value) for key, value in given.items() if key.lower() == name), "")

"""Whether the bearer of a token or of an API key may speak to the API."""

import time
from collections.abc import Mapping
from typing import Any

from functions.operations import wiring
from functions.operations.adapters.access_tokens import TokenRefused
from functions.operations.adapters.api_keys import KeyRefused
from functions.operations.domain.access_policy import allowing, refusing
from functions.runtime import api_keys, log, metrics


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    try:
        claims, of_key = _claims(
            {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        )
    except (TokenRefused, KeyRefused) as refused:
        log.warning("token_refused", why=str(refused))
        return refusing(event["methodArn"])
    log.event("token_accepted", subject=claims["sub"], api_key=of_key.get("api_key_id"))
    if wiring.active_users().is_first(claims["sub"]):
        metrics.measured("user_active", {"ActiveUsers": 1})
    return allowing(claims, event["methodArn"], of_key)


def _claims(headers: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Of the one that is given: two could speak for two users."""
    token, key = headers.get("authorization"), headers.get(api_keys.HEADER)
    if token and key:
        raise TokenRefused("came with an API key")
    if key:
        return wiring.api_keys().claims(key, now=time.time())
    scheme, _, text = (token or "").partition(" ")
    if scheme.lower() != "bearer":
        raise TokenRefused("no bearer token and no API key")
    return wiring.access_tokens().claims(text), {}

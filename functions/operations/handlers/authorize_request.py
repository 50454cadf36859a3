"""Whether the bearer of a token may speak to the API. The gateway keeps the answer for a minute."""

from typing import Any

from functions.operations import wiring
from functions.operations.adapters.access_tokens import TokenRefused
from functions.operations.domain.access_policy import allowing
from functions.runtime import log


class Unauthorized(Exception):
    """The gateway answers 401 to this message and to no other."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    token = str(event.get("authorizationToken", ""))[len("Bearer ") :]
    try:
        claims = wiring.access_tokens().claims(token)
    except TokenRefused as refused:
        log.warning("token_refused", why=str(refused))
        raise Unauthorized from None
    log.event("token_accepted", subject=claims["sub"])
    return allowing(claims, event["methodArn"])

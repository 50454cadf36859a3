"""Where the next page of a list begins, as a token that is good for this list and this reader."""

from collections.abc import Mapping

from functions.runtime.api import Refused
from functions.runtime.contract import FieldProblem
from functions.runtime.page_tokens import PageTokenRefused, PageTokens


def position(tokens: PageTokens, token: str | None, scope: Mapping[str, str | None]) -> str | None:
    """Raises Refused when the token is of another list."""
    if token is None:
        return None
    try:
        return tokens.position(token, scope)
    except PageTokenRefused:
        problem = FieldProblem("next_token", "is not of this list")
        raise Refused(400, "invalid_request", "1 field is not as described", [problem]) from None

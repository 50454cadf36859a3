"""Where the next page of a list begins, as a token that is good for this list and this reader."""

from collections.abc import Mapping
from typing import Any

from functions.runtime.api import Refused, Request
from functions.runtime.contract import FieldProblem
from functions.runtime.page_tokens import PageTokenRefused, PageTokens

# Of a request's parameters those that may differ from page to page.
OF_THE_PAGE = ("limit", "next_token")


def scope(request: Request) -> dict[str, str | None]:
    """A list of the same for everybody: its operation, what it is of, and how it was narrowed."""
    asked = {name: value for name, value in request.query.items() if name not in OF_THE_PAGE}
    given = {**request.path, **asked}
    return {"list": request.operation.name, **{n: None if v is None else str(v) for n, v in given.items()}}


def position(tokens: PageTokens, token: str | None, scope: Mapping[str, str | None]) -> str | None:
    """Raises Refused when the token is of another list."""
    if token is None:
        return None
    try:
        return tokens.position(token, scope)
    except PageTokenRefused:
        problem = FieldProblem("next_token", "is not of this list")
        raise Refused(400, "invalid_request", "1 field is not as described", [problem]) from None


def document(
    items: list[Any], after: str | None, tokens: PageTokens, scope: Mapping[str, str | None]
) -> dict[str, Any]:
    return {"items": items, "next_token": tokens.made(after, scope) if after else None}

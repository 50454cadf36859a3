"""The orders of an account of the caller, page by page."""

from functions.runtime import api
from functions.runtime.contract import FieldProblem
from functions.trading import wiring
from functions.trading.adapters.page_tokens import PageTokenRefused, PageTokens


@api.operation("ListOrders")
def handler(request: api.Request) -> api.Answer:
    asked, tokens = request.query, wiring.page_tokens()
    wiring.admission().require_account(request, asked["account_id"])
    scope = {"user": request.user_id, "account": asked["account_id"], "status": asked["status"]}

    items, after = wiring.order_view().page(
        asked["account_id"],
        status=asked["status"],
        limit=asked["limit"],
        after=position(tokens, asked["next_token"], scope),
        now=request.at,
    )

    return api.Answer(200, {"items": items, "next_token": tokens.made(after, scope) if after else None})


def position(tokens: PageTokens, token: str | None, scope: dict[str, str | None]) -> str | None:
    if token is None:
        return None
    try:
        return tokens.position(token, scope)
    except PageTokenRefused:
        problem = FieldProblem("next_token", "is not of this list")
        raise api.Refused(400, "invalid_request", "1 field is not as described", [problem]) from None

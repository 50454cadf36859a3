"""The orders of an account of the caller, page by page."""

from functions.runtime import api, pages
from functions.trading import wiring


@api.operation("ListOrders")
def handler(request: api.Request) -> api.Answer:
    asked, tokens = request.query, wiring.page_tokens()
    wiring.admission().require_account(request, asked["account_id"])
    scope = {"user": request.user_id, "account": asked["account_id"], "status": asked["status"]}

    items, after = wiring.order_view().page(
        asked["account_id"],
        status=asked["status"],
        limit=asked["limit"],
        after=pages.position(tokens, asked["next_token"], scope),
        now=request.at,
    )

    return api.Answer(200, {"items": items, "next_token": tokens.made(after, scope) if after else None})

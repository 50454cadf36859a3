"""Stories, newest first."""

from functions.advisor import wiring
from functions.advisor.adapters import asset_reads
from functions.advisor.domain.stories import AskedStories, provider_time
from functions.research import wiring as research
from functions.runtime import api, moments, pages

KEPT_SECONDS = 60
# Before every story.
FIRST = "1970-01-01T00:00:00Z"


def list_asset_news(request: api.Request) -> api.Answer:
    held = asset_reads.required(research.assets(), request.path["asset_id"])
    return _stories(request, held.asset.symbol)


def list_news(request: api.Request) -> api.Answer:
    """A symbol that nobody lists has no stories."""
    symbol = request.query["symbol"]
    return _stories(request, symbol.upper().replace("-", ".") if symbol else None)


def _stories(request: api.Request, symbol: str | None) -> api.Answer:
    query, as_of = request.query, moments.as_of(request)
    until = min(as_of, moments.ended(request, "to") or as_of)
    asked = AskedStories(
        symbol=symbol,
        topic=query["topic"],
        label=query["label"],
        since=provider_time(moments.begun(request, "from") or FIRST),
        until=provider_time(until),
    )
    scope, tokens = pages.scope(request), wiring.page_tokens()
    after = pages.position(tokens, query["next_token"], scope)
    items, position = wiring.stories().page(asked, after=after, limit=query["limit"])
    return api.Answer(200, pages.document(items, position, tokens, scope), max_age_seconds=KEPT_SECONDS)


handler = api.operations({"ListAssetNews": list_asset_news, "ListNews": list_news})

"""Store the news since the last stored sync that mention an asset we follow."""

import json
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.alpha_vantage.news import parse_news
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import Payload, Spent, Waiting
from functions.research.domain.news_window import NewsWindow, news_window, next_cursor, tracked_news
from functions.research.domain.plans import CallClass
from functions.runtime import log

CURSOR = "news-sentiment-cursor"


class Event(TypedDict):
    as_of: str


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of = event["as_of"]
    every_hours = wiring.plan(as_of[:10]).news_every_hours
    window = news_window(as_of, wiring.run_log().last_success(CURSOR), every_hours=every_hours)
    if window is None:
        return {"outcome": "not_due"}
    function = f"NEWS_SENTIMENT@{window.time_from}"
    answer = wiring.paid_calls(as_of[:10]).collect(
        "_news", {function: window.parameters()}, call_class=CallClass.NEWS, as_of=as_of
    )
    if isinstance(answer, Waiting):
        return {"outcome": "throttled", "retry_after_seconds": answer.retry_after_seconds}
    if isinstance(answer, Spent):
        return {"outcome": "budget_spent", "until_day": answer.until_day}
    return store(answer.payloads[function], window, as_of)


def store(payload: Payload, window: NewsWindow, as_of: str) -> dict[str, Any]:
    """The cursor moves only after the stories are stored."""
    if payload.broken:
        raise ProviderUnavailable(f"{payload.function}: {payload.broken}")
    articles, findings = parse_news(json.loads(payload.raw)) if payload.raw else ([], [])
    tracked = {asset.asset.symbol for asset in wiring.assets().all()}
    stored = wiring.news().put(tracked_news(articles, tracked), as_of)
    cursor, is_more = next_cursor(articles, window, as_of)
    wiring.run_log().succeeded(CURSOR, cursor)
    log.event("news_synced", as_of=as_of, articles=len(articles), stored=stored, findings=len(findings))
    return {"outcome": "more" if is_more else "stored", "articles": len(articles), "stored": stored}

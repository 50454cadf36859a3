"""Store the news since the last stored sync that mention an asset we follow."""

import json
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.alpha_vantage.news import parse_news
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import Payload, Spent, Waiting
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.news import Article
from functions.research.domain.news_window import NewsWindow, news_window, next_cursor, tracked_news
from functions.research.domain.plans import CallClass
from functions.runtime import log

FUNCTION = "NEWS_SENTIMENT"
JOB = "news-sentiment-sync"
CURSOR = "news-sentiment-cursor"


class Event(TypedDict):
    as_of: str


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of = event["as_of"]
    window = due_window(as_of)
    if window is None:
        return {"outcome": "not_due"}
    # An answer kept for one window is none for another, even if both start where the last sync ended.
    subject = f"_news@{window.time_from}-{window.time_to}"
    answer = wiring.paid_calls(as_of[:10]).collect(
        subject, {FUNCTION: window.parameters()}, call_class=CallClass.NEWS, as_of=as_of
    )
    if isinstance(answer, Waiting):
        return {"outcome": "throttled", "retry_after_seconds": answer.retry_after_seconds}
    if isinstance(answer, Spent):
        return {"outcome": "budget_spent", "until_day": answer.until_day}
    return store(answer.payloads[FUNCTION], window, as_of)


def due_window(as_of: str) -> NewsWindow | None:
    runs = wiring.run_log()
    return news_window(
        as_of,
        read_until=runs.last_success(CURSOR),
        last_run=runs.last_success(JOB),
        every_hours=wiring.plan(as_of[:10]).news_every_hours,
    )


def store(payload: Payload, window: NewsWindow, as_of: str) -> dict[str, Any]:
    """The cursor moves only after the stories are stored."""
    articles, findings = parse(payload)
    tracked = {asset.asset.symbol for asset in wiring.assets().all()}
    stories = tracked_news(articles, tracked)
    about = {mention.symbol for story in stories for mention in story.mentions}
    recorded_at = wiring.closed_moments().recorded_at(about, as_of)
    stored = wiring.news().put(stories, as_of, payload.payload_hash or "", recorded_at=recorded_at)
    cursor, is_more = next_cursor(articles, window, as_of)
    wiring.run_log().succeeded(CURSOR, cursor)
    log.event("news_synced", as_of=as_of, articles=len(articles), stored=stored, findings=len(findings))
    return {"outcome": "more" if is_more else "stored", "articles": len(articles), "stored": stored}


def parse(payload: Payload) -> tuple[list[Article], list[Finding]]:
    """An answer that is no feed fails the run: its stories come with the next window, and are not skipped."""
    if payload.broken:
        raise ProviderUnavailable(f"{FUNCTION}: {payload.broken}")
    if payload.raw is None:
        return [], []
    articles, findings = parse_news(json.loads(payload.text))
    unusable = next((finding for finding in findings if finding.severity is Severity.HARD), None)
    if unusable:
        raise ProviderUnavailable(f"{FUNCTION}: {unusable.code}: {unusable.message}")
    return articles, findings

"""The daily briefing: one's lists, what moved in them, reports due, news of one's topics, the market."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from functions.advisor import wiring
from functions.advisor.domain import briefing, financials
from functions.advisor.domain.briefing import Watched
from functions.advisor.domain.profiles import TOPICS
from functions.advisor.domain.stories import AskedStories, provider_time
from functions.research import wiring as research
from functions.research.domain.recording import FOREVER
from functions.runtime import api, moments

AT_ONCE = 8
STORIES_LOOKED_AT = 100


def daily_briefing(request: api.Request) -> api.Answer:
    as_of = moments.as_of(request)
    held = wiring.watchlists().of(request.user_id)
    symbols = briefing.symbols_of(held.lists, held.default_id)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        watched = list(pool.map(partial(_watched, as_of), symbols))
    standings = {one.symbol: briefing.standing(one, as_of) for one in watched}
    document = {
        "as_of": as_of,
        "watchlists": [briefing.list_document(one, held.default_id, standings) for one in held.lists],
        "moved": [each for each in standings.values() if each["moved"]],
        "earnings": _expected(as_of, set(symbols)),
        "news": _news(request.user_id, as_of),
        "market": briefing.market(wiring.catalogue().listed(as_of), as_of),
    }
    return api.Answer(200, document)


def _watched(as_of: str, symbol: str) -> Watched:
    ratings = research.analyses().history(symbol, until=as_of, limit=2)
    return Watched(symbol, ratings, research.prices().known(symbol, as_of, seen_until=FOREVER, bars=2))


def _expected(as_of: str, symbols: set[str]) -> list[dict[str, Any]]:
    rows = [row for day in briefing.days_ahead(as_of) for row in research.calendar().listed_on(day, as_of)]
    return [financials.expected(row.expected) for row in rows if row.expected.symbol in symbols]


def _news(user_id: str, as_of: str) -> list[dict[str, Any]]:
    profile = wiring.profiles().get(user_id)
    topics = {topic: TOPICS[topic] for topic in profile.topics_of_interest} if profile else {}
    if not topics:
        return []
    since = provider_time(briefing.hours_before(as_of, briefing.NEWS_HOURS))
    asked = AskedStories(None, None, None, since=since, until=provider_time(as_of))
    stories, _ = wiring.stories().page(asked, after=None, limit=STORIES_LOOKED_AT)
    return briefing.of_interest(stories, topics)


handler = api.operations({"GetDailyBriefing": daily_briefing})

"""The daily briefing, as of a moment."""

from datetime import date, datetime

import pytest

from functions.advisor import wiring
from functions.research import wiring as research
from functions.research.domain.assets import Bar
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.news import Article, Mention

NOW = "2026-11-20T12:00:00Z"
MORNING, DAY_BEFORE = "2026-11-20T07:00:00Z", "2026-11-19T07:00:00Z"


def rating(symbol, as_of, number, label):
    return {
        "symbol": symbol,
        "as_of": as_of,
        "rating": number,
        "label": label,
        "reason": None,
        "confidence": 80,
        "rating_low": 1.0,
        "rating_high": 5.0,
        "rule_set": {"content_hash": "rules", "version": "1"},
        "components": [],
        "panels": [],
    }


def bar(symbol, day, close):
    prices = {"open": close, "high": close, "low": close, "close": close, "vwap": close}
    return Bar(symbol=symbol, timestamp=f"{day}T05:00:00Z", volume=1, trade_count=1, **prices)


def story(number, topic, at="20261120T080000"):
    return Article(
        news_id=f"{number:032x}",
        title=f"Story {number}",
        url=f"https://news.example/{number}",
        time_published=at,
        source="Example",
        summary="",
        authors=(),
        topics=((topic, 0.9),),
        overall_sentiment_score=0.1,
        overall_sentiment_label="Neutral",
        mentions=(Mention("AAPL", 0.5, 0.1, "Neutral"),),
    )


def rate(symbol, *moments):
    for as_of, number, label in moments:
        document = rating(symbol, as_of, number, label)
        research.analyses().put(document, analysis_id=f"{symbol}{as_of}", sector="TECHNOLOGY")
        research.assets().mark_rated(document)


@pytest.fixture
def ann(advisor):
    """Watches three companies: one rated higher today, one that fell, one of which nothing is known."""
    wiring.catalogue.cache_clear()
    advisor.person("ann", topics_of_interest=["technology", "ipo"])
    for symbol in ("AAPL", "MSFT", "NVDA", "IBM"):
        advisor.asset(symbol)
    rate("AAPL", (DAY_BEFORE, 3.4, "hold"), (MORNING, 3.8, "buy"))
    rate("MSFT", ("2026-11-10T07:00:00Z", 3.0, "hold"), ("2026-11-11T07:00:00Z", 4.5, "strong_buy"))
    days = (("2026-11-18", 100.0), ("2026-11-19", 94.0))
    bars = [(bar("MSFT", day, close), "hash") for day, close in days]
    research.prices().put(bars, "2026-11-20T06:00:00Z")
    for symbol, day in (("AAPL", 26), ("AAPL", 27), ("IBM", 23)):
        report = ExpectedReport(symbol, symbol, date(2026, 11, day), date(2026, 9, 30), 1.5, "USD", "bmo")
        research.calendar().put(report, DAY_BEFORE, "hash")
    stories = [story(number, "Technology") for number in range(4)] + [story(9, "Earnings")]
    research.news().put([*stories, story(8, "IPO", "20261118T080000")], "2026-11-20T09:00:00Z", "hash")
    for name, symbols in (("Big", ("MSFT", "NVDA")), ("Chips", ("AAPL", "MSFT"))):
        watchlist = advisor.list(name, **({"is_default": True} if name == "Chips" else {}))
        for symbol in symbols:
            advisor.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": symbol})
    return advisor


def briefing(advisor, user="ann", as_of=None):
    query = {"as_of": as_of} if as_of else None
    answer = advisor.briefing(
        "GetDailyBriefing", user, query=query, now=datetime.fromisoformat(NOW).timestamp()
    )
    assert answer.status == 200, answer.text
    return answer.document


def test_lists_are_told_with_what_their_assets_are_rated(ann):
    lists = {each["name"]: each for each in briefing(ann)["watchlists"]}

    assert [each["symbol"] for each in lists["Chips"]["assets"]] == ["AAPL", "MSFT"]
    assert (lists["Chips"]["is_default"], lists["Chips"]["average_rating"]) == (True, 4.15)
    assert lists["Big"]["assets"][1]["rating"] is None


def test_what_moved_is_a_rating_of_today_or_a_close_far_from_the_one_before(ann):
    moved = {each["symbol"]: each for each in briefing(ann)["moved"]}

    assert {symbol: each["moved"] for symbol, each in moved.items()} == {
        "AAPL": ["rating"],
        "MSFT": ["price"],
    }
    assert (moved["AAPL"]["previous_rating"], moved["AAPL"]["rating"]) == (3.4, 3.8)
    assert (moved["MSFT"]["close"], moved["MSFT"]["close_change_percent"]) == (94.0, -6.0)


def test_what_came_later_was_not_known_then(ann):
    before = briefing(ann, as_of="2026-11-19T12:00:00Z")

    assert [each["symbol"] for each in before["moved"]] == []
    assert {each["rating"] for one in before["watchlists"] for each in one["assets"]} == {3.4, 4.5, None}
    assert before["market"]["rated"] == 1, "what was rated since is not counted as it is rated now"


def test_reports_of_watched_companies_within_a_week_are_due(ann):
    due = [(each["symbol"], each["report_on"]) for each in briefing(ann)["earnings"]]

    assert due == [("AAPL", "2026-11-26")], "the 27th is the eighth day, and nobody watches IBM"


def test_news_is_of_ones_topics_and_of_the_last_day(ann):
    news = {each["topic"]: [story["title"] for story in each["items"]] for each in briefing(ann)["news"]}

    assert set(news) == {"technology", "ipo"}
    assert (len(news["technology"]), news["ipo"]) == (3, [])
    assert "Story 9" not in news["technology"]


def test_the_market_is_every_rated_company(ann):
    market = briefing(ann)["market"]

    assert (market["rated"], market["average_rating"]) == (2, 4.15)
    assert market["labels"] == {"buy": 1, "strong_buy": 1}


def test_somebody_without_lists_is_told_of_the_market_alone(ann):
    ann.person("bob")

    document = briefing(ann, "bob")

    assert (document["watchlists"], document["moved"], document["earnings"], document["news"]) == (
        [],
        [],
        [],
        [],
    )
    assert document["market"]["rated"] == 2

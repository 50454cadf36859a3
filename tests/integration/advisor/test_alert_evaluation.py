"""From what happened to the inbox: each type of alert at its edges, lists, and how often anything is told."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest

from functions.advisor.handlers import evaluate_alerts
from functions.research.adapters.earnings_calendar_table import EarningsCalendarTable
from functions.research.adapters.news_table import NewsTable
from functions.research.adapters.statement_tables import StatementTables
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.news import Article, Mention
from functions.research.domain.statements import Basis, Period, Report, Row, Statement
from tests.support.aws_calls import AwsCalls, Killed
from tests.support.permissions import refused as not_permitted

AS_OF = "2026-11-20T07:00:00Z"
TODAY = date(2026, 11, 20)


def by_the_clock(as_of=AS_OF):
    return evaluate_alerts.handler({"as_of": as_of}, None)["told"]


def expect(alerting, day, symbol="AAPL"):
    expected = ExpectedReport(symbol, symbol, day, date(2026, 9, 30), 1.2, "USD", "amc")
    EarningsCalendarTable(alerting.advisor.table("earnings-calendar")).put(
        expected, "2026-11-01T05:00:00Z", "h"
    )


def publish(alerting, news_id, relevance, sentiment, at="20261120T010000"):
    mention = Mention("AAPL", relevance, sentiment, "Bullish")
    url, title = f"https://news.example/{news_id}", f"Story {news_id}"
    article = Article(news_id, title, url, at, "Wire", "", (), (), 0.1, "Neutral", (mention,))
    NewsTable(alerting.advisor.table("news")).put([article], AS_OF, "h")


def report(alerting, surprise_percent, reported_on=date(2026, 11, 19)):
    figures = {"reported_eps": 1.3, "estimated_eps": 1.2, "surprise_percentage": surprise_percent}
    quarter = Report(
        "AAPL", Statement.EARNINGS, Period.QUARTER, date(2026, 9, 30), "USD", figures, reported_on
    )
    row = Row(quarter, reported_on.isoformat(), Basis.REPORTED_DATE, "h", "c")
    StatementTables({Statement.EARNINGS: alerting.advisor.table("earnings")}).add([row])


def test_a_changed_label_is_told_with_old_and_new_and_reasons(alerting):
    alerting.alert()

    assert alerting.upgraded() == 1

    [told] = alerting.inbox()
    assert told["title"] == "AAPL: hold (3.3) became buy (3.6)"
    assert "for: sales grow" in told["reasons"]
    assert (told["symbol"], told["seen_at"]) == ("AAPL", AS_OF)


@pytest.mark.parametrize(("moved", "told"), [(3.79, 0), (3.8, 1), (3.2, 1), (3.21, 0)])
def test_a_rating_that_keeps_its_label_is_told_from_three_tenths_on(alerting, moved, told):
    alerting.alert()
    alerting.rated("AAPL", "2026-11-18T07:00:00Z", 3.5, "buy")

    assert alerting.rated("AAPL", AS_OF, moved, "buy") == told


def test_a_flag_is_told_when_it_is_new_and_not_while_it_stays(alerting):
    alerting.alert("risk_flag")
    alerting.rated("AAPL", "2026-11-17T07:00:00Z", 3.3, "hold")

    first = alerting.rated("AAPL", "2026-11-18T07:00:00Z", 2.5, "hold", ["DISTRESS_AND_WEAKENING"])
    still = alerting.rated("AAPL", AS_OF, 2.4, "sell", ["DISTRESS_AND_WEAKENING", "STALE_STATEMENTS"])

    assert (first, still) == (1, 0)
    assert alerting.inbox()[0]["reasons"] == ["DISTRESS_AND_WEAKENING is so"]


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 1), (3, 1), (4, 0)])
def test_a_report_is_announced_within_three_days(alerting, days, told):
    alerting.alert("earnings_soon")
    expect(alerting, TODAY + timedelta(days=days))

    assert by_the_clock() == told


@pytest.mark.parametrize(("percent", "told"), [(4.99, 0), (5.0, 1), (-5.0, 1), (-4.99, 0)])
def test_a_result_is_told_from_five_percent_on_either_way(alerting, percent, told):
    alerting.alert("earnings_result")
    report(alerting, percent)

    assert alerting.completed("AAPL", AS_OF) == told


def test_a_result_of_last_month_is_no_news(alerting):
    alerting.alert("earnings_result")
    report(alerting, 50.0, TODAY - timedelta(days=8))

    assert alerting.completed("AAPL", AS_OF) == 0


@pytest.mark.parametrize(
    ("relevance", "sentiment", "told"),
    [(0.7, 0.35, 1), (0.7, -0.35, 1), (0.69, 0.9, 0), (0.9, 0.34, 0)],
)
def test_a_story_is_told_that_is_about_the_company_and_takes_sides(alerting, relevance, sentiment, told):
    alerting.alert("news_event")
    publish(alerting, "a" * 32, relevance, sentiment)

    assert by_the_clock() == told
    assert [item["link"] for item in alerting.inbox()] == [f"https://news.example/{'a' * 32}"] * told


@pytest.mark.parametrize(("days", "told"), [(200, 0), (201, 1)])
def test_figures_older_than_two_missed_reports_are_told_as_stale(alerting, days, told):
    alerting.alert("data_stale")
    alerting.advisor.table("assets").update_item(
        Key={"symbol": "AAPL"},
        UpdateExpression="SET latest_quarter = :quarter",
        ExpressionAttributeValues={":quarter": (TODAY - timedelta(days=days)).isoformat()},
    )

    assert by_the_clock() == told
    assert by_the_clock("2026-11-21T07:00:00Z") == (1 if days == 200 else 0)


def test_nothing_is_told_twice_however_often_it_is_seen(alerting):
    for alert_type in ("rating_change", "earnings_soon", "news_event", "earnings_result", "risk_flag"):
        alerting.alert(alert_type)
    expect(alerting, TODAY)
    publish(alerting, "b" * 32, 0.9, 0.9)
    report(alerting, 9.0)

    first = alerting.upgraded() + by_the_clock()
    again = sum(alerting.completed("AAPL", AS_OF) + by_the_clock() for _ in range(3))

    assert (first, again) == (3, 0)
    assert len(alerting.inbox()) == 4


def test_an_alert_of_a_list_follows_what_is_on_it(alerting):
    watchlist = alerting.advisor.list()
    alerting.alert(watchlist_id=watchlist)
    assert alerting.upgraded("MSFT") == 0

    alerting.advisor.lists("AddWatchlistAsset", watchlist=watchlist, body={"asset_id": "MSFT"})

    assert alerting.completed("MSFT", AS_OF) == 1
    assert alerting.inbox("bob") == []
    alerting.advisor.lists("DeleteWatchlist", watchlist=watchlist)
    assert alerting.rated("MSFT", "2026-11-21T07:00:00Z", 1.5, "sell") == 0


def test_whoever_turned_it_off_or_is_another_hears_nothing(alerting):
    off = alerting.alert()
    alerting.alert(user="bob", asset_id="MSFT")
    alerting.ask("ChangeAlert", path={"alert_id": off}, body={"is_enabled": False})

    assert alerting.upgraded() == 0


def test_an_analysis_that_failed_tells_nothing(alerting):
    alerting.alert()
    alerting.upgraded()

    alerting.advisor.table("notifications")
    assert alerting.completed("AAPL", "2026-11-21T07:00:00Z", status="failed") == 0


def test_nothing_is_made_for_a_user_who_is_gone(alerting):
    alerting.alert()
    [item] = [one for one in alerting.advisor.stored("alerts") if one["alert_id"] != "COUNT"]
    alerting.advisor.users("EraseUser", user_id="me")
    alerting.advisor.table("alerts").put_item(Item=item)

    assert alerting.upgraded() == 0
    assert alerting.advisor.stored("notifications") == []


@pytest.mark.parametrize("writes", range(3))
def test_an_evaluation_that_ends_after_any_write_is_made_good_by_the_next(alerting, writes):
    alerting.alert(channels=["email", "webhook"], webhook_url="https://hooks.example.com/")
    alerting.store("AAPL", "2026-11-18T07:00:00Z", 3.3, "hold")
    alerting.store("AAPL", AS_OF, 3.6, "buy")
    with (
        AwsCalls().installed() as calls,
        calls.dying_after(writes),
        pytest.raises(Killed) if writes < 2 else nullcontext(),
    ):
        alerting.completed("AAPL", AS_OF)

    alerting.completed("AAPL", AS_OF)
    alerting.later(minutes=15)

    assert alerting.states() == [("email", "sent", "sent"), ("webhook", "sent", "sent")]
    assert (len(alerting.letterbox.letters), len(alerting.receivers.arrived)) == (1, 1)


def test_evaluation_does_what_its_role_permits(alerting):
    for alert_type in ("rating_change", "earnings_soon", "news_event", "earnings_result", "data_stale"):
        alerting.alert(alert_type, channels=["email"])
    watchlist = alerting.advisor.list()
    alerting.alert(watchlist_id=watchlist)

    with AwsCalls().installed() as calls:
        alerting.completed("AAPL", AS_OF)
        by_the_clock()

    assert not_permitted("functions/advisor/handlers/evaluate_alerts", calls.made, "dev") == []

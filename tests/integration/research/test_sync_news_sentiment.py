import pytest

from functions.research import wiring
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import ProviderRefused
from functions.research.domain import news_window
from functions.research.domain.plans import CallClass

CURSOR = "news-sentiment-cursor"
SATURDAY, SUNDAY, MONDAY = "2026-05-09", "2026-05-10", "2026-05-11"


@pytest.fixture
def followed(stack):
    stack.holds("ACME", "BOLT")
    return stack


def sync(stack, day, hour, plan="premium-1200"):
    if stack.market.day != day or stack.market.plan != plan:
        stack.market.opens(day, plan)
    answer = stack.run("sync_news_sentiment", as_of=stack.market.at(hour))
    if answer["outcome"] == "stored":
        stack.run("complete_run", job="news-sentiment-sync", as_of=stack.market.at(hour))
    return answer


def titles(symbol):
    return [link["title"] for link in wiring.news().about(symbol, until="99991231T000000", limit=50)]


@pytest.mark.acceptance(85)
def test_stories_about_followed_companies_are_stored_with_a_link_each(followed, market):
    market.prints(("20260508T0630", "ACME"), ("20260508T0640", "WHO"))

    answer = sync(followed, "2026-05-08", 7)

    assert answer == {"outcome": "stored", "articles": 2, "stored": 1}
    kinds = sorted(item["item_type"] for item in followed.items("news"))
    assert kinds == ["ARTICLE", "LINK"]
    [link] = wiring.news().about("ACME", until="20260508T070000", limit=5)
    assert (link["title"], link["ticker_sentiment_score"]) == ("Story 0", 0.3)


def test_the_first_sync_looks_back_a_month(followed, market):
    market.prints(("20260408T0659", "ACME"), ("20260408T0700", "ACME"))

    assert sync(followed, "2026-05-08", 7)["stored"] == 1
    assert titles("ACME") == ["Story 1"]


def test_a_sunday_without_runs_leaves_no_gap(followed, market):
    market.prints(("20260509T2330", "ACME"), ("20260510T1200", "ACME"), ("20260511T0030", "BOLT"))
    sync(followed, SATURDAY, 23)

    answer = sync(followed, MONDAY, 1)

    assert answer["stored"] == 3
    assert titles("ACME") == ["Story 1", "Story 0"]


def test_a_story_in_two_windows_is_stored_once(followed, market):
    market.prints(("20260508T0700", "ACME"))
    sync(followed, "2026-05-08", 7)
    sync(followed, "2026-05-08", 8)

    assert titles("ACME") == ["Story 0"]
    assert len(followed.items("news")) == 2


@pytest.mark.parametrize(("hour", "is_due"), [(10, False), (11, True)])
def test_a_plan_with_few_calls_is_asked_every_four_hours(followed, market, hour, is_due):
    sync(followed, "2026-05-08", 7, "free")
    market.clock.advance(60)
    market.asked()

    answer = sync(followed, "2026-05-08", hour, "free")

    assert answer["outcome"] == ("stored" if is_due else "not_due")
    assert market.asked() == ["NEWS_SENTIMENT"] * is_due


def test_an_hour_run_twice_is_not_due_again(followed, market):
    sync(followed, "2026-05-08", 7)
    market.asked()

    assert sync(followed, "2026-05-08", 7)["outcome"] == "not_due"
    assert market.asked() == []


def test_a_window_with_more_stories_than_an_answer_is_read_on(followed, market, monkeypatch):
    monkeypatch.setattr(news_window, "ARTICLES_PER_CALL", 2)
    market.prints(*((f"20260508T06{minute:02d}", "ACME") for minute in (10, 20, 30)))

    answers = [sync(followed, "2026-05-08", 7) for _ in range(4)]

    assert [answer["outcome"] for answer in answers] == ["more", "more", "stored", "not_due"]
    assert titles("ACME") == ["Story 2", "Story 1", "Story 0"]
    assert wiring.run_log().last_success(CURSOR) == "2026-05-08T07:00:00Z"


def test_a_minute_with_more_stories_than_an_answer_does_not_hold_up_the_rest(followed, market, monkeypatch):
    monkeypatch.setattr(news_window, "ARTICLES_PER_CALL", 2)
    market.prints(*[("20260508T0610", "ACME")] * 3)

    outcomes = [sync(followed, "2026-05-08", 7)["outcome"] for _ in range(2)]

    assert outcomes == ["more", "stored"]


def test_a_sync_that_dies_while_storing_reads_the_window_again_without_paying(followed, market):
    market.prints(("20260508T0630", "ACME"))
    news = "signal9-news-dev"
    with followed.calls.before_each_write(lambda: fail_at(followed, news)), pytest.raises(ConnectionError):
        sync(followed, "2026-05-08", 7)
    assert wiring.run_log().last_success(CURSOR) is None

    assert sync(followed, "2026-05-08", 7)["stored"] == 1
    assert market.asked() == ["NEWS_SENTIMENT"]


def test_what_came_between_a_failed_run_and_the_next_is_not_skipped(followed, market):
    """Both windows start where the last stored sync ended; the kept answer belongs to the first only."""
    market.prints(("20260508T0630", "ACME"), ("20260508T0730", "ACME"))
    with (
        followed.calls.before_each_write(lambda: fail_at(followed, "signal9-news-dev")),
        pytest.raises(ConnectionError),
    ):
        sync(followed, "2026-05-08", 7)

    sync(followed, "2026-05-08", 8)

    assert titles("ACME") == ["Story 1", "Story 0"]


def fail_at(stack, table):
    """The answer is kept, and the next thing to write are the stories."""
    if any(call.operation == "Scan" for call in stack.calls.made):
        raise ConnectionError(table)


def test_no_news_is_an_answer(followed, market):
    market.fails("NEWS_SENTIMENT", "wrong_body", {"Information": "No articles found."})

    assert sync(followed, "2026-05-08", 7) == {"outcome": "stored", "articles": 0, "stored": 0}
    assert wiring.run_log().last_success(CURSOR) == "2026-05-08T07:00:00Z"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"Information": "Invalid inputs. Please refer to the API documentation."}, ProviderRefused),
        ({"items": "1", "stories": [1]}, ProviderUnavailable),
        ({"feed": "none"}, ProviderUnavailable),
        ("<html>sorry</html>", ProviderUnavailable),
    ],
)
def test_an_answer_that_is_no_feed_fails_the_run_and_skips_no_story(followed, market, body, error):
    market.prints(("20260508T0630", "ACME"))
    market.fails("NEWS_SENTIMENT", "wrong_body", body)
    for _ in range(2):
        with pytest.raises(error, match="NEWS_SENTIMENT"):
            sync(followed, "2026-05-08", 7)
    market.heals()

    sync(followed, "2026-05-08", 8)

    assert titles("ACME") == ["Story 0"]


def test_a_throttled_call_is_a_wait(followed, market):
    market.fails("NEWS_SENTIMENT", "notice", "5 requests per minute", times=1)

    assert sync(followed, "2026-05-08", 7)["outcome"] == "throttled"
    assert sync(followed, "2026-05-08", 7)["outcome"] == "stored"


def test_a_spent_day_leaves_the_window_for_the_next(followed, market):
    market.prints(("20260508T0630", "ACME"))
    market.opens("2026-05-08", "free")
    wiring.ledger(market.day).reserve("others", CallClass.ON_DEMAND, 1, market.at())
    wiring.ledger(market.day).exhausted(market.day)

    assert sync(followed, "2026-05-08", 7, "free")["outcome"] == "budget_spent"
    assert sync(followed, SATURDAY, 7, "free")["stored"] == 1

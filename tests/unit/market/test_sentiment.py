"""Sentiment against weights worked out by hand: relevance x 0.5^(age / 7 days) x source factor."""

import pytest

from functions.research.domain.sentiment import aggregate

EARLY = "2026-02-01T00:00:00Z"


def test_articles_count_by_relevance_age_and_source(article, as_of):
    news = [
        # 1.0 x 0.5^0 = 1
        article("merger", score=0.4),
        # 0.8 x 0.5^1 = 0.4
        article("strike", age_days=7, relevance=0.8, score=-0.2),
        # 1.0 x 0.5^2 x 0.25 for a law firm's notice = 0.0625
        article("SHAREHOLDER ALERT", age_days=14, score=-0.8),
        # 0.5 x 0.5^0 x 0.5 for the score of the whole article = 0.25
        article("index", relevance=0.5, score=None, overall_sentiment_score=0.1),
    ]

    sentiment = aggregate(news, as_of)

    assert {one.article.news_id: one.weight for one in sentiment.counted} == pytest.approx(
        {"merger": 1.0, "strike": 0.4, "SHAREHOLDER ALERT": 0.0625, "index": 0.25}
    )
    # (1 x 0.4 - 0.4 x 0.2 - 0.0625 x 0.8 + 0.25 x 0.1) / 1.7125 = 0.295 / 1.7125
    assert sentiment.sentiment_score == pytest.approx(0.295 / 1.7125)
    # square of 1.7125 over the squares 1, 0.16, 0.00390625 and 0.0625
    assert sentiment.effective_articles == pytest.approx(2.93265625 / 1.22640625)
    # within 7 days (0.4 - 0.08 + 0.025) / 1.65, before -0.8
    assert sentiment.trend == pytest.approx(0.345 / 1.65 + 0.8)
    assert sentiment.direction == "improving"


def test_volatility_is_the_weighted_spread_around_the_score(article, as_of):
    # Equal weights around 0.1: sqrt((0.3^2 + 0.3^2) / 2)
    sentiment = aggregate([article("up", score=0.4), article("down", score=-0.2)], as_of)

    assert sentiment.sentiment_score == pytest.approx(0.1)
    assert sentiment.volatility == pytest.approx(0.3)
    assert aggregate([article()], as_of).volatility is None


@pytest.mark.parametrize(
    ("recent", "trend", "direction"),
    [
        (0.25, 0.05, "improving"),
        (0.249, 0.049, "stable"),
        (0.151, -0.049, "stable"),
        (0.15, -0.05, "worsening"),
    ],
)
def test_the_trend_sets_the_last_week_against_the_weeks_before(article, as_of, recent, trend, direction):
    news = [article("new", age_days=7, score=recent), article("old", age_days=7.001, score=0.2)]

    sentiment = aggregate(news, as_of)

    assert sentiment.trend == pytest.approx(trend)
    assert sentiment.direction == direction


@pytest.mark.parametrize("age_days", [3, 20])
def test_news_of_one_span_alone_has_no_trend(article, as_of, age_days):
    sentiment = aggregate([article(age_days=age_days)], as_of)

    assert (sentiment.trend, sentiment.direction) == (None, None)


@pytest.mark.parametrize(("age_days", "counts"), [(30, True), (30.001, False), (0, True), (-0.001, False)])
def test_thirty_days_of_news_count(article, as_of, age_days, counts):
    news = [article("old", age_days=age_days, known_from=EARLY), article("new")]

    sentiment = aggregate(news, as_of)

    assert len(sentiment.counted) == (2 if counts else 1)
    assert sentiment.left_out == ()


def test_an_article_known_only_later_leaves_no_trace(article, as_of):
    later = article("later", age_days=1, known_from="2026-03-01T07:00:01Z")

    assert aggregate([article(), later], as_of) == aggregate([article()], as_of)
    assert aggregate([later], as_of) is None


def test_labels_are_counted(article, as_of):
    scores = [-1, -0.35, -0.2, 0.0, 0.2, 0.35, 1]
    sentiment = aggregate([article(f"{i}", score=s) for i, s in enumerate(scores)], as_of)

    assert list(sentiment.distribution.items()) == [
        ("Bearish", 2),
        ("Somewhat-Bearish", 1),
        ("Neutral", 1),
        ("Somewhat-Bullish", 1),
        ("Bullish", 2),
    ]


@pytest.mark.parametrize(("articles", "is_sufficient"), [(4, False), (5, True)])
def test_five_articles_of_equal_weight_suffice(article, as_of, articles, is_sufficient):
    sentiment = aggregate([article(f"{i}") for i in range(articles)], as_of)

    assert sentiment.effective_articles == pytest.approx(articles)
    assert sentiment.is_sufficient is is_sufficient


@pytest.mark.parametrize("as_of", ["2026-02-30T00:00:00Z", "soon", ""])
def test_without_a_readable_moment_there_is_no_sentiment(article, as_of):
    assert aggregate([article(known_from="")], as_of) is None


def test_no_news_is_no_sentiment(as_of):
    assert aggregate([], as_of) is None

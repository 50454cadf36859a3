import pytest

from functions.research.domain.sentiment import MOST_LEFT_OUT_SHOWN, LeftOut, aggregate

NAN = float("nan")


def why(sentiment):
    return {one.article.news_id: one.why for one in sentiment.left_out}


@pytest.mark.parametrize("relevance", [0.099, 0.0, -0.5, 1.001, 70, NAN])
def test_an_article_hardly_about_the_company_is_left_out(article, as_of, relevance):
    sentiment = aggregate([article(), article("other", relevance=relevance)], as_of)

    assert why(sentiment) == {"other": LeftOut.HARDLY_ABOUT_IT}


def test_a_tenth_of_relevance_is_enough(article, as_of):
    assert aggregate([article(relevance=0.1)], as_of).left_out == ()


@pytest.mark.parametrize("score", [None, 1.001, -40, NAN])
def test_an_article_without_a_believable_score_is_left_out(article, as_of, score):
    news = [article(), article("other", score=score, overall_sentiment_score=score)]

    assert why(aggregate(news, as_of)) == {"other": LeftOut.NO_SCORE}


def test_the_same_address_counts_once_and_the_earliest_known_stays(article, as_of):
    first = article("merger", age_days=2, score=0.5)
    second = article(
        "merger", age_days=3, score=-0.5, title="Another title", known_from="2026-02-28T00:00:00Z"
    )

    sentiment = aggregate([second, first], as_of)

    assert [one.score for one in sentiment.counted] == [0.5]
    assert [one.why for one in sentiment.left_out] == [LeftOut.SAME_STORY]


@pytest.mark.parametrize("title", ["ACME - to buy 'Beta'", "Acme to  Buy Beta!", "acme to buy beta"])
def test_the_same_title_counts_once_however_it_is_spelled(article, as_of, title):
    news = [article("a", title="Acme to buy Beta", age_days=2), article("b", title=title, age_days=1)]

    assert why(aggregate(news, as_of)) == {"b": LeftOut.SAME_STORY}


@pytest.mark.parametrize("title", ["", "...", "—"])
def test_articles_without_a_word_in_their_title_are_different_stories(article, as_of, title):
    news = [article("a", title=title), article("b", title=title, age_days=1)]

    assert len(aggregate(news, as_of).counted) == 2


def test_a_repeat_that_could_not_count_anyway_takes_no_place(article, as_of):
    vague = article("a", title="Acme", relevance=0.05, age_days=2)
    clear = article("b", title="ACME", relevance=0.9, age_days=1)

    sentiment = aggregate([vague, clear], as_of)

    assert [one.article for one in sentiment.counted] == [clear]
    assert why(sentiment) == {"a": LeftOut.HARDLY_ABOUT_IT}


def test_the_newest_thirty_stories_count(article, as_of):
    news = [article(f"{i}", age_days=i / 10) for i in range(31)]

    sentiment = aggregate(news, as_of)

    assert [one.article.news_id for one in sentiment.counted] == [f"{i}" for i in range(30)]
    assert why(sentiment) == {"30": LeftOut.BEYOND_NEWEST}


def test_a_time_of_publication_that_cannot_be_read_leaves_no_trace(article, as_of):
    unread = article("other", time_published="20260230T070000")

    assert aggregate([article(), unread], as_of) == aggregate([article()], as_of)


def test_every_article_is_shown_or_counted_with_the_reason(article, as_of):
    used = [article(f"{i}", age_days=i / 10) for i in range(30)]
    unused = [article(f"vague {i}", relevance=0.01) for i in range(8)]
    repeats = [article(f"again {i}", title="Acme: 0", age_days=-0.0) for i in range(2)]

    document = aggregate([*used, *unused, *repeats], as_of).to_json()

    assert document["counted"] == 30
    assert document["left_out"] == {"HARDLY_ABOUT_IT": 8, "SAME_STORY": 2}
    assert len(document["articles"]) == 30 + MOST_LEFT_OUT_SHOWN
    contributions = [one["contribution"] for one in document["articles"] if "contribution" in one]
    assert sum(contributions) == pytest.approx(document["score"], abs=1e-4)


def test_a_shown_article_says_what_it_counted_for(article, as_of):
    [shown] = aggregate([article("strike", age_days=7, relevance=0.8, score=-0.2)], as_of).to_json()[
        "articles"
    ]

    assert shown == {
        "news_id": "strike",
        "title": "Acme: strike",
        "url": "https://news.example/strike",
        "source": "Example News",
        "time_published": "20260222T070000",
        "known_from": "2026-02-22T07:00:00Z",
        "payload_hash": "news-payload",
        "age_days": 7.0,
        "relevance": 0.8,
        "factor": 1.0,
        "weight": 0.4,
        "score": -0.2,
        "contribution": -0.2,
    }

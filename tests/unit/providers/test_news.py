"""Articles, known by their address, and the companies they are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.adapters.alpha_vantage.news import canonical_url, news_id, parse_news
from functions.research.domain.findings import Severity
from functions.research.domain.news import Mention, label


def mention(**fields):
    return {
        "ticker": "ACME",
        "relevance_score": "0.8",
        "ticker_sentiment_score": "0.2",
        "ticker_sentiment_label": "Somewhat-Bullish",
    } | fields


def item(*mentions, **fields):
    return {
        "title": "Acme opens a third mill",
        "url": "https://news.example/acme-mill",
        "time_published": "20261119T142501",
        "authors": ["Jo Miller", "", None],
        "summary": "The mill makes flour.",
        "banner_image": "https://news.example/mill.jpg",
        "source": "Miller's Gazette",
        "category_within_source": "n/a",
        "source_domain": "news.example",
        "topics": [{"topic": "Manufacturing", "relevance_score": "1.0"}],
        "overall_sentiment_score": 0.17,
        "overall_sentiment_label": "Somewhat-Bullish",
        "ticker_sentiment": list(mentions or [mention()]),
    } | fields


def parse(*items):
    return parse_news({"items": str(len(items)), "feed": list(items)})


def codes(findings):
    return [(finding.code, finding.severity) for finding in findings]


def test_an_article_is_read_whole():
    [article], findings = parse(item())

    assert article.news_id == news_id("https://news.example/acme-mill")
    assert (article.title, article.time_published) == ("Acme opens a third mill", "20261119T142501")
    assert (article.source, article.source_domain) == ("Miller's Gazette", "news.example")
    assert (article.authors, article.topics) == (("Jo Miller",), (("Manufacturing", 1.0),))
    assert (article.overall_sentiment_score, article.overall_sentiment_label) == (0.17, "Somewhat-Bullish")
    assert article.mentions == (Mention("ACME", 0.8, 0.2, "Somewhat-Bullish"),)
    assert article.category_within_source is None
    assert findings == []


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("HTTPS://News.Example/Acme-Mill", "https://news.example/Acme-Mill"),
        ("https://news.example/a#top", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=7&UTM_Medium=y", "https://news.example/a?id=7"),
        ("https://news.example/a?gclid=1&fbclid=2&mc_cid=3&msclkid=4", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("https://news.example/a?b=", "https://news.example/a?b="),
        ("https://news.example/a?q=x%20y", "https://news.example/a?q=x+y"),
        (" https://news.example/a ", "https://news.example/a"),
    ],
)
def test_links_to_one_article_have_one_address(link, canonical):
    assert canonical_url(link) == canonical
    assert canonical_url(canonical) == canonical
    assert news_id(link) == news_id(canonical)


def test_the_id_is_32_hex_digits_and_tells_articles_apart():
    ids = {news_id(f"https://news.example/{page}") for page in range(100)}

    assert len(ids) == 100
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in ids)


def test_an_article_that_comes_twice_is_kept_once():
    articles, findings = parse(item(), item(url="https://NEWS.example/acme-mill?utm_campaign=mail"))

    assert len(articles) == 1
    assert codes(findings) == [("DUPLICATE_ARTICLE", Severity.NOTE)]


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (-1, "Bearish"),
        (-0.35, "Bearish"),
        (-0.349, "Somewhat-Bearish"),
        (-0.15, "Somewhat-Bearish"),
        (-0.149, "Neutral"),
        (0.149, "Neutral"),
        (0.15, "Somewhat-Bullish"),
        (0.349, "Somewhat-Bullish"),
        (0.35, "Bullish"),
    ],
)
def test_a_score_has_the_providers_own_label(score, word):
    assert label(score) == word


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Bearish", "Bearish"),
        ("Somewhat_Bullish", "Somewhat-Bullish"),
        ("somewhat bearish", "Somewhat-Bearish"),
        ("Positive", "Bullish"),
        ("", "Bullish"),
        (None, "Bullish"),
        (3, "Bullish"),
    ],
)
def test_a_label_is_one_of_five_or_comes_from_the_score(given, kept):
    [article], findings = parse(item(mention(ticker_sentiment_score="0.5", ticker_sentiment_label=given)))

    assert article.mentions[0].sentiment_label == kept
    assert findings == []


@pytest.mark.parametrize("ticker", ["FOREX:AMD", "CRYPTO:PAY", "CRYPTO:BTC"])
def test_currencies_and_tokens_are_no_companies(ticker):
    [article], findings = parse(item(mention(ticker=ticker)))

    assert article.mentions == ()
    assert findings == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"relevance_score": "0"}, "RELEVANCE_OUT_OF_RANGE"),
        ({"relevance_score": "1.01"}, "RELEVANCE_OUT_OF_RANGE"),
        ({"relevance_score": "None"}, "RELEVANCE_OUT_OF_RANGE"),
        ({"ticker_sentiment_score": "-1.01"}, "SENTIMENT_OUT_OF_RANGE"),
        ({"ticker_sentiment_score": "1.01"}, "SENTIMENT_OUT_OF_RANGE"),
        ({"ticker_sentiment_score": None}, "SENTIMENT_OUT_OF_RANGE"),
        ({"ticker": "not a ticker"}, "SYMBOL_UNREADABLE"),
        ({"ticker": None}, "SYMBOL_UNREADABLE"),
    ],
)
def test_a_mention_out_of_bounds_is_left_out(fields, code):
    [article], findings = parse(item(mention(**fields), mention(ticker="OK")))

    assert [one.symbol for one in article.mentions] == ["OK"]
    assert codes(findings) == [(code, Severity.SOFT)]


@pytest.mark.parametrize("edge", ["0.000001", "1", "1.0"])
def test_relevance_is_above_zero_and_at_most_one(edge):
    assert parse(item(mention(relevance_score=edge)))[0][0].mentions[0].relevance_score == float(edge)


def test_a_company_mentioned_twice_counts_with_its_higher_relevance():
    [article], _ = parse(item(mention(ticker="BRK-B", relevance_score="0.1"), mention(ticker="BRK.B")))

    assert [(one.symbol, one.relevance_score) for one in article.mentions] == [("BRK.B", 0.8)]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"url": None},
        {"url": "javascript:alert(1)"},
        {"url": "https://"},
        {"url": "http://[::1"},
        {"url": "https://news.example:port/"},
        {"time_published": "2026-11-19"},
        {"time_published": "20261319T142501"},
        {"time_published": "20261119T252501"},
    ],
)
def test_an_article_that_cannot_be_shown_is_left_out(fields):
    articles, findings = parse(item(**fields), item())

    assert len(articles) == 1
    assert codes(findings) == [("ARTICLE_INCOMPLETE", Severity.SOFT)]


def test_a_time_without_seconds_is_of_the_full_minute():
    assert parse(item(time_published="20261119T1425"))[0][0].time_published == "20261119T142500"


@pytest.mark.parametrize(("score", "found"), [(None, []), ("1.2", ["SENTIMENT_OUT_OF_RANGE"])])
def test_an_article_without_an_overall_score_is_kept(score, found):
    [article], findings = parse(item(overall_sentiment_score=score, overall_sentiment_label=None))

    assert (article.overall_sentiment_score, article.overall_sentiment_label) == (None, None)
    assert [finding.code for finding in findings] == found


def test_an_article_about_nobody_is_an_article():
    [article], findings = parse(item(ticker_sentiment=[], topics="none", authors="Jo"))

    assert (article.mentions, article.topics, article.authors) == ((), (), ())
    assert codes(findings) == [("UNEXPECTED_SHAPE", Severity.SOFT)]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"Information": "25 requests per day"}, "PAYLOAD_IS_NOTICE"),
        ({"items": "0"}, "UNEXPECTED_SHAPE"),
        ({"feed": None}, None),
        ({"feed": {}}, "UNEXPECTED_SHAPE"),
        ([], "UNEXPECTED_SHAPE"),
    ],
)
def test_what_is_no_feed_is_a_hard_finding(document, code):
    articles, findings = parse_news(document)

    assert articles == []
    assert codes(findings) == ([(code, Severity.HARD)] if code else [])


@given(st.text())
def test_any_address_is_accepted_or_left_out(url):
    articles, findings = parse(item(url=url))

    assert len(articles) + len(findings) == 1

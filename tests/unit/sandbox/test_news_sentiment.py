import pytest


def article(time_published, *, tickers=(), topics=("Technology",)):
    return {
        "title": f"Published {time_published}",
        "time_published": time_published,
        "topics": [{"topic": topic, "relevance_score": "0.5"} for topic in topics],
        "overall_sentiment_score": 0.21,
        "ticker_sentiment": [
            {"ticker": ticker, "relevance_score": score, "ticker_sentiment_score": "0.1"}
            for ticker, score in tickers
        ],
    }


MORNING = article("20261119T083000", tickers=[("ACME", "0.2"), ("ZINC", "0.9")], topics=("Earnings", "IPO"))
NOON = article("20261119T120000", tickers=[("ACME", "0.9")], topics=("Earnings", "Financial Markets"))
EVENING = article("20261120T235959", tickers=[("FOREX:USD", "0.3")])
TOMORROW = article("20261121T000000", tickers=[("ACME", "1.0")])


@pytest.fixture
def ask(files, desk):
    files.write("alphavantage/NEWS_SENTIMENT/all.json", {"feed": [NOON, TOMORROW, MORNING, EVENING]})
    return lambda **parameters: desk.alpha_vantage("NEWS_SENTIMENT", **parameters).json()


def test_the_envelope_counts_in_text_and_defines_its_scores(ask):
    answer = ask()

    assert answer["items"] == "3"
    assert list(answer) == ["items", "sentiment_score_definition", "relevance_score_definition", "feed"]


def test_news_of_the_day_is_out_and_news_of_tomorrow_is_not(ask):
    assert ask()["feed"] == [EVENING, NOON, MORNING]


@pytest.mark.parametrize(
    ("sort", "feed"),
    [
        ("LATEST", [NOON, MORNING]),
        ("EARLIEST", [MORNING, NOON]),
        ("RELEVANCE", [NOON, MORNING]),
        ("relevance", [NOON, MORNING]),
    ],
)
def test_the_feed_is_sorted_as_asked(ask, sort, feed):
    assert ask(sort=sort, tickers="ACME")["feed"] == feed


def test_relevance_counts_for_what_was_asked_only(ask):
    assert ask(sort="RELEVANCE", tickers="ACME,ZINC")["feed"] == [MORNING]
    assert ask(sort="RELEVANCE", topics="earnings", tickers="ACME")["feed"] == [NOON, MORNING]


@pytest.mark.parametrize(
    ("tickers", "feed"),
    [("ACME", [NOON, MORNING]), ("ACME,ZINC", [MORNING]), ("zinc", [MORNING]), ("FOREX:USD", [EVENING])],
)
def test_an_article_must_mention_every_ticker(ask, tickers, feed):
    assert ask(tickers=tickers)["feed"] == feed


@pytest.mark.parametrize(
    ("topics", "feed"),
    [("earnings", [NOON, MORNING]), ("earnings,financial_markets", [NOON]), ("blockchain", [])],
)
def test_an_article_must_cover_every_topic(ask, topics, feed):
    assert ask(topics=topics)["feed"] == feed


@pytest.mark.parametrize(
    ("window", "feed"),
    [
        ({"time_from": "20261119T1200"}, [EVENING, NOON]),
        ({"time_from": "20261119T1201"}, [EVENING]),
        ({"time_to": "20261119T0830"}, [MORNING]),
        ({"time_to": "20261119T0829"}, []),
        ({"time_from": "20261119T0830", "time_to": "20261119T1200"}, [NOON, MORNING]),
        ({"time_to": "20270101T0000"}, [EVENING, NOON, MORNING]),
    ],
)
def test_both_ends_of_the_window_belong_to_it(ask, window, feed):
    assert ask(**window)["feed"] == feed


def test_the_old_parameter_name_asks_for_the_whole_market(ask):
    assert ask(symbol="ZINC")["items"] == "3"


@pytest.mark.parametrize(
    "parameters",
    [
        {"limit": "0"},
        {"limit": "1001"},
        {"limit": "many"},
        {"limit": "9" * 5000},
        {"sort": "NEWEST"},
        {"topics": "gossip"},
        {"tickers": "AC ME"},
        {"tickers": "ACME,"},
        {"time_from": "2026-11-19"},
        {"time_from": "20261119T083000"},
        {"time_from": "20261319T0830"},
        {"time_from": "20261119T1200", "time_to": "20261119T1159"},
    ],
)
def test_inputs_the_provider_rejects_are_an_information_text(ask, parameters):
    answer = ask(**parameters)

    assert list(answer) == ["Information"]
    assert answer["Information"].startswith("Invalid inputs")


@pytest.mark.parametrize(
    ("parameters", "items"), [({}, 50), ({"limit": "1"}, 1), ({"limit": "1000"}, 1000), ({"limit": "51"}, 51)]
)
def test_fifty_articles_are_given_unless_another_number_is_asked(files, desk, parameters, items):
    feed = [article(f"20261119T{number // 60:02}{number % 60:02}00") for number in range(1005)]
    files.write("alphavantage/NEWS_SENTIMENT/all.json", {"feed": feed})

    answer = desk.alpha_vantage("NEWS_SENTIMENT", **parameters).json()

    assert answer["items"] == str(items)
    assert answer["feed"] == feed[: -items - 1 : -1]


def test_a_folder_without_news_is_an_empty_feed(desk):
    answer = desk.alpha_vantage("NEWS_SENTIMENT").json()

    assert (answer["items"], answer["feed"]) == ("0", [])


def test_a_news_file_without_a_feed_is_named(files, desk):
    files.write("alphavantage/NEWS_SENTIMENT/all.json", [MORNING])

    assert "NEWS_SENTIMENT/all.json" in desk.alpha_vantage("NEWS_SENTIMENT").json()["message"]

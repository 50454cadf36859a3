"""What holds for every feed and every universe."""

import json
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.news import AboutCompany
from functions.research.domain.peer_search import peer_group
from functions.research.domain.peers import COMPARED, FEWEST_PEERS, MOST_PEERS, Profile
from functions.research.domain.sentiment import MOST_ARTICLES, aggregate

AS_OF = "2026-03-01T07:00:00Z"
DAYS = st.sampled_from(["2026-03-01", "2026-02-28", "2026-02-10", "2026-01-01", "2027-01-01", "x"])
numbers = st.floats() | st.sampled_from([0.0, 0.1, 1.0, -1.0, 5e-324])
articles = st.builds(
    AboutCompany,
    news_id=st.sampled_from("abcdef"),
    title=st.sampled_from(["Acme wins", "ACME WINS", "Investor alert", ""]) | st.text(max_size=5),
    url=st.just(""),
    source=st.sampled_from(["PR Newswire", "Example News"]),
    time_published=st.sampled_from(
        ["20260301T070000", "20260225T120000", "20260210T000000", "20250101T000000", "20270101T000000", "x"]
    ),
    relevance_score=numbers,
    sentiment_score=st.none() | numbers,
    overall_sentiment_score=st.none() | numbers,
    known_from=DAYS,
    payload_hash=st.just("payload"),
)
profiles = st.builds(
    Profile,
    symbol=st.sampled_from([f"S{i}" for i in range(30)]),
    sector=st.sampled_from([None, "", "Industrials"]),
    industry=st.sampled_from([None, "ANVILS", "NAILS"]),
    market_cap=st.none() | numbers | st.floats(10, 1000),
    is_active=st.booleans(),
    day=DAYS,
    figures=st.dictionaries(st.sampled_from(COMPARED), numbers | st.none() | st.just(10**400), max_size=8),
    company=st.sampled_from([None, "one", "two"]),
)


def as_text(result):
    return json.dumps(result.to_json() if result else None, allow_nan=False)


@settings(max_examples=100, deadline=None)
@given(st.lists(articles, max_size=40), st.data())
def test_the_order_and_the_number_of_copies_of_articles_change_nothing(news, data):
    shuffled = data.draw(st.permutations(news + data.draw(st.lists(st.sampled_from(news or [None])))))

    one, other = aggregate(news, AS_OF), aggregate([a for a in shuffled if a is not None], AS_OF)

    assert as_text(one) == as_text(other)


@settings(max_examples=100, deadline=None)
@given(st.lists(articles, max_size=40))
def test_sentiment_stays_within_its_scale(news):
    sentiment = aggregate(news, AS_OF)

    if sentiment is not None:
        assert -1 <= sentiment.sentiment_score <= 1
        assert min(o.score for o in sentiment.counted) - 1e-12 <= sentiment.sentiment_score
        assert sentiment.sentiment_score <= max(o.score for o in sentiment.counted) + 1e-12
        assert 1 - 1e-9 <= sentiment.effective_articles <= len(sentiment.counted) + 1e-9
        assert len(sentiment.counted) <= MOST_ARTICLES
        assert len(sentiment.counted) + len(sentiment.left_out) <= len(news)


@settings(max_examples=100, deadline=None)
@given(profiles, st.lists(profiles, max_size=40))
def test_any_universe_gives_a_group_of_5_to_20_or_none(own, universe):
    group = peer_group(own, universe, AS_OF)

    as_text(group)
    if group is not None:
        assert FEWEST_PEERS <= len(set(group.symbols)) == len(group.members) <= MOST_PEERS
        assert own.symbol not in group.symbols
        for code in COMPARED:
            percentile = group.percentile(code)
            assert percentile is None or 0 <= percentile <= 1


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.floats(0.01, 1000), min_size=5, max_size=20),
    st.floats(0.01, 1000),
    st.floats(0.01, 1000),
)
def test_a_higher_figure_never_ranks_lower(values, one, other):
    def percentile(own):
        member = lambda i, v: Profile(f"S{i}", "I", "A", 1.0, True, "2026-02-28", {"pe_ratio": v})  # noqa: E731
        universe = [member(i, value) for i, value in enumerate(values)]
        return peer_group(member("own", own), universe, AS_OF).percentile("pe_ratio")

    low, high = sorted((one, other))
    assert percentile(low) <= percentile(high)
    assert math.isfinite(percentile(low))

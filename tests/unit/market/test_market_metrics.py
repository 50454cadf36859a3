"""Every metric of the market with figures worked out by hand: value, then score between two anchors."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.rating.declaration import Judged, Missing, NotApplicable, Values
from functions.research.domain.rating.market import (
    ANALYST_CONSENSUS,
    EARNINGS_SURPRISE,
    MARKET,
    NEWS_SENTIMENT,
    TARGET_UPSIDE,
)
from functions.research.domain.rating.scoring import score

NAN = float("nan")
# Four pairs of 0.1 and 0.3 around 0.2: squares of 0.1, eight of them over 7, so 0.1 x sqrt(8/7) = 0.106904.
EVEN_SPREAD = (0.1, 0.3) * 4


def news(tone, effective):
    return Values({"sentiment_score": tone, "effective_articles": effective})


def analysts(*counts):
    words = ("strong_buy", "buy", "hold", "sell", "strong_sell")
    return Values({f"analyst_rating_{w}": float(c) for w, c in zip(words, counts, strict=True)})


def target(target_price, price):
    return Values({"analyst_target_price": target_price, "price": price})


def surprises(*newest_first, percentages=()):
    return Values(series={"surprise": newest_first, "surprise_percentage": percentages})


@pytest.mark.parametrize(
    ("metric", "values", "value", "expected_score"),
    [
        # half of the way from 0.15 to 0.35
        (NEWS_SENTIMENT, news(0.25, 5.0), 0.25, 4.5),
        (NEWS_SENTIMENT, news(-0.25, 12.0), -0.25, 1.5),
        # (5 x 1 + 4 x 4 + 3 x 4 + 2 x 2 + 1 x 0) / 11 = 37 / 11
        (ANALYST_CONSENSUS, analysts(1, 4, 4, 2, 0), 37 / 11, 37 / 11),
        (ANALYST_CONSENSUS, analysts(0, 0, 0, 0, 3), 1.0, 1.0),
        # 228.80 / 250 - 1; then 0.1152 of the 0.15 from -0.2 to -0.05
        (TARGET_UPSIDE, target(228.80, 250.0), -0.0848, 1 + 0.1152 / 0.15),
        (TARGET_UPSIDE, target(110.0, 100.0), 0.10, 3 + 0.05 / 0.07),
        (EARNINGS_SURPRISE, surprises(*EVEN_SPREAD), 0.1 / (0.1 * (8 / 7) ** 0.5), 3.4354),
        # 0.1, -0.1, 0.1, -0.1: squares of 0.1, four of them over 3, so 0.115470
        (EARNINGS_SURPRISE, surprises(-0.1, 0.1, None, -0.1, 0.1), -(0.75**0.5), 1.7560),
    ],
)
def test_metric_equals_the_hand_computed_vector(metric, values, value, expected_score):
    measured = metric.measure(values)

    assert measured == pytest.approx(value, abs=1e-12)
    assert score(measured, metric.anchors) == pytest.approx(expected_score, abs=1e-4)


def test_surprises_are_measured_by_the_sample_deviation():
    # Around 0.3 four of 0.2 and one of 0: 4 x 0.04 over 4 and not 5 is 0.2 squared, and 0.5 / 0.2 = 2.5
    measured = EARNINGS_SURPRISE.measure(surprises(0.5, 0.1, 0.5, 0.1, 0.3))

    assert measured == pytest.approx(2.5)
    assert score(measured, EARNINGS_SURPRISE.anchors) == pytest.approx(4 + 1 / 1.5)


@given(st.lists(st.none() | st.floats(-1e21, 1e21), max_size=8), st.lists(st.none() | st.floats(-1e21, 1e21)))
def test_any_surprises_are_measured_or_missing(newest_first, percentages):
    outcome = EARNINGS_SURPRISE.measure(surprises(*newest_first, percentages=tuple(percentages[:4])))

    assert isinstance(outcome, Missing | Judged) or math.isfinite(outcome)


@pytest.mark.parametrize(("effective", "share"), [(4.999, 0.9998), (2.5, 0.5), (1.0, 0.2)])
def test_few_articles_are_judged_and_count_for_their_part(effective, share):
    outcome = NEWS_SENTIMENT.measure(news(0.25, effective))

    assert isinstance(outcome, Judged)
    assert (outcome.score, outcome.value) == (pytest.approx(4.5), 0.25)
    assert outcome.share == pytest.approx(share)
    assert outcome.note.startswith("insufficient: ")


@pytest.mark.parametrize(
    ("percentages", "expected_score"),
    [
        ((0.0, 0.0, 0.0, 0.0), 2.5),
        # (4 + 3 + 2 + 1) / 4 = 2.5 percent, two thirds of the way from 1.5 to 3
        ((4.0, 3.0, 2.0, 1.0), 4 + 2 / 3),
        ((None, -1.0), 1 + 2 / 3),
    ],
)
def test_surprises_that_are_all_the_same_are_judged_by_their_size(percentages, expected_score):
    outcome = EARNINGS_SURPRISE.measure(surprises(0.02, 0.02, 0.02, 0.02, percentages=percentages))

    assert isinstance(outcome, Judged)
    assert outcome.score == pytest.approx(expected_score)


@pytest.mark.parametrize(
    ("metric", "values", "missing"),
    [
        (NEWS_SENTIMENT, news(0.2, 0.0), "sentiment_score"),
        (ANALYST_CONSENSUS, analysts(1, 1, 0, 0, 0), "analyst_ratings"),
        (ANALYST_CONSENSUS, analysts(0, 0, 0, 0, 0), "analyst_ratings"),
        (ANALYST_CONSENSUS, analysts(5, -1, 0, 0, 0), "analyst_rating_buy"),
        (TARGET_UPSIDE, target(100.0, 0.0), "price"),
        (TARGET_UPSIDE, target(100.0, -1.0), "price"),
        (TARGET_UPSIDE, target(0.0, 100.0), "analyst_target_price"),
        (TARGET_UPSIDE, target(-5.0, 100.0), "analyst_target_price"),
        (TARGET_UPSIDE, target(500.1, 100.0), "analyst_target_price"),
        (TARGET_UPSIDE, target(19.9, 100.0), "analyst_target_price"),
        (TARGET_UPSIDE, target(10_000.0, 100.0), "analyst_target_price"),
        (EARNINGS_SURPRISE, surprises(None, 0.1, 0.2, 0.3, 0.4), "surprise"),
        (EARNINGS_SURPRISE, surprises(0.1, 0.2, 0.3), "surprise"),
        (EARNINGS_SURPRISE, surprises(), "surprise"),
        (EARNINGS_SURPRISE, surprises(0.0, 0.0, 0.0, 0.0), "surprise_percentage"),
        (EARNINGS_SURPRISE, surprises(0.1, 0.1, 0.1, 0.1, percentages=(None, None)), "surprise_percentage"),
    ],
)
def test_what_is_missing_or_of_another_scale_is_not_judged(metric, values, missing):
    assert metric.measure(values) == Missing(missing)


@pytest.mark.parametrize("tone", [1.01, -1.01, NAN])
def test_a_tone_beyond_its_scale_is_none(tone):
    assert NEWS_SENTIMENT.measure(news(tone, 9.0)) == NotApplicable("OUT_OF_RANGE")


@pytest.mark.parametrize(
    ("price", "is_judged"), [(20.0, True), (19.99, False), (500.0, True), (500.01, False)]
)
def test_a_target_of_five_times_the_price_may_be_meant(price, is_judged):
    assert isinstance(TARGET_UPSIDE.measure(target(100.0, price)), float) is is_judged


def test_weights_are_a_half_for_news_and_a_half_for_the_rest():
    [block] = MARKET.blocks

    assert [(m.code, m.weight) for m in block.metrics] == [
        ("news_sentiment", 0.5),
        ("analyst_consensus", 0.2),
        ("target_upside", 0.1),
        ("earnings_surprise", 0.2),
    ]


def test_a_market_without_news_rests_on_the_other_half():
    # (0.2 x 3.364 + 0.1 x 1.768 + 0.2 x 4.667) / 0.5
    values = {"analyst_consensus": 37 / 11, "target_upside": -0.0848, "earnings_surprise": 2.5}
    [block] = MARKET.blocks
    scored = [(score(values[m.code], m.anchors), m.weight) for m in block.metrics if m.code in values]

    assert sum(s * w for s, w in scored) / sum(w for _, w in scored) == pytest.approx(3.566, abs=5e-4)

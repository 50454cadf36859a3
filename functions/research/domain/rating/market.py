"""What do the news, the analysts and the last report say?"""

import math
from collections.abc import Sequence

from functions.research.domain.rating.declaration import (
    Block,
    Component,
    Input,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Series,
    Source,
    Step,
    Values,
)
from functions.research.domain.rating.scoring import Anchors, score
from functions.research.domain.sentiment import SUFFICIENT_ARTICLES
from functions.research.domain.statements import Statement

FEWEST_ANALYSTS = 3
# strong_buy ... strong_sell as the scale of five they are asked for.
ANALYST_POINTS = {"strong_buy": 5, "buy": 4, "hold": 3, "sell": 2, "strong_sell": 1}
# A target this many times the price, or this small a part of it, is of another currency or before a split.
FARTHEST_TARGET = 5.0
SURPRISES = 8
# A spread of fewer than a year's surprises says nothing about the next one.
FEWEST_SURPRISES = 4
RECENT_SURPRISES = 4
# Binary fractions of equal cents differ near the sixteenth digit.
NO_SPREAD = 1e-9


def news_sentiment(values: Values) -> Outcome:
    """Few articles count for as many as they are worth."""
    tone, effective = values["sentiment_score"], values["effective_articles"]
    if effective <= 0:
        return Missing("sentiment_score")
    if not -1 <= tone <= 1:
        return NotApplicable("OUT_OF_RANGE")
    if effective >= SUFFICIENT_ARTICLES:
        return tone
    return Judged(
        score(tone, SENTIMENT_ANCHORS),
        f"insufficient: {effective:.1f} effective articles of {SUFFICIENT_ARTICLES:.0f}",
        value=tone,
        share=effective / SUFFICIENT_ARTICLES,
        by_anchors=True,
    )


def analyst_consensus(values: Values) -> Outcome:
    counts = {word: values[f"analyst_rating_{word}"] for word in ANALYST_POINTS}
    analysts = math.fsum(counts.values())
    negative = next((word for word, count in counts.items() if count < 0), None)
    if negative is not None:
        return Missing(f"analyst_rating_{negative}")
    if analysts < FEWEST_ANALYSTS:
        return Missing("analyst_ratings")
    return math.fsum(ANALYST_POINTS[word] * count for word, count in counts.items()) / analysts


def target_upside(values: Values) -> Outcome:
    target, price = values["analyst_target_price"], values["price"]
    if price <= 0:
        return Missing("price")
    if not price / FARTHEST_TARGET <= target <= price * FARTHEST_TARGET:
        return Missing("analyst_target_price")
    return target / price - 1


def earnings_surprise(values: Values) -> Outcome:
    """Standardised by the company's own spread of surprises, so that a cent means what it means for it."""
    newest_first = values.series["surprise"]
    known = [surprise for surprise in newest_first if surprise is not None]
    if len(known) < FEWEST_SURPRISES or newest_first[0] is None:
        return Missing("surprise")
    spread = _sample_deviation(known)
    if spread > NO_SPREAD * max(map(abs, known)):
        return newest_first[0] / spread
    percentages = [percent for percent in values.series["surprise_percentage"] if percent is not None]
    if not percentages:
        return Missing("surprise_percentage")
    mean = math.fsum(percentages) / len(percentages)
    note = f"every surprise is the same; they average {mean:.1f} percent of the estimate"
    return Judged(score(mean, SURPRISE_ANCHORS), note)


def _sample_deviation(values: Sequence[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


SENTIMENT_ANCHORS = Anchors(
    (-0.35, -0.15, 0.0, 0.15, 0.35), "where the provider's five words begin and end, from bearish to bullish"
)
SURPRISE_ANCHORS = Anchors(
    (-2.0, -0.5, 0.5, 1.5, 3.0),
    "half of a usual surprise either way is noise; one of three is rare, and prices drift on after it",
)

NEWS_SENTIMENT = Metric(
    code="news_sentiment",
    name="News sentiment",
    weight=0.5,
    unit="points",
    formula="sum(w x score) / sum(w) over the newest 30 articles of 30 days, w = relevance x"
    " 0.5^(age / 7 days) x source factor; of fewer than five effective articles, (sum w)^2 / sum w^2, it"
    " counts for that part",
    inputs=(
        Input("sentiment_score", Source.NEWS, (("sentiment_score",),)),
        Input("effective_articles", Source.NEWS, (("effective_articles",),)),
    ),
    measure=news_sentiment,
    anchors=SENTIMENT_ANCHORS,
    source="Tetlock 2007, Giving Content to Investor Sentiment, J. Finance 62(3); Kish 1965, Survey Sampling",
    period="thirty days",
)
ANALYST_CONSENSUS = Metric(
    code="analyst_consensus",
    name="Analyst consensus",
    weight=0.2,
    unit="points",
    formula="(5 strong_buy + 4 buy + 3 hold + 2 sell + 1 strong_sell) / analysts; three analysts at least",
    inputs=tuple(
        Input(f"analyst_rating_{word}", Source.PROFILE, ((f"analyst_rating_{word}",),))
        for word in ANALYST_POINTS
    ),
    measure=analyst_consensus,
    anchors=Anchors((1.0, 2.0, 3.0, 4.0, 5.0), "the analysts' own scale"),
    source="Womack 1996, Do Brokerage Analysts' Recommendations Have Investment Value?, J. Finance 51(1)",
    period="as of the profile",
)
TARGET_UPSIDE = Metric(
    code="target_upside",
    name="Upside to the analysts' target",
    weight=0.1,
    unit="percent",
    formula="analyst_target_price / price - 1; a target beyond five times the price or below a fifth of it"
    " is of another currency or share count",
    inputs=(
        Input("analyst_target_price", Source.PROFILE, (("analyst_target_price",),)),
        Input("price", Source.PRICES, (("price",),)),
    ),
    measure=target_upside,
    anchors=Anchors(
        (-0.2, -0.05, 0.05, 0.12, 0.25),
        "targets are set a year ahead, and 5 to 12 % is what a year should pay",
    ),
    source="Brav and Lehavy 2003, An Empirical Analysis of Analysts' Target Prices, J. Finance 58(5)",
    period="as of the profile",
)
EARNINGS_SURPRISE = Metric(
    code="earnings_surprise",
    name="Earnings surprise",
    weight=0.2,
    unit="times",
    formula="surprise of the newest quarter / sample standard deviation of the last eight surprises;"
    " without a spread the mean surprise_percentage of the last four, in percent",
    inputs=(
        Series("surprise", Statement.EARNINGS, "surprise", Step.QUARTERS, FEWEST_SURPRISES, SURPRISES),
        Series(
            "surprise_percentage",
            Statement.EARNINGS,
            "surprise_percentage",
            Step.QUARTERS,
            0,
            RECENT_SURPRISES,
        ),
    ),
    measure=earnings_surprise,
    anchors=SURPRISE_ANCHORS,
    source="Foster, Olsen and Shevlin 1984, Accounting Review 59(4); Bernard and Thomas 1989, J. Accounting"
    " Research 27",
    period="eight quarters",
)

MARKET = Component(
    "market",
    "Market",
    0.15,
    (
        Block(
            "opinion",
            "News, analysts and the last report",
            1.0,
            (NEWS_SENTIMENT, ANALYST_CONSENSUS, TARGET_UPSIDE, EARNINGS_SURPRISE),
        ),
    ),
)

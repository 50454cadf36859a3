"""What the news of the last thirty days says about one company.

An article counts by how much it is about the company, how old it is and who wrote it: relevance x
0.5^(age / 7 days) x source factor. Tetlock 2007, Giving Content to Investor Sentiment, shows that tone moves
prices for days and then fades; the half life of a week says the same.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, unique
from typing import TypeGuard

from functions.research.domain.news import LABELS, AboutCompany, label
from functions.research.domain.press_releases import is_law_firm_notice, normalised_title

LOOK_BACK_DAYS = 30.0
RECENT_DAYS = 7.0
HALF_LIFE_DAYS = 7.0
SMALLEST_RELEVANCE = 0.1
MOST_ARTICLES = 30
MOST_LEFT_OUT_SHOWN = 5
# The tone of a whole article says less about one company in it than the company's own score.
OVERALL_SCORE_FACTOR = 0.5
# Law firms look for clients after any fall in price; the notice repeats the fall and adds no news.
LAW_FIRM_FACTOR = 0.25
TREND_THRESHOLD = 0.05
# With fewer articles than this, by weight, the score stands on too little.
SUFFICIENT_ARTICLES = 5.0
DIGITS = 6
# Differences of binary fractions end in noise near the sixteenth digit.
NOISE_DIGITS = 12
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
PUBLISHED = re.compile(r"\d{8}T\d{6}")
SECONDS_A_DAY = 86_400.0


@unique
class LeftOut(StrEnum):
    """Why a known article of the last thirty days has no say."""

    HARDLY_ABOUT_IT = "relevance below 0.1 or unreadable"
    NO_SCORE = "neither the company nor the article has a score within -1 to 1"
    SAME_STORY = "the same address or title as an article known earlier"
    BEYOND_NEWEST = "older than the newest 30"


@dataclass(frozen=True, slots=True)
class Counted:
    """`factor` is what the weight would be for an article of today that is about nothing else."""

    article: AboutCompany
    age_days: float
    factor: float
    score: float
    weight: float


@dataclass(frozen=True, slots=True)
class Unused:
    article: AboutCompany
    age_days: float
    why: LeftOut


@dataclass(frozen=True, slots=True)
class Sentiment:
    """`sentiment_score` is within -1..1, `trend` within -2..2 and None when one of its spans is empty.

    `volatility` is the weighted standard deviation of the articles' scores, None for a single one.
    Articles stand newest first.
    """

    sentiment_score: float
    effective_articles: float
    trend: float | None
    volatility: float | None
    counted: tuple[Counted, ...]
    left_out: tuple[Unused, ...]

    @property
    def direction(self) -> str | None:
        if self.trend is None:
            return None
        if self.trend >= TREND_THRESHOLD:
            return "improving"
        return "worsening" if self.trend <= -TREND_THRESHOLD else "stable"

    @property
    def is_sufficient(self) -> bool:
        return self.effective_articles >= SUFFICIENT_ARTICLES

    @property
    def distribution(self) -> dict[str, int]:
        """How many articles have which label."""
        labels = Counter(label(one.score) for one in self.counted)
        return {word: labels[word] for word in LABELS}

    def to_json(self) -> dict[str, object]:
        """The contributions of the counted articles add up to the score."""
        reasons = Counter(one.why.name for one in self.left_out)
        total = math.fsum(one.weight for one in self.counted)
        return {
            "score": _rounded(self.sentiment_score),
            "label": label(self.sentiment_score),
            "effective_articles": _rounded(self.effective_articles),
            "is_sufficient": self.is_sufficient,
            "trend": _rounded(self.trend),
            "direction": self.direction,
            "volatility": _rounded(self.volatility),
            "distribution": self.distribution,
            "counted": len(self.counted),
            "left_out": {why.name: reasons[why.name] for why in LeftOut if reasons[why.name]},
            "articles": [
                *(_counted(one, total) for one in self.counted),
                *(_left_out(one) for one in self.left_out[:MOST_LEFT_OUT_SHOWN]),
            ],
        }


def aggregate(news: Sequence[AboutCompany], as_of: str) -> Sentiment | None:
    """None when no article counts. `as_of` is ISO UTC; what was published or known later leaves no trace.

    In whatever order the articles come, and however often, the answer is the same.
    """
    moment = _moment(as_of)
    if moment is None:
        return None
    counted: list[Counted] = []
    left_out: list[Unused] = []
    for article in sorted({one for one in news if one.known_from <= as_of}, key=_earliest_known):
        age_days = _age_days(article, moment)
        if age_days is None or not 0 <= age_days <= LOOK_BACK_DAYS:
            continue
        judged = _judged(article, age_days)
        if isinstance(judged, Counted):
            counted.append(judged)
        else:
            left_out.append(judged)
    counted, repeated = _without_repeats(counted)
    counted.sort(key=_newest_first)
    beyond = [Unused(one.article, one.age_days, LeftOut.BEYOND_NEWEST) for one in counted[MOST_ARTICLES:]]
    return _summary(counted[:MOST_ARTICLES], sorted([*left_out, *repeated, *beyond], key=_newest_first))


def _moment(as_of: str) -> datetime | None:
    return _read(as_of[:19], MOMENT)


def _age_days(article: AboutCompany, moment: datetime) -> float | None:
    """None when the time of publication cannot be read: whether it was known cannot be told."""
    published = _read(article.time_published, PUBLISHED)
    return None if published is None else (moment - published).total_seconds() / SECONDS_A_DAY


def _read(text: str, form: re.Pattern[str]) -> datetime | None:
    # Reading by a format takes ten times as long, for every article of every rating.
    if not form.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None


def _earliest_known(article: AboutCompany) -> tuple[str, ...]:
    return article.known_from, article.time_published, *_identity(article)


def _newest_first(one: Counted | Unused) -> tuple[float, tuple[str, ...]]:
    return one.age_days, _identity(one.article)


def _identity(one: AboutCompany) -> tuple[str, ...]:
    """All that two articles of one moment may differ by."""
    numbers = f"{one.relevance_score} {one.sentiment_score} {one.overall_sentiment_score}"
    return one.news_id, one.title, one.url, one.source, numbers, one.known_from, one.payload_hash


def _judged(article: AboutCompany, age_days: float) -> Counted | Unused:
    if not SMALLEST_RELEVANCE <= article.relevance_score <= 1:
        return Unused(article, age_days, LeftOut.HARDLY_ABOUT_IT)
    factor = LAW_FIRM_FACTOR if is_law_firm_notice(article.title, article.source) else 1.0
    if _is_score(article.sentiment_score):
        return _weighed(article, age_days, factor, article.sentiment_score)
    if _is_score(article.overall_sentiment_score):
        return _weighed(article, age_days, factor * OVERALL_SCORE_FACTOR, article.overall_sentiment_score)
    return Unused(article, age_days, LeftOut.NO_SCORE)


def _weighed(article: AboutCompany, age_days: float, factor: float, score: float) -> Counted:
    fading = math.pow(0.5, age_days / HALF_LIFE_DAYS)
    return Counted(article, age_days, factor, score, article.relevance_score * fading * factor)


def _is_score(score: float | None) -> TypeGuard[float]:
    return score is not None and -1 <= score <= 1


def _without_repeats(counted: Sequence[Counted]) -> tuple[list[Counted], list[Unused]]:
    """Of one story, by address or title, the first in the order given stays."""
    seen: set[str] = set()
    kept, repeated = [], []
    for one in counted:
        # A title is no address, and the empty one names no story.
        names = {one.article.news_id, f"title {normalised_title(one.article.title)}"} - {"title "}
        if names & seen:
            repeated.append(Unused(one.article, one.age_days, LeftOut.SAME_STORY))
        else:
            kept.append(one)
        seen |= names
    return kept, repeated


def _summary(counted: Sequence[Counted], left_out: Sequence[Unused]) -> Sentiment | None:
    if not counted:
        return None
    return Sentiment(
        sentiment_score=_mean(counted),
        effective_articles=_effective_number(counted),
        trend=_trend(counted),
        volatility=_volatility(counted),
        counted=tuple(counted),
        left_out=tuple(left_out),
    )


def _mean(counted: Sequence[Counted]) -> float:
    total = math.fsum(one.weight for one in counted)
    mean = math.fsum(one.weight * one.score for one in counted) / total
    return max(-1.0, min(1.0, mean))


def _effective_number(counted: Sequence[Counted]) -> float:
    """How many articles of equal weight would know as much (Kish 1965)."""
    weights = [one.weight for one in counted]
    return math.fsum(weights) ** 2 / math.fsum(weight * weight for weight in weights)


def _trend(counted: Sequence[Counted]) -> float | None:
    recent = [one for one in counted if one.age_days <= RECENT_DAYS]
    earlier = [one for one in counted if one.age_days > RECENT_DAYS]
    return round(_mean(recent) - _mean(earlier), NOISE_DIGITS) if recent and earlier else None


def _volatility(counted: Sequence[Counted]) -> float | None:
    if len(counted) == 1:
        return None
    mean, total = _mean(counted), math.fsum(one.weight for one in counted)
    return math.sqrt(math.fsum(one.weight * (one.score - mean) ** 2 for one in counted) / total)


def _counted(one: Counted, total: float) -> dict[str, object]:
    return _shown(one.article, one.age_days) | {
        "relevance": _rounded(one.article.relevance_score),
        "factor": one.factor,
        "weight": _rounded(one.weight),
        "score": _rounded(one.score),
        "contribution": _rounded(one.weight * one.score / total),
    }


def _left_out(one: Unused) -> dict[str, object]:
    return _shown(one.article, one.age_days) | {"left_out": one.why.name}


def _shown(article: AboutCompany, age_days: float) -> dict[str, object]:
    return {
        "news_id": article.news_id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "time_published": article.time_published,
        "known_from": article.known_from,
        "payload_hash": article.payload_hash,
        "age_days": _rounded(age_days),
    }


def _rounded(value: float | None) -> float | None:
    # Adding zero turns -0.0 into 0.0.
    return None if value is None else round(value, DIGITS) + 0.0

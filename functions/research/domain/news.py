"""Articles and what they say about which company."""

from dataclasses import dataclass

# The provider's own definition of its five words; a score on a line belongs to the outer one.
LABELS = ("Bearish", "Somewhat-Bearish", "Neutral", "Somewhat-Bullish", "Bullish")
MORE_BEARISH_UP_TO, BEARISH_UP_TO = -0.35, -0.15
BULLISH_FROM, MORE_BULLISH_FROM = 0.15, 0.35


@dataclass(frozen=True, slots=True)
class Mention:
    symbol: str  # canonical: BRK.B
    relevance_score: float  # 0 < r <= 1
    sentiment_score: float  # -1..1
    sentiment_label: str


@dataclass(frozen=True, slots=True)
class Article:
    news_id: str  # sha256 of the canonical URL, 32 hex digits
    title: str
    url: str
    time_published: str  # provider's own form YYYYMMDDTHHMMSS, UTC
    source: str
    summary: str
    authors: tuple[str, ...]
    topics: tuple[tuple[str, float], ...]
    overall_sentiment_score: float | None
    overall_sentiment_label: str | None
    mentions: tuple[Mention, ...]
    source_domain: str | None = None
    banner_image: str | None = None
    category_within_source: str | None = None


@dataclass(frozen=True, slots=True)
class AboutCompany:
    """What one article says about one company, known from its publication on (ISO UTC)."""

    news_id: str
    title: str
    url: str
    source: str
    time_published: str  # YYYYMMDDTHHMMSS, UTC
    relevance_score: float
    sentiment_score: float | None  # of the company in the article
    overall_sentiment_score: float | None  # of the article
    known_from: str
    payload_hash: str


def label(score: float) -> str:
    if score <= MORE_BEARISH_UP_TO:
        return LABELS[0]
    if score <= BEARISH_UP_TO:
        return LABELS[1]
    if score < BULLISH_FROM:
        return LABELS[2]
    if score < MORE_BULLISH_FROM:
        return LABELS[3]
    return LABELS[4]

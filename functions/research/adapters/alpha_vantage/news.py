"""NEWS_SENTIMENT documents as articles and what they say about which company."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from functions.research.adapters.alpha_vantage import symbols
from functions.research.adapters.alpha_vantage.payload import rows, usable
from functions.research.adapters.literals import Reading, excerpt, is_missing, moment, number, text
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.news import LABELS, Article, Mention, label
from functions.research.domain.symbols import SYMBOL

_PUBLISHED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})?")
_TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|[a-z]*clk?id|yptr|guccounter|cmpid|ito|ncid|sref|tsrc", re.IGNORECASE
)


def parse_news(document: object) -> tuple[list[Article], list[Finding]]:
    """Articles in the provider's order, each once, with the companies they mention."""
    reading = Reading("news")
    checked = usable(document, reading)
    if checked is None:
        return [], reading.findings
    if "feed" not in checked:
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, "no feed")
        return [], reading.findings
    articles: dict[str, Article] = {}
    for item in rows(checked, "feed", reading):
        article = _article(item, reading)
        if article is None:
            continue
        if article.news_id in articles:
            reading.note("DUPLICATE_ARTICLE", Severity.NOTE, f"{excerpt(article.url, 120)} came twice")
            continue
        articles[article.news_id] = article
    return list(articles.values()), reading.findings


def news_id(url: str) -> str:
    return hashlib.sha256(canonical_url(url).encode("utf-8", "replace")).hexdigest()[:32]


def canonical_url(url: str) -> str:
    """The address without what differs between two links to one article. ValueError when it is none."""
    parts = urlsplit(url.strip())
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    ]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, urlencode(sorted(kept)), ""))


def _article(item: Mapping[str, Any], reading: Reading) -> Article | None:
    title, url = text(item.get("title")), _web_address(item.get("url"))
    published = _published(item.get("time_published"))
    if title is None or url is None or published is None:
        reading.note(
            "ARTICLE_INCOMPLETE",
            Severity.SOFT,
            f"title {excerpt(item.get('title'))}, url {excerpt(item.get('url'))}, "
            f"time_published {excerpt(item.get('time_published'))}",
        )
        return None
    score = _bounded(item.get("overall_sentiment_score"), -1)
    if score is None and not is_missing(item.get("overall_sentiment_score")):
        reading.note(
            "SENTIMENT_OUT_OF_RANGE",
            Severity.SOFT,
            f"overall_sentiment_score {excerpt(item.get('overall_sentiment_score'))} is not within -1 to 1",
        )
    return Article(
        news_id=news_id(url),
        title=title,
        url=url,
        time_published=published,
        source=text(item.get("source")) or "unknown",
        summary=text(item.get("summary")) or "",
        authors=_authors(item.get("authors")),
        topics=_topics(item, reading),
        overall_sentiment_score=score,
        overall_sentiment_label=_label(item.get("overall_sentiment_label"), score),
        mentions=_mentions(item, reading),
        source_domain=text(item.get("source_domain")),
        banner_image=_web_address(item.get("banner_image")),
        category_within_source=text(item.get("category_within_source")),
    )


def _mentions(item: Mapping[str, Any], reading: Reading) -> tuple[Mention, ...]:
    by_symbol: dict[str, Mention] = {}
    for row in rows(item, "ticker_sentiment", reading, Severity.SOFT):
        mention = _mention(row, reading)
        if mention is None:
            continue
        kept = by_symbol.get(mention.symbol)
        if kept is None or kept.relevance_score < mention.relevance_score:
            by_symbol[mention.symbol] = mention
    return tuple(by_symbol.values())


def _mention(row: Mapping[str, Any], reading: Reading) -> Mention | None:
    ticker = text(row.get("ticker")) or ""
    # FOREX:AMD is the Armenian dram and CRYPTO:PAY a token: no companies, and they share tickers with some.
    if ":" in ticker:
        return None
    symbol = symbols.canonical(ticker)
    if not SYMBOL.fullmatch(symbol):
        reading.note("SYMBOL_UNREADABLE", Severity.SOFT, f"mention of {excerpt(row.get('ticker'))}")
        return None
    relevance = _bounded(row.get("relevance_score"), 0)
    if not relevance:
        reading.note(
            "RELEVANCE_OUT_OF_RANGE",
            Severity.SOFT,
            f"{symbol}: relevance {excerpt(row.get('relevance_score'))} is not above 0 and up to 1",
        )
        return None
    score = _bounded(row.get("ticker_sentiment_score"), -1)
    if score is None:
        reading.note(
            "SENTIMENT_OUT_OF_RANGE",
            Severity.SOFT,
            f"{symbol}: sentiment {excerpt(row.get('ticker_sentiment_score'))} is not within -1 to 1",
        )
        return None
    return Mention(symbol, relevance, score, _label(row.get("ticker_sentiment_label"), score) or label(score))


def _published(given: object) -> str | None:
    """YYYYMMDDTHHMMSS of a moment that exists; the provider also writes it without seconds."""
    match = _PUBLISHED.fullmatch(text(given) or "")
    if match is None:
        return None
    year, month, day_of_month, hour, minute, second = (part or "00" for part in match.groups())
    exists = moment(f"{year}-{month}-{day_of_month}T{hour}:{minute}:{second}Z")
    return f"{year}{month}{day_of_month}T{hour}{minute}{second}" if exists else None


def _bounded(value: object, least: float) -> float | None:
    parsed = number(value)
    return float(parsed) if parsed is not None and least <= parsed <= 1 else None


def _label(given: object, score: float | None) -> str | None:
    spelled = (text(given) or "").replace("_", "-").replace(" ", "-").title()
    if spelled in LABELS:
        return spelled
    return None if score is None else label(score)


def _web_address(given: object) -> str | None:
    url = text(given)
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  reading it is what checks it
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def _authors(given: object) -> tuple[str, ...]:
    names = (text(name) for name in given) if isinstance(given, list) else ()
    return tuple(name for name in names if name)


def _topics(item: Mapping[str, Any], reading: Reading) -> tuple[tuple[str, float], ...]:
    listed = (
        (text(row.get("topic")), _bounded(row.get("relevance_score"), 0))
        for row in rows(item, "topics", reading, Severity.SOFT)
    )
    return tuple((topic, relevance) for topic, relevance in listed if topic and relevance)

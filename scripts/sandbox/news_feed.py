"""The made-up news: stories of inputs/stories.json in the provider's envelope."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

_STORIES = Path(__file__).with_name("inputs") / "stories.json"
_SOURCES = (
    "Sandbox Wire (made up)",
    "Example Ledger (made up)",
    "Placeholder Post (made up)",
    "Wigg Notices (made up)",
)
_DOMAINS = ("wire.example.com", "ledger.example.org", "post.example.net", "notices.example.com")
_DEFINITION = (
    "x <= -0.35: Bearish; -0.35 < x <= -0.15: Somewhat-Bearish; -0.15 < x < 0.15: Neutral; "
    "0.15 <= x < 0.35: Somewhat_Bullish; x >= 0.35: Bullish"
)


def envelope(day: date) -> dict[str, Any]:
    """All stories around `day`, newest first; the server leaves out what lies ahead."""
    stories: list[dict[str, Any]] = json.loads(_STORIES.read_text(encoding="utf-8"))
    feed = sorted(
        (_item(story, day) for story in stories), key=lambda i: (i["time_published"], i["url"]), reverse=True
    )
    return {
        "items": str(len(feed)),
        "sentiment_score_definition": _DEFINITION,
        "relevance_score_definition": "0 < x <= 1, with a higher score indicating higher relevance.",
        "feed": feed,
    }


def _item(story: dict[str, Any], day: date) -> dict[str, Any]:
    published = day + timedelta(days=story["day"])
    domain = _DOMAINS[story["source"]]
    overall = _overall(story["tickers"])
    return {
        "title": story["title"],
        "url": f"https://{domain}/{published:%Y/%m/%d}/{story['slug']}{story.get('again', '')}",
        "time_published": f"{published:%Y%m%d}T{story['time']}00",
        "authors": ["Nobody Inparticular"],
        "summary": f"Made up for the sandbox. {story['summary']}",
        "banner_image": None,
        "source": _SOURCES[story["source"]],
        "category_within_source": "n/a",
        "source_domain": domain,
        "topics": [{"topic": name, "relevance_score": str(score)} for name, score in story["topics"].items()],
        "overall_sentiment_score": overall,
        "overall_sentiment_label": _label(overall),
        "ticker_sentiment": [
            {
                "ticker": ticker,
                "relevance_score": f"{relevance:.6f}",
                "ticker_sentiment_score": f"{score:.6f}",
                "ticker_sentiment_label": _label(score),
            }
            for ticker, (relevance, score) in story["tickers"].items()
        ],
    }


def _overall(tickers: dict[str, tuple[float, float]]) -> float:
    """The mean of the ticker scores by relevance."""
    weight = sum(relevance for relevance, _ in tickers.values())
    return round(sum(relevance * score for relevance, score in tickers.values()) / weight, 6)


def _label(score: float) -> str:
    """The vendor's five words; its definition text spells Somewhat-Bullish with an underscore."""
    for bound, label in ((-0.35, "Bearish"), (-0.15, "Somewhat-Bearish")):
        if score <= bound:
            return label
    for bound, label in ((0.35, "Bullish"), (0.15, "Somewhat-Bullish")):
        if score >= bound:
            return label
    return "Neutral"

"""Rows of the tables as what is searched; None where a row is nothing to search for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Company:
    """What a rating's or an asset's own row does not say."""

    name: str
    sector: str | None
    industry: str | None
    description: str | None


def asset(item: Item, company: Company | None) -> dict[str, Any]:
    return _without_none(
        {
            "symbol": item["symbol"],
            "asset_id": item.get("asset_id"),
            "company_name": item.get("company_name"),
            "former_names": list(item.get("former_names", ())) or None,
            "sector": item.get("sector"),
            "industry": company.industry if company else None,
            "description": company.description if company else None,
            "exchange": item.get("exchange"),
            "status": item.get("status"),
            "market_cap": _number(item.get("market_cap")),
            "rating_label": item.get("rating_label"),
            "rating_score": _number(item.get("rating")),
            "last_updated": item.get("last_sync_timestamp"),
        }
    )


def story(item: Item) -> dict[str, Any] | None:
    """Rows that link a story to a company are not searched: the story names its companies."""
    if item.get("item_type") != "ARTICLE":
        return None
    return _without_none(
        {
            "news_id": item["news_id"],
            "symbols": list(item.get("related_assets", ())),
            "title": item["title"],
            "summary": item.get("summary"),
            "topics": [topic["topic"] for topic in item.get("topics", ())],
            "url": item["url"],
            "source": item.get("source"),
            "sentiment_label": item.get("overall_sentiment_label"),
            "sentiment_score": _number(item.get("overall_sentiment_score")),
            "time_published": iso_of_news(item["time_published"]),
        }
    )


def analysis(rating: Mapping[str, Any], company: Company | None) -> dict[str, Any]:
    """`rating` is a rating document with its analysis id."""
    return _without_none(
        {
            "analysis_id": rating["analysis_id"],
            "symbol": rating["symbol"],
            "company_name": company.name if company else None,
            "sector": company.sector if company else None,
            "investment_rating": rating["label"],
            "rating_score": _number(rating["rating"]),
            "confidence": _number(rating["confidence"]),
            "reasons": list(_reasons(rating)),
            "analysis_type": "rule_based",
            "analysis_date": rating["as_of"],
        }
    )


def iso_of_news(text: str) -> str:
    """`20260508T063000` as ISO UTC."""
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[9:11]}:{text[11:13]}:{text[13:15]}Z"


def _reasons(rating: Mapping[str, Any]) -> Iterable[str]:
    for side in rating["reasons"].values():
        yield from (reason["text"] for reason in side)
    yield from (flag["message"] for flag in rating["flags"])


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _without_none(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}

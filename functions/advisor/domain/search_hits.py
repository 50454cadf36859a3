"""What a search answers: where its hits point, whichever store found them."""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]


def hit(kind: str, document: Document, score: float, highlights: Mapping[str, list[str]]) -> dict[str, Any]:
    """`kind` is asset, news or analysis; `document` is as it is indexed."""
    fields = {"asset": _asset, "news": _story, "analysis": _analysis}[kind](document)
    shown = {name.removesuffix(".words"): texts for name, texts in highlights.items()}
    return {"type": kind, **fields, "score": round(score, 4), "highlights": shown}


def suggestion(document: Document) -> dict[str, Any]:
    return {
        "symbol": document["symbol"],
        "company_name": document.get("company_name", document["symbol"]),
        "sector": document.get("sector"),
        "status": document.get("status", "active"),
    }


def _asset(document: Document) -> dict[str, Any]:
    return {
        "id": document["symbol"],
        "symbols": [document["symbol"]],
        "title": document.get("company_name", document["symbol"]),
        "label": document.get("rating_label"),
        "label_score": document.get("rating_score"),
        "sector": document.get("sector"),
        "industry": document.get("industry"),
        "date": document.get("last_updated"),
        "url": None,
    }


def _story(document: Document) -> dict[str, Any]:
    return {
        "id": document["news_id"],
        "symbols": document["symbols"],
        "title": document["title"],
        "label": document.get("sentiment_label"),
        "label_score": document.get("sentiment_score"),
        "sector": None,
        "industry": None,
        "date": document["time_published"],
        "url": document["url"],
    }


def _analysis(document: Document) -> dict[str, Any]:
    return {
        "id": document["analysis_id"],
        "symbols": [document["symbol"]],
        "title": document.get("company_name", document["symbol"]),
        "label": document["investment_rating"],
        "label_score": document.get("rating_score"),
        "sector": document.get("sector"),
        "industry": None,
        "date": document["analysis_date"],
        "url": None,
    }

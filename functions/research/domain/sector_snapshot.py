"""The companies of a sector as they were known at a moment, to choose peers from now and in a replay."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from functions.research.domain.figures import number
from functions.research.domain.overview import Overview
from functions.research.domain.peers import Profile

REVENUE_GROWTH = "revenue_cagr_3y"
# By metric code the provider's field; revenue growth is ours.
FIELDS = {
    "pe_ratio": "pe_ratio",
    "price_to_book": "price_to_book_ratio",
    "ev_to_ebitda": "ev_to_ebitda",
    "price_to_sales": "price_to_sales_ratio_ttm",
    "return_on_equity": "return_on_equity_ttm",
    "return_on_assets": "return_on_assets_ttm",
    "net_margin": "profit_margin",
}


def profile_of(overview: Overview, day: str, *, is_active: bool, revenue_growth: float | None) -> Profile:
    """`revenue_growth` is the three-year growth of the newest rating, a fraction of one a year."""
    figures = {code: number(overview.figures, field) for code, field in FIELDS.items()}
    figures[REVENUE_GROWTH] = revenue_growth
    return Profile(
        symbol=overview.symbol,
        sector=overview.sector,
        industry=overview.industry,
        market_cap=number(overview.figures, "market_capitalization"),
        is_active=is_active,
        day=day,
        figures={code: value for code, value in figures.items() if value is not None},
        company=overview.texts.get("cik"),
        payload_hash=overview.payload_hash,
    )


def as_among(own: Profile, universe: Iterable[Profile]) -> Profile:
    """The company's own profile with the revenue growth that the snapshot has of it."""
    known = next((p.figures for p in universe if p.symbol == own.symbol), {})
    growth = known.get(REVENUE_GROWTH)
    if growth is None or REVENUE_GROWTH in own.figures:
        return own
    return replace(own, figures={**own.figures, REVENUE_GROWTH: growth})


def revenue_growth(rating: Mapping[str, Any]) -> float | None:
    """Three-year revenue growth in a rating document; None where it was not measured."""
    for component in rating.get("components", ()):
        for metric in component["metrics"]:
            if metric["code"] == REVENUE_GROWTH and component["code"] == "growth":
                value: float | None = metric["value"]
                return value
    return None


def to_text(profiles: Sequence[Profile]) -> str:
    """By symbol: the same companies are the same text."""
    written = [_to_json(profile) for profile in sorted(profiles, key=lambda p: p.symbol)]
    return json.dumps(written, separators=(",", ":"))


def from_text(text: str, sector: str) -> list[Profile]:
    return [_from_json(document, sector) for document in json.loads(text)]


def _to_json(profile: Profile) -> dict[str, Any]:
    document = {
        "symbol": profile.symbol,
        "industry": profile.industry,
        "market_cap": profile.market_cap,
        "is_active": profile.is_active,
        "day": profile.day,
        "company": profile.company,
        "payload_hash": profile.payload_hash,
        "figures": dict(profile.figures),
    }
    return {name: value for name, value in document.items() if value is not None}


def _from_json(document: Mapping[str, Any], sector: str) -> Profile:
    return Profile(
        symbol=document["symbol"],
        sector=sector,
        industry=document.get("industry"),
        market_cap=document.get("market_cap"),
        is_active=document["is_active"],
        day=document["day"],
        figures=document["figures"],
        company=document.get("company"),
        payload_hash=document["payload_hash"],
    )

"""News about ACME and companies like it, all invented."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.research.domain.news import AboutCompany
from functions.research.domain.peers import Profile

AS_OF = "2026-03-01T07:00:00Z"


@pytest.fixture(scope="session")
def as_of():
    return AS_OF


@pytest.fixture(scope="session")
def article():
    """An article that is `age_days` old; each `name` is a story of its own."""

    def make(name="merger", *, age_days=0.0, score=0.4, relevance=1.0, **changes):
        published = datetime(2026, 3, 1, 7, tzinfo=UTC) - timedelta(days=age_days)
        settings = {
            "news_id": name,
            "title": f"Acme: {name}",
            "url": f"https://news.example/{name}",
            "source": "Example News",
            "time_published": f"{published:%Y%m%dT%H%M%S}",
            "overall_sentiment_score": None,
            "known_from": f"{published:%Y-%m-%dT%H:%M:%SZ}",
            "payload_hash": "news-payload",
        }
        return AboutCompany(relevance_score=relevance, sentiment_score=score, **(settings | changes))

    return make


@pytest.fixture(scope="session")
def company():
    """A maker of anvils of some size, with a profile of yesterday; figures by name."""

    def make(symbol, market_cap, *, industry="ANVILS", sector="Industrials", **settings):
        fields = {
            "is_active": True,
            "day": "2026-02-28",
            "company": None,
            "payload_hash": f"{symbol}-payload",
        }
        own = {name: settings.pop(name, default) for name, default in fields.items()}
        return Profile(symbol, sector, industry, market_cap, figures=settings, **own)

    return make

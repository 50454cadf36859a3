"""A small market to search in: the shipped companies and stories, some easily taken for them, ratings."""

import json
from dataclasses import replace

from functions.research import wiring
from functions.research.adapters.alpaca.assets import parse_assets
from functions.research.adapters.alpha_vantage.news import parse_news
from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.domain.assets import Asset
from tests.support.fragments import ROOT

DATA = ROOT / "scripts" / "sandbox" / "data"
AS_OF = "2026-05-29T07:00:00Z"
# Names that share words, letters or tickers with the shipped ones.
BESIDES = {
    "CAR": "Avenstone Rentals Inc Common Stock",
    "APWK": "Applewick Orchards Inc Common Stock",
    "NVD": "Novadine Dental Corp Common Stock",
    "TSL": "Teslin River Power Inc Common Stock",
    "SOFT": "Drumlow Bedding Co Common Stock",
    "MSF": "Microscopy Field Labs Inc Common Stock",
}
RENAMED = {
    "ZQNX": "Raincoat Barn Inc Common Stock",
    "QZB.B": "Umbertide Mutual Inc Class B Common Stock",
    "ZQNY": "Lattice Telegraph Co Common Stock",
}
RATINGS = {
    "AAPL": (4.2, "buy", "Net margin of 26.1 % scores 4.6 of 5."),
    "MSFT": (4.5, "strong_buy", "Interest cover of 41.00 scores 5.0 of 5."),
    "NVDA": (4.4, "buy", "Revenue growth of 62.0 % scores 5.0 of 5."),
    "ZQFR": (1.3, "strong_sell", "Debt to equity of 9.10 scores 1.0 of 5."),
    "ZQNE": (1.2, "strong_sell", "Negative equity: debts exceed what is owned."),
}


def listed():
    assets, _ = parse_assets(json.loads((DATA / "alpaca" / "assets.json").read_text()))
    like = next(asset for asset in assets if asset.symbol == "AAPL")
    besides = [
        replace(like, symbol=symbol, name=name, asset_id=f"id-{symbol}") for symbol, name in BESIDES.items()
    ]
    return [*assets, *besides]


def fill():
    """Through the adapters that collect them."""
    for asset in listed():
        before = RENAMED.get(asset.symbol)
        if before:
            wiring.assets().put_catalogue(replace(asset, name=before), AS_OF)
        wiring.assets().put_catalogue(asset, AS_OF, formerly=before)
    for file in sorted((DATA / "alphavantage" / "OVERVIEW").iterdir()):
        document = json.loads(file.read_text())
        overview, _ = parse_overview(document, file.stem.replace("-", "."))
        if overview:
            wiring.overviews().put(overview, AS_OF)
            mark_collected(overview)
    articles, _ = parse_news(json.loads((DATA / "alphavantage" / "NEWS_SENTIMENT" / "all.json").read_text()))
    wiring.news().put(articles, AS_OF, "payload")
    for symbol, (number, label, text) in RATINGS.items():
        rate(symbol, number, label, text)


def mark_collected(overview):
    wiring.assets().mark_pollenated(
        overview.symbol,
        as_of=AS_OF,
        full=True,
        latest_quarter=overview.latest_quarter,
        sector=overview.sector,
        has_fundamentals=True,
        market_cap=overview.figures.get("market_capitalization"),
    )


def rate(symbol, number, label, text, as_of=AS_OF):
    side = "for" if number > 3 else "against"
    rating = {
        "symbol": symbol,
        "as_of": as_of,
        "rule_set": {"version": "1", "content_hash": "0" * 64},
        "rating": number,
        "label": label,
        "reason": None,
        "confidence": 80.0,
        "rating_low": number - 0.2,
        "rating_high": number + 0.2,
        "components": [],
        "panels": [],
        "flags": [],
        "reasons": {"for": [], "against": []} | {side: [{"metric": "X", "text": text}]},
    }
    wiring.analyses().put(rating, analysis_id=f"{symbol}-{as_of}", sector=None)
    wiring.assets().mark_rated(rating)


def share(symbol, name):
    """A catalogue row that is like any other."""
    return Asset(symbol, f"id-{symbol}", name, "us_equity", "NYSE", "active", *[True] * 5, (), None)

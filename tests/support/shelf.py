"""A stage whose tables hold some research, and readers who ask the API about it."""

import json
from datetime import date, datetime
from importlib import import_module

from functions.advisor import wiring as advisor
from functions.research import wiring
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.news import Article, Mention, label
from functions.research.domain.overview import Overview
from functions.runtime import contract
from scripts.build.contract import described, function_of
from tests.support import permissions
from tests.support.gateway import ask
from tests.support.market import FIRST_DAY, acme, restated

NOW = "2026-05-20T12:00:00Z"
RESTATED_ON = "2026-05-12"
SECTOR = "Information Technology"
HANDLERS = {
    "ReadAssets": "read_assets",
    "ReadAnalyses": "read_analyses",
    "ReadFinancials": "read_financials",
    "ReadNews": "read_news",
    "ReadSectors": "read_sectors",
    "ExportAsset": "export_asset",
}
PATHS = described()["paths"]
OPERATIONS = {
    name: HANDLERS[function]
    for name, operation in contract.operations().items()
    if (function := function_of(PATHS[operation.path][operation.method.lower()])) in HANDLERS
}


class Library:
    def __init__(self, stack):
        self.stack = stack

    def ask(self, operation, asset=None, *, now=NOW, known=None, path=None, **query):
        """The answer, of a function that has a role and did nothing beyond it."""
        module = import_module(f"functions.advisor.handlers.{OPERATIONS[operation]}")
        since = len(self.stack.calls.made)
        answer = ask(
            module.handler,
            operation=operation,
            path=path or ({"asset_id": asset} if asset else None),
            query={name.rstrip("_"): str(value) for name, value in query.items()} or None,
            headers={"If-None-Match": known} if known else None,
            now=datetime.fromisoformat(now).timestamp(),
        )
        made = self.stack.calls.made[since:]
        assert permissions.refused(module.__name__, made, "dev") == []
        return answer

    def told(self, operation, asset=None, **asked):
        answer = self.ask(operation, asset, **asked)
        assert answer.status == 200, answer.text
        return answer.document

    def items(self, operation, asset=None, **asked):
        return self.told(operation, asset, **asked)["items"]

    def pages(self, operation, asset=None, **asked):
        """Every page of a list."""
        token, found = {}, []
        while token is not None:
            page = self.told(operation, asset, **asked, **token)
            found.append(page["items"])
            token = {"next_token": page["next_token"]} if page["next_token"] else None
        return found

    def forget(self):
        """What functions keep for a minute."""
        advisor.catalogue.cache_clear()
        advisor.screen.cache_clear()

    def holds_research(self):
        """ACME, rated on two days and with a quarter corrected in between, and others around it."""
        self._acme()
        for symbol, rating, pe_ratio in (("BOLT", 3.4, 12.0), ("CORE", 2.1, 30.0), ("DUST", None, 8.0)):
            self.rated(symbol, rating, pe_ratio=pe_ratio)
        self.stack.holds("PEND", "GONE")
        wiring.assets().mark_inactive("GONE", "2026-05-10T04:00:00Z")
        self.stack.run("summarize_sector", as_of="2026-05-12T08:00:00Z", sector=SECTOR)
        self._news()
        self._calendar()

    def _acme(self):
        market, stack = self.stack.market, self.stack
        stack.holds("ACME")
        market.publishes(acme())
        for day, company in (
            (FIRST_DAY, acme()),
            (RESTATED_ON, restated(acme(), quarter="2025-12-31", netIncome=777)),
        ):
            market.opens(day)
            market.publishes(company)
            about = {"as_of": market.at(), "trigger_type": "manual", "asset": {"symbol": "ACME"}}
            stack.run_to_the_end("pollenate_asset", **about)
            checked = stack.run("validate_data", symbol="ACME", as_of=market.at())
            seen = {"symbol": "ACME", "as_of": market.at(), "seen_until": checked["seen_until"]}
            rating = stack.run("analyze_asset", **seen)["rating"]
            stack.run("store_result", **seen, rating=rating)

    def rated(self, symbol, rating, *, pe_ratio=10.0, as_of="2026-05-11T07:00:00Z", sector=SECTOR):
        """With one metric, and a profile."""
        self.stack.holds(symbol)
        figures = {"market_capitalization": 1000 * len(symbol), "pe_ratio": pe_ratio}
        profile = Overview(symbol, symbol, sector, "SOFTWARE", "USD", "USA", 12, None, figures, {}, "hash")
        wiring.overviews().put(profile, as_of)
        wiring.assets().mark_pollenated(
            symbol,
            as_of=as_of,
            full=True,
            latest_quarter=None,
            sector=sector,
            has_fundamentals=True,
            market_cap=figures["market_capitalization"],
        )
        document = rating_document(symbol, rating, as_of, pe_ratio)
        wiring.analyses().put(document, analysis_id=f"{symbol}-{as_of}", sector=sector)
        wiring.assets().mark_rated(document)

    def _news(self):
        stories = [
            story(1, "20260508T063000", 0.4, "ACME"),
            story(2, "20260509T063000", -0.4, "ACME", "BOLT", topics=(("Earnings", 0.9),)),
            story(3, "20260510T063000", 0.0, "BOLT"),
            story(4, "20260510T063000", 0.5, "CORE"),
        ]
        wiring.news().put(stories, "2026-05-11T07:00:00Z", "0" * 64)

    def _calendar(self):
        for symbol, on in (("ACME", "2026-05-21"), ("BOLT", "2026-05-21"), ("CORE", "2026-06-30")):
            report = ExpectedReport(
                symbol, symbol, date.fromisoformat(on), date(2026, 3, 31), 1.2, "USD", "amc"
            )
            wiring.calendar().put(report, "2026-05-11T05:00:00Z", "0" * 64)


def story(number, published, score, *symbols, topics=()):
    mentions = tuple(Mention(symbol, 0.5, score, label(score)) for symbol in symbols)
    return Article(
        news_id=f"{number:032d}",
        title=f"Story {number}",
        url="https://example.com",
        time_published=published,
        source="Wire",
        summary="",
        authors=("Ann Vill",),
        topics=topics,
        overall_sentiment_score=score,
        overall_sentiment_label=label(score),
        mentions=mentions,
    )


def rating_document(symbol, rating, as_of, pe_ratio):
    """Cut to one metric."""
    metric = {
        "code": "pe_ratio",
        "name": "P/E",
        "value": pe_ratio,
        "unit": "times",
        "reason": None,
        "note": None,
    }
    low, high = (None, None) if rating is None else (rating - 0.4, rating + 0.4)
    document = {
        "symbol": symbol,
        "as_of": as_of,
        "rule_set": {"version": "1", "content_hash": "0" * 16},
        "rating": rating,
        "reason": None if rating else "TOO_LITTLE_DATA",
        "withheld": None,
        "label": "hold" if rating else "not_rated",
        "score100": None,
        "letter": None,
        "confidence": 80.0 if rating else 0.0,
        "rating_low": low,
        "rating_high": high,
        "components": [],
        "panels": [{"code": "valuation", "name": "Valuation", "metrics": [{**metric, "inputs": []}]}],
        "flags": [],
        "findings": [],
        "reasons": {"for": [], "against": []},
        "figures": [],
    }
    absent = ("cap", "without_one_metric", "stability", "grounds", "sentiment", "peers", "bankruptcy")
    return json.loads(json.dumps({**document, **dict.fromkeys(absent)}))

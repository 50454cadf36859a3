"""The two providers over a folder that a test fills, on the day and plan that the secrets name."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

from functions.research import wiring
from scripts.sandbox.books import Character
from scripts.sandbox.folder_files import add_company, asset, write_calendar
from scripts.sandbox.invented_company import Profile, invent
from tests.support.tables import client, function_environment

# ACME has reported its first quarter of 2026 on NEWS_DAY, and nothing since the year before until then.
FIRST_DAY, NEXT_DAY, NEWS_DAY = "2026-05-08", "2026-05-09", "2026-05-12"
STATEMENTS = ("INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", "EARNINGS")
FUNDAMENTALS = ("OVERVIEW", *STATEMENTS)


@cache
def acme(symbol="ACME", name="Acme Anvils Inc", *, years=3, quarters=9):
    """The newest of its quarters is reported on NEWS_DAY."""
    profile = Profile(
        symbol, name, "TECHNOLOGY", "SOFTWARE", Character(50_000.0),
        report_lag_days=42, years=years, quarters=quarters, bar_days=12,
    )  # fmt: skip
    return invent(profile, Random(1), date.fromisoformat(FIRST_DAY))


def restated(company, *, quarter, **income):
    """The company after it corrected one quarter's income statement."""
    changed = [
        replace(p, income={**p.income, **income}) if p.end == date.fromisoformat(quarter) else p
        for p in company.quarterly
    ]
    return replace(company, quarterly=changed)


class Clock:
    """Wall-clock seconds of the ledger and of the sandbox alike."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def time(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds


class Market:
    def __init__(self, providers, url, clock, stage):
        self._providers = providers
        self._url = url
        self._named = function_environment(stage)
        self.clock = clock
        self.day = self.plan = ""
        self._secrets = {}

    def begin(self, folder):
        """An empty folder, no calls made and nothing broken."""
        self._folder = folder
        self._providers.serve_from(folder)
        self._providers.faults.forget()
        self._providers.forget_calls()
        self.opens(FIRST_DAY)

    def opens(self, day, plan="premium-1200"):
        """Both keys are of that day from now on."""
        self.day, self.plan = day, plan
        self._secret("ALPHAVANTAGE", apiKey=f"sandbox.{plan}.{day}", plan=plan, baseUrl=self._url)
        self._secret(
            "ALPACA",
            apiKey=f"SANDBOX.{day}",
            secretKey="sandbox-secret",
            tradingUrl=self._url,
            dataUrl=self._url,
        )

    def misconfigured(self, provider, **fields):
        self._secret(provider, **fields)

    def at(self, hour=7):
        return f"{self.day}T{hour:02d}:00:00Z"

    def lists(self, *assets):
        """The broker's whole catalogue: symbols, or rows made with `asset`."""
        rows = [a if isinstance(a, dict) else asset(a, f"{a} Corp Common Stock", "NYSE") for a in assets]
        self.writes("alpaca/assets.json", rows)

    def trades(self, symbol, **volumes):
        """Bars of one symbol: `d2026_05_07=1000`."""
        bars = [
            {
                "t": f"{day[1:].replace('_', '-')}T04:00:00Z",
                "o": 10,
                "h": 11,
                "l": 9,
                "c": 10,
                "v": volume,
                "n": 5,
                "vw": 10,
            }
            for day, volume in volumes.items()
        ]
        self.writes(f"alpaca/bars/{symbol}.json", bars)

    def publishes(self, company):
        add_company(self._folder, company, date.fromisoformat(FIRST_DAY))

    def expects(self, *rows):
        """The earnings calendar: (symbol, report date, fiscal date ending)."""
        full = [
            (symbol, f"{symbol} Corp", on, ends, "1.25", "USD", "post-market") for symbol, on, ends in rows
        ]
        write_calendar(self._folder, full)

    def prints(self, *stories):
        """The news: (time `20260508T0630`, ticker), each with an address of its own."""
        feed = [self._story(number, published, ticker) for number, (published, ticker) in enumerate(stories)]
        self.writes("alphavantage/NEWS_SENTIMENT/all.json", {"items": str(len(feed)), "feed": feed})

    def writes(self, name, document):
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document if isinstance(document, str) else json.dumps(document))

    def reads(self, function, symbol):
        return json.loads((self._folder / f"alphavantage/{function}/{symbol}.json").read_text())

    def fails(self, endpoint, kind, value=None, **more):
        self._providers.faults.plant({"endpoint": endpoint, "kind": kind, "value": value, **more})

    def heals(self):
        self._providers.faults.forget()

    def asked(self, provider="alphavantage"):
        """Endpoints, and the symbol for AlphaVantage, in the order of the calls; forgets them."""
        calls = [call for call in self._providers.calls.select(None, 0) if call["provider"] == provider]
        self._providers.calls.forget()
        return [call["endpoint"] for call in calls]

    def refused(self):
        """How many calls the providers turned away."""
        return sum(call["outcome"] == "refused" for call in self._providers.calls.select(None, 0))

    def _secret(self, provider, **fields):
        name, text = self._named[f"{provider}_SECRET_NAME"], json.dumps(fields)
        if self._secrets.get(name) != text:
            client("secretsmanager").put_secret_value(SecretId=name, SecretString=text)
            self._secrets[name] = text
            wiring._secret.cache_clear()  # noqa: SLF001  read once a day; a test has many days

    @staticmethod
    def _story(number, published, ticker):
        sentiment = {
            "ticker": ticker,
            "relevance_score": "0.8",
            "ticker_sentiment_score": "0.3",
            "ticker_sentiment_label": "Somewhat-Bullish",
        }
        return {
            "title": f"Story {number}",
            "url": f"https://wire.example.com/{number}",
            "time_published": f"{published}00",
            "authors": [],
            "summary": "Made up.",
            "source": "Wire",
            "topics": [{"topic": "Earnings", "relevance_score": "0.5"}],
            "overall_sentiment_score": 0.3,
            "overall_sentiment_label": "Somewhat-Bullish",
            "ticker_sentiment": [sentiment],
        }

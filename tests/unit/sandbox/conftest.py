"""A sandbox over a folder the test writes, a clock the test moves, and a client that knows the keys."""

import csv
import io
import json

import httpx
import pytest

from scripts.sandbox.access_keys import ALPACA_SECRET
from scripts.sandbox.in_thread import serving
from scripts.sandbox.providers import Providers

DAY = "2026-11-20"


class Clock:
    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds


class Files:
    """Writes a data folder in the layout the sandbox serves."""

    def __init__(self, root):
        self.root = root

    def write(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_bytes(text.encode())
        return path

    def company(self, function, symbol, document):
        return self.write(f"alphavantage/{function}/{symbol}.json", document)

    def earnings(self, symbol, reported_by_end, annual=()):
        quarters = [
            {"fiscalDateEnding": ended, "reportedDate": reported, "reportedEPS": "1.10"}
            for ended, reported in sorted(reported_by_end.items(), reverse=True)
        ]
        years = [{"fiscalDateEnding": ended, "reportedEPS": "4.40"} for ended in annual]
        document = {"symbol": symbol, "annualEarnings": years, "quarterlyEarnings": quarters}
        return self.company("EARNINGS", symbol, document)

    def statement(self, function, symbol, quarters, annual=()):
        def rows(ends):
            return [{"fiscalDateEnding": ended, "netIncome": "12000000"} for ended in ends]

        document = {"symbol": symbol, "annualReports": rows(annual), "quarterlyReports": rows(quarters)}
        return self.company(function, symbol, document)

    def bars(self, symbol, days):
        rows = [
            {"t": f"{day}T05:00:00Z", "o": 10, "h": 11, "l": 9.5, "c": 10.5, "v": 1000, "n": 10, "vw": 10.25}
            for day in days
        ]
        return self.write(f"alpaca/bars/{symbol}.json", rows)


class Desk:
    """Asks as the project's clients do."""

    def __init__(self, http, url):
        self.url = url
        self._http = http

    def send(self, method, path, **request):
        return self._http.request(method, f"{self.url}{path}", **request)

    def alpha_vantage(self, function, plan="premium-600", day=DAY, **parameters):
        query = {"function": function, "apikey": f"sandbox.{plan}.{day}", **parameters}
        return self.send("GET", "/query", params=query)

    def calendar(self, **parameters):
        body = self.alpha_vantage("EARNINGS_CALENDAR", **parameters).content.decode()
        return list(csv.DictReader(io.StringIO(body, newline="")))

    def alpaca(self, path, key_id=f"SANDBOX.{DAY}", secret=ALPACA_SECRET, **parameters):
        headers = {"APCA-API-KEY-ID": key_id, "APCA-API-SECRET-KEY": secret}
        return self.send("GET", path, params=parameters, headers=headers)

    def admin(self, method, path, document=None, **parameters):
        return self.send(method, f"/_sandbox/{path}", json=document, params=parameters)

    def plant(self, endpoint, kind, value=None, **more):
        answer = self.admin("POST", "faults", {"endpoint": endpoint, "kind": kind, "value": value, **more})
        assert answer.status_code == 201, answer.text

    def register_plan(self, name, **limits):
        assert self.admin("PUT", f"plans/{name}", limits).status_code == 200


@pytest.fixture(scope="session")
def http():
    # Building a client reads every certificate authority, so the tests share one.
    with httpx.Client(trust_env=False, timeout=5) as client:
        yield client


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


@pytest.fixture
def desk(files, clock, http):
    with serving(Providers(files.root, clock=clock)) as url:
        yield Desk(http, url)

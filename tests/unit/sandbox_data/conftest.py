"""The committed data folder, read once."""

import csv
import io
import json
from pathlib import Path

import pytest

from scripts.sandbox.build_data import DATA


class Folder:
    def __init__(self, root: Path):
        self.root = root

    def provider(self, function, symbol):
        path = self.root / "alphavantage" / function / f"{symbol}.json"
        return json.loads(path.read_text(encoding="utf-8"))

    def text(self, function, symbol):
        return (self.root / "alphavantage" / function / f"{symbol}.json").read_bytes().decode()

    def calendar_text(self):
        return (self.root / "alphavantage" / "EARNINGS_CALENDAR" / "all.csv").read_bytes().decode()

    def calendar(self):
        return list(csv.DictReader(io.StringIO(self.calendar_text())))

    def news(self):
        path = self.root / "alphavantage" / "NEWS_SENTIMENT" / "all.json"
        return json.loads(path.read_text(encoding="utf-8"))["feed"]

    def assets(self):
        return json.loads((self.root / "alpaca" / "assets.json").read_text(encoding="utf-8"))

    def bars(self, symbol):
        return json.loads((self.root / "alpaca" / "bars" / f"{symbol}.json").read_text())


@pytest.fixture(scope="session")
def folder():
    return Folder(DATA)

"""A made-up market: companies report quarter by quarter, and the provider has their figures days later."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from functions.research.domain.assets import Asset
from functions.research.domain.planner import Candidate

COMPANIES = 500
QUARTER_DAYS = 91
FRIDAY = 4


@dataclass
class Report:
    quarter: date
    reported_on: date
    available_on: date
    stored_on: date | None


@dataclass
class Company:
    symbol: str
    volume: int
    is_in_calendar: bool
    reports: list[Report]
    last_full: date
    last_verified: date

    def latest_available(self, today: date) -> date:
        return max(r.quarter for r in self.reports if r.available_on <= today)

    def newest_stored(self) -> date:
        return max(r.quarter for r in self.reports if r.stored_on is not None)

    def newest_reported(self, today: date) -> Report:
        return max((r for r in self.reports if r.reported_on < today), key=lambda r: r.reported_on)

    def collect(self, today: date) -> None:
        self.last_full = self.last_verified = today
        for report in self.reports:
            if report.stored_on is None and report.available_on <= today:
                report.stored_on = today

    def candidate(self) -> Candidate:
        flags = (True, True, True, True, True)
        asset = Asset(self.symbol, "", "Company Inc.", "us_equity", "NYSE", "active", *flags, (), None)
        return Candidate(asset, self.volume, f"{self.last_verified}T07:00:00Z")


def market(seed: int, start: date, collected_within_days: int) -> list[Company]:
    chance = random.Random(seed)
    ages = [1 + number % collected_within_days for number in range(COMPANIES)]
    chance.shuffle(ages)
    return [_company(f"C{n:03}", start, start - timedelta(days=age), chance) for n, age in enumerate(ages)]


def _company(symbol: str, start: date, collected: date, chance: random.Random) -> Company:
    first = start - timedelta(days=2 * QUARTER_DAYS + chance.randrange(QUARTER_DAYS))
    reports = []
    for quarter in range(5):
        reported = first + timedelta(days=quarter * QUARTER_DAYS)
        reported -= timedelta(days=max(0, reported.weekday() - FRIDAY))
        available = reported + timedelta(days=chance.randrange(4))
        stored = available if available <= collected else None
        reports.append(Report(reported - timedelta(days=35), reported, available, stored))
    volume = int(chance.lognormvariate(13, 2))
    return Company(symbol, volume, chance.random() < 0.9, reports, collected, collected)

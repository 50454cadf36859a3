"""How fresh 500 companies stay for 90 days on the free plan's 25 calls a day.

Two policies spend the same calls: the planner with its one-call probes, and a round robin that collects
everything (5 calls) of the longest uncollected company and goes on the next day where the calls ran out. Both
leave the calendar and the news their calls, and get every call from the call ledger's own rules.

Assumed, seeded: lognormal volumes (sigma 2); a report every 91 days, staggered over the quarter, on weekdays;
the calendar lists nine companies of ten; the provider has a report's figures 0-3 days after it; nothing is
restated. Days are Monday to Saturday. Two starting states: every company collected on the day before, and
every company collected once within the 100 days before, what was reported since then missing.

Age: days since the data were last verified against the provider, by a probe or a collection, of every company
at the end of every working day. A report whose figures are not stored by the end counts as stored on the last
day. By volume: every company counts as much as its shares are traded.
"""

import argparse
import json
import statistics
import time
from dataclasses import dataclass, field
from datetime import date, timedelta

from functions.research.domain import call_budget
from functions.research.domain.call_budget import Ask, BudgetSpent, Granted, Moment
from functions.research.domain.call_window import Window
from functions.research.domain.planner import (
    Candidate,
    DueReport,
    is_arrived,
    select_earnings,
    select_regular,
    waiting_order,
)
from functions.research.domain.plans import FREE, CallClass
from functions.research.domain.probe import FullCollection, calls_needed, needs_full_collection
from tests.benchmarks.reporting_market import COMPANIES, Company, Report, market

SEED = 20261120
DAYS = 90
START = date(2026, 11, 23)
COLLECTED_WITHIN_DAYS = {"all collected the day before": 1, "collected within 100 days before": 100}
FULL_CALLS = 5
SUNDAY = 6

Figures = dict[str, float]


@dataclass
class Key:
    """One provider key, and a clock that waits as long as the ledger says."""

    window: Window = field(default_factory=Window)
    seconds: float = 0.0
    made: int = 0

    def call(self, call_class: CallClass, calls: int, as_of: str, *, reserved: int) -> bool:
        """Makes `calls` calls out of `reserved` ones, the rest of which stay reserved; or none at all."""
        for left in range(reserved, reserved - calls, -1):
            while not isinstance(answer := self._reserve(call_class, left, as_of), Granted):
                if isinstance(answer, BudgetSpent):
                    return False
                self.seconds += answer.retry_after_seconds
            self.seconds += 0.5
            self.window = call_budget.pause(self.window, "bench", 1, self.seconds)
            self.made += 1
        return True

    def give_back(self) -> None:
        self.window = call_budget.settle(self.window, "bench", 0, self.seconds)

    def _reserve(self, call_class: CallClass, calls: int, as_of: str) -> call_budget.Answer:
        moment = Moment.of(as_of, self.seconds)
        self.window, answer = call_budget.reserve(self.window, FREE, Ask("bench", call_class, calls), moment)
        return answer


class Planned:
    """Reports first, then the regular selection, each asset probed before it is collected."""

    def __init__(self, companies: list[Company]) -> None:
        self.companies = {company.symbol: company for company in companies}
        self.attempts: dict[tuple[str, date], int] = {}
        self.waiting: list[str] = []

    def at_six(self, key: Key, today: date) -> None:
        as_of = f"{today}T06:00:00Z"
        rows = {c.symbol: c.newest_reported(today) for c in self.companies.values() if c.is_in_calendar}
        due = [self._due(symbol, row) for symbol, row in rows.items()]
        for choice in select_earnings(due, self._candidates(), as_of=as_of, limit=25).chosen:
            if self._visit(key, choice.symbol, "earnings", as_of):
                row = choice.symbol, rows[choice.symbol].quarter
                self.attempts[row] = self.attempts.get(row, 0) + 1

    def at_seven(self, key: Key, today: date) -> None:
        as_of = f"{today}T07:00:00Z"
        candidates = self._candidates().values()
        selection = select_regular(candidates, as_of=as_of, limit=25, waiting=self.waiting)
        symbols = [choice.symbol for choice in selection.chosen]
        served = {symbol for symbol in symbols if self._visit(key, symbol, "regular", as_of)}
        self.waiting = waiting_order(symbols, served)

    def _due(self, symbol: str, row: Report) -> DueReport:
        is_stored = is_arrived(row.quarter, self.companies[symbol].newest_stored())
        attempts = self.attempts.get((symbol, row.quarter), 0)
        return DueReport(symbol, row.reported_on, row.quarter, attempts, is_processed=is_stored)

    def _visit(self, key: Key, symbol: str, trigger: str, as_of: str) -> bool:
        """Whether the company's turn is over."""
        company, today, call_class = (
            self.companies[symbol],
            date.fromisoformat(as_of[:10]),
            CallClass(trigger),
        )
        stored, last_full = company.newest_stored(), f"{company.last_full}T07:00:00Z"
        needed = calls_needed(trigger, FREE, stored)
        reserved = needed.at_most
        if not key.call(call_class, needed.certain, as_of, reserved=reserved):
            # The end of the day is not long enough for a company, but for a probe.
            reserved = needed.certain
            if trigger == "earnings" or not key.call(call_class, reserved, as_of, reserved=reserved):
                return False
        reason = needs_full_collection(
            company.latest_available(today), stored, last_full_collection=last_full, as_of=as_of, plan=FREE
        )
        rest = reserved - needed.certain
        if reason and rest and key.call(call_class, rest, as_of, reserved=rest):
            company.collect(today)
        elif reason is FullCollection.NEW_QUARTER:
            return False
        else:
            key.give_back()
            company.last_verified = today
        return True

    def _candidates(self) -> dict[str, Candidate]:
        return {symbol: company.candidate() for symbol, company in self.companies.items()}


class RoundRobin:
    def __init__(self, companies: list[Company]) -> None:
        self.companies = companies
        self.calls_paid = 0

    def at_six(self, key: Key, today: date) -> None:
        """It knows no calendar of reports; its turn is at seven."""

    def at_seven(self, key: Key, today: date) -> None:
        while key.call(CallClass.REGULAR, 1, f"{today}T07:00:00Z", reserved=1):
            self.calls_paid += 1
            if self.calls_paid == FULL_CALLS:
                self.calls_paid = 0
                min(self.companies, key=lambda c: (c.last_verified, c.symbol)).collect(today)


def simulate(policy: Planned | RoundRobin, companies: list[Company]) -> Figures:
    key = Key()
    ages: list[tuple[float, float]] = []
    working_days = [d for d in (START + timedelta(days=n) for n in range(DAYS)) if d.weekday() != SUNDAY]
    for today in working_days:
        for hour in range(24):
            key.seconds += 3600
            as_of = f"{today}T{hour:02}:00:00Z"
            if hour % FREE.news_every_hours == 0:
                key.call(CallClass.NEWS, 1, as_of, reserved=1)
            if hour == 5:
                key.call(CallClass.CALENDAR, 1, as_of, reserved=1)
            if hour == 6:
                policy.at_six(key, today)
            if hour == 7:
                policy.at_seven(key, today)
        ages += [((today - c.last_verified).days, c.volume) for c in companies]
    budget = len(working_days) * (FREE.calls_per_day or 0)
    return _ages(ages) | _delays(companies) | {"calls made": key.made, "calls in the budget": budget}


def _ages(ages_and_volumes: list[tuple[float, float]]) -> Figures:
    plain = [(age, 1.0) for age, _ in ages_and_volumes]
    return {
        "age of data, days, median": quantile(plain, 0.5),
        "age of data, days, p90": quantile(plain, 0.9),
        "age of data, days, median by volume": quantile(ages_and_volumes, 0.5),
        "age of data, days, p90 by volume": quantile(ages_and_volumes, 0.9),
    }


def _delays(companies: list[Company]) -> Figures:
    """Of reports whose figures were out before the end."""
    end = START + timedelta(days=DAYS)
    found = [(c, r) for c in companies for r in c.reports if r.reported_on >= START and r.available_on < end]
    delays = [(((r.stored_on or end) - r.reported_on).days, c.volume) for c, r in found]
    stored = [(c, r) for c, r in found if r.stored_on]
    return {
        "report to figures stored, days, median": statistics.median(days for days, _ in delays),
        "report to figures stored, days, median by volume": quantile(delays, 0.5),
        "reports in the time": len(found),
        "of them stored": len(stored),
        "of them stored, % by volume": round(100 * _volume(stored) / _volume(found), 1),
    }


def _volume(reports: list[tuple[Company, Report]]) -> int:
    return sum(company.volume for company, _ in reports)


def quantile(weighted: list[tuple[float, float]], share: float) -> float:
    """The smallest value that covers this share of the weight."""
    reached, target = 0.0, share * sum(weight for _, weight in weighted)
    for value, weight in sorted(weighted):
        reached += weight
        if reached >= target:
            return value
    raise ValueError("no values to take a quantile of")


def measure(seed: int = SEED) -> dict[str, dict[str, Figures]]:
    """Figures by starting state and policy."""
    results: dict[str, dict[str, Figures]] = {}
    for state, days in COLLECTED_WITHIN_DAYS.items():
        planned, round_robin = market(seed, START, days), market(seed, START, days)
        results[state] = {
            "planner": simulate(Planned(planned), planned),
            "round robin": simulate(RoundRobin(round_robin), round_robin),
        }
    return results


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="figures only")
    options = parser.parse_args()

    started = time.monotonic()
    results = measure()
    if options.json:
        print(json.dumps(results, indent=2))
        return
    print(__doc__)
    for state, by_policy in results.items():
        print(f"{state:50}" + "".join(f"{policy:>14}" for policy in by_policy))
        for name in by_policy["planner"]:
            print(f"  {name:48}" + "".join(f"{figures[name]:>14}" for figures in by_policy.values()))
        print()
    print(f"{COMPANIES} companies, {DAYS} days, seed {SEED}; simulated in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()

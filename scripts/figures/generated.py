"""Make a figure file of invented companies: years of reports, a profile a year and daily closes.

python -m scripts.figures.generated --companies N --seed S --into FILE [--years Y] [--profiles P] [--day D]

What the providers would answer is read with the service's own parsers. The same arguments give the same
figures; company i depends on the seed, the years and i alone.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.domain.dossier import Dossier
from functions.research.domain.overview import Overview
from scripts.figures import collected
from scripts.figures.figure_file import write
from scripts.sandbox.generate import Span, company
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.market_figures import overview as overview_of
from scripts.sandbox.vendor_shapes import Company, statement_texts
from scripts.sandbox.visibility import ReportDates, visible_overview

TRADING_DAYS_A_YEAR = 261


@dataclass(frozen=True, slots=True)
class History:
    """`profile_days` are the days on which a profile was collected, oldest first."""

    years: int
    profile_days: Sequence[date]
    day: date

    @property
    def span(self) -> Span:
        first = self.profile_days[0].year if self.profile_days else self.day.year
        return Span(self.years, 4 * self.years, TRADING_DAYS_A_YEAR * (self.day.year - first + 1) + 10)


def dossiers(count: int, seed: str, history: History) -> Iterator[Dossier]:
    for number in range(count):
        yield dossier(company(seed, number, history.day, history.span), history)


def dossier(made: Company, history: History) -> Dossier:
    """As if collected on the last day, with the profiles of the days before it."""
    documents = {function: json.loads(text) for function, text in statement_texts(made).items()}
    known = ReportDates(documents["EARNINGS"])
    profiles = [
        (collected.at(day), profile)
        for day in history.profile_days
        if (profile := _profile(made, known, day)) is not None
    ]
    return collected.dossier(made.symbol, documents, made.bars, profiles, history.day)


def _profile(made: Company, known: ReportDates, day: date) -> Overview | None:
    """With the shares of the newest balance sheet of that day; None before the first report."""
    reported = [p for p in made.quarterly if p.reported_on and p.reported_on <= day]
    if not reported:
        return None
    shares = reported[-1].balance["commonStockSharesOutstanding"] or made.shares_outstanding
    then = replace(made, shares_outstanding=shares)
    document = visible_overview(overview_of(then, day), known, day)
    profile, _ = parse_overview(document, made.symbol, collected.HASH)
    return profile


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.figures.generated", description=__doc__)
    parser.add_argument("--companies", type=int, required=True, metavar="N")
    parser.add_argument("--seed", required=True, metavar="S")
    parser.add_argument("--into", type=Path, required=True, metavar="FILE")
    parser.add_argument("--years", type=int, default=13, metavar="Y", help="annual reports of each company")
    parser.add_argument("--profiles", type=int, default=10, metavar="P", help="one a year, the last on --day")
    parser.add_argument("--day", type=date.fromisoformat, default=DEFAULT_DAY)
    chosen = parser.parse_args(arguments)
    began = time.perf_counter()
    history = History(chosen.years, collected.yearly(chosen.day, chosen.profiles), chosen.day)
    write(chosen.into, dossiers(chosen.companies, chosen.seed, history))
    seconds = time.perf_counter() - began
    print(f"{chosen.companies} companies into {chosen.into}, {chosen.companies / seconds:.0f} a second")


if __name__ == "__main__":
    main()

"""Looking back from a file of figures: which moments, and what the ratings of each came to."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import fmean, median
from typing import Any, TextIO

from functions.research import wiring
from functions.research.domain.calibration import RatedOnce
from functions.research.domain.dossier import Dossier
from scripts.figures.batch import Numbers
from scripts.signal9.failures import NotADay

# When the service rates.
HOUR = "T07:00:00Z"
STANDARD_OUTPUT = "-"


@dataclass(slots=True)
class OnDate:
    """What the ratings of one date came to."""

    as_of: str
    ratings: list[float] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)

    def add(self, told: Numbers) -> None:
        if told["rating"] is None:
            self.withheld[told["reason"]] += 1
        else:
            self.ratings.append(told["rating"])
            self.confidences.append(told["confidence"])
            self.labels[told["label"]] += 1

    @property
    def median_rating(self) -> float | None:
        return median(self.ratings) if self.ratings else None

    @property
    def mean_confidence(self) -> float | None:
        return fmean(self.confidences) if self.confidences else None


def moments(days: Sequence[str]) -> tuple[str, ...]:
    """Raises NotADay."""
    found = set()
    for day in days:
        try:
            found.add(f"{date.fromisoformat(day)}{HOUR}")
        except ValueError:
            raise NotADay(day) from None
    return tuple(sorted(found))


def yearly(first: int, last: int, day_of_year: str) -> list[str]:
    return [f"{year:04}-{day_of_year}" for year in range(first, last + 1)]


def held_dossiers() -> Iterator[Dossier]:
    """Of every asset with figures, by symbol."""
    dossiers = wiring.dossiers()
    for symbol in sorted(held.asset.symbol for held in wiring.assets().all()):
        dossier = dossiers.of(symbol)
        if dossier.books or dossier.profiles:
            yield dossier


def summarised(companies: Iterable[Sequence[Numbers]], keep: Callable[[Numbers], object]) -> list[OnDate]:
    """By date; every rating is handed to `keep` on the way."""
    dates: dict[str, OnDate] = {}
    for company in companies:
        for told in company:
            keep(told)
            dates.setdefault(told["as_of"], OnDate(told["as_of"])).add(told)
    return [dates[as_of] for as_of in sorted(dates)]


@contextmanager
def lines_into(into: str | None) -> Iterator[Callable[[Numbers], object]]:
    """Ratings as JSON lines; a file is there when all of them are in it."""
    if into is None:
        yield lambda _: None
    elif into == STANDARD_OUTPUT:
        yield lambda told: _line(sys.stdout, told)
    else:
        path = Path(into)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with unfinished.open("w", encoding="utf-8") as lines:
                yield lambda told: _line(lines, told)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _line(lines: TextIO, told: Numbers) -> None:
    lines.write(json.dumps(told, separators=(",", ":"), ensure_ascii=False) + "\n")


def rated_once(companies: Iterable[Sequence[Numbers]]) -> Iterator[list[RatedOnce]]:
    for company in companies:
        yield [_rated_once(told) for told in company]


def _rated_once(told: dict[str, Any]) -> RatedOnce:
    return RatedOnce(
        told["symbol"],
        told["as_of"],
        told["rating"],
        told["rating_low"],
        told["rating_high"],
        told["confidence"],
        told["firm_kind"],
        told["sector"],
    )

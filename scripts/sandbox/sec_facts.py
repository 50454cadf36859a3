"""A company's facts as filed with the SEC, read so that the first filing of a figure wins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

COVER_SHARES = "EntityCommonStockSharesOutstanding"
_PERIODIC_FORMS = frozenset(("10-K", "10-K/A", "10-Q", "10-Q/A"))
_YEAR_DAYS = range(350, 381)
_QUARTER_DAYS = range(75, 106)
# A period first shown later than this is a comparative of a later year, not its own filing.
_OWN_FILING_DAYS = 150
# A thousandfold restatement is a slip of units in one of the filings.
_SPLIT_FACTORS = range(2, 101)
_NET_INCOME = ("NetIncomeLoss", "ProfitLoss")
_SPLIT_WITNESSES = (
    "WeightedAverageNumberOfDilutedSharesOutstanding",
    "WeightedAverageNumberOfSharesOutstandingBasic",
    "CommonStockSharesOutstanding",
)


@dataclass(frozen=True, slots=True)
class Fact:
    start: date | None  # None for a balance at `end`
    end: date
    value: Decimal
    form: str
    accession: str
    filed: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days if self.start else 0


@dataclass(frozen=True, slots=True)
class Split:
    factor: int
    known_by: date  # the first filing whose comparatives are restated for it


class CompanyFacts:
    """`document` is one company-facts file: cik, entityName, facts."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.name: str = document["entityName"]
        self.cik = str(int(document["cik"]))
        self._filings = {
            concept: sorted(_facts(body), key=lambda fact: fact.filed)
            for taxonomy in ("us-gaap", "dei")
            for concept, body in document["facts"].get(taxonomy, {}).items()
        }
        self._first: dict[tuple[str, date | None, date], Fact] = {}
        for concept, facts in self._filings.items():
            for fact in facts:
                self._first.setdefault((concept, fact.start, fact.end), fact)
        # The shortest span of a quarter's length that ends on a day.
        self._quarter: dict[tuple[str, date], Fact] = {}
        for (concept, _, end), fact in sorted(self._first.items(), key=lambda item: item[1].days):
            if fact.days in _QUARTER_DAYS:
                self._quarter.setdefault((concept, end), fact)

    @cached_property
    def years(self) -> list[Fact]:
        """Net income of every fiscal year that has its own filing, oldest first."""
        return self._own_periods(_YEAR_DAYS)

    @cached_property
    def quarter_ends(self) -> dict[date, Fact]:
        """Fiscal quarter ends, oldest first, with the filing that first reported each."""
        quarters = [*self._own_periods(_QUARTER_DAYS), *self.years]
        first: dict[date, Fact] = {}
        for fact in sorted(quarters, key=lambda f: (f.end, f.filed)):
            first.setdefault(fact.end, fact)
        return first

    def _own_periods(self, days: range) -> list[Fact]:
        found = {
            fact.end: fact
            for (concept, _, _), fact in sorted(
                self._first.items(), key=lambda item: item[1].filed, reverse=True
            )
            if concept in _NET_INCOME and fact.days in days
        }
        own = [f for f in found.values() if (f.filed - f.end).days <= _OWN_FILING_DAYS]
        return sorted(own, key=lambda f: f.end)

    def balance(self, concepts: Sequence[str], end: date) -> Fact | None:
        return next((f for c in concepts if (f := self._first.get((c, None, end)))), None)

    def flow(self, concepts: Sequence[str], start: date, end: date) -> Fact | None:
        return next((f for c in concepts if (f := self._first.get((c, start, end)))), None)

    def on_cover(self, accession: str) -> Fact | None:
        """Shares outstanding on the cover page of one filing."""
        cover = self._filings.get(COVER_SHARES, ())
        return next((fact for fact in cover if fact.accession == accession), None)

    def newest(self, concept: str, day: date) -> Fact | None:
        """The fact of the latest date among those filed by `day`."""
        filed = [f for f in self._filings.get(concept, ()) if f.filed <= day]
        return max(filed, key=lambda f: (f.end, f.filed), default=None)

    def quarter_flow(
        self, concepts: Sequence[str], end: date, *, per_share: bool = False
    ) -> tuple[Decimal, bool] | None:
        """The quarter's amount, and whether it is the year to date less the year to the quarter before."""
        direct = next((f for c in concepts if (f := self._quarter.get((c, end)))), None)
        if direct:
            return self.adjusted(direct, per_share=per_share), False
        pair = self.to_date_pair(concepts, end)
        if pair is None:
            return None
        to_date, before = (self.adjusted(fact, per_share=per_share) for fact in pair)
        return to_date - before, True

    def to_date_pair(self, concepts: Sequence[str], end: date) -> tuple[Fact, Fact] | None:
        """The year to `end` and the year to the quarter before it, when both were filed."""
        start = self._year_start(end)
        earlier = [e for e in self.quarter_ends if start < e < end]
        to_date = self.flow(concepts, start, end)
        before = self.flow(concepts, start, max(earlier)) if earlier else None
        return (to_date, before) if to_date and before else None

    def adjusted(self, fact: Fact, *, per_share: bool = False, shares: bool = False) -> Decimal:
        """The value in today's shares: later splits divide per-share figures and multiply share counts."""
        value = fact.value
        for split in self.splits:
            if fact.filed < split.known_by and per_share:
                value /= split.factor
            if fact.filed < split.known_by and shares:
                value *= split.factor
        return value

    @cached_property
    def splits(self) -> list[Split]:
        """Splits seen in the filings themselves: one period's share count restated to a whole multiple."""
        restated: dict[tuple[int, int], date] = {}
        for concept in _SPLIT_WITNESSES:
            by_period: dict[tuple[date | None, date], list[Fact]] = {}
            for fact in self._filings.get(concept, ()):
                by_period.setdefault((fact.start, fact.end), []).append(fact)
            for old, new in (pair for facts in by_period.values() for pair in pairwise(facts)):
                factor = round(new.value / old.value) if old.value else 1
                if factor in _SPLIT_FACTORS and abs(new.value / old.value / factor - 1) < Decimal("0.01"):
                    # Comparatives restate one split for up to three years: the first restatement dates it.
                    self._note_split(restated, factor, new.filed)
        return [Split(factor, filed) for (factor, _), filed in sorted(restated.items(), key=lambda kv: kv[1])]

    @staticmethod
    def _note_split(restated: dict[tuple[int, int], date], factor: int, filed: date) -> None:
        within_days = 3 * 366
        for (known_factor, number), first in restated.items():
            if known_factor == factor and abs((filed - first).days) < within_days:
                restated[known_factor, number] = min(first, filed)
                return
        restated[factor, len(restated)] = filed

    def _year_start(self, end: date) -> date:
        for year in self.years:
            if year.start and year.start < end <= year.end:
                return year.start
        return max(year.end for year in self.years if year.end < end) + timedelta(days=1)


def _facts(body: Mapping[str, Any]) -> Iterator[Fact]:
    for rows in body["units"].values():
        for row in rows:
            if row["form"] in _PERIODIC_FORMS:
                yield Fact(
                    start=date.fromisoformat(row["start"]) if "start" in row else None,
                    end=date.fromisoformat(row["end"]),
                    value=Decimal(row["val"]),
                    form=row["form"],
                    accession=row["accn"],
                    filed=date.fromisoformat(row["filed"]),
                )

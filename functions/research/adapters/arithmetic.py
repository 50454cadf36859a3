"""Ratings of one company worked out again as of any moment, with everything behind them at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from functions.research.adapters.analysis_table import AnalysisTable, StoredRating
from functions.research.adapters.knowledge import Knowledge
from functions.research.domain.peers import Standing, ranked
from functions.research.domain.rating import rate
from functions.research.domain.rating.explanation import Explanation, explain
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.result import Rating
from functions.research.domain.rating.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Worked:
    """`is_stored`: it is the stored rating again; else one that nobody published, from what was known."""

    known: Known
    rating: Rating
    rules: RuleSet
    is_stored: bool


@dataclass(frozen=True, slots=True)
class Arithmetic:
    analyses: AnalysisTable
    knowledge: Knowledge
    rules: RuleSet

    def on(self, symbol: str, day: str) -> Worked:
        """The rating stored for a day; else one from what was known at its end."""
        stored = self._stored(symbol, day)
        if stored is not None and stored.document["as_of"].startswith(day):
            return self._again(symbol, stored)
        return self._anew(symbol, f"{day}T23:59:59Z")

    def known_at(self, symbol: str, as_of: str) -> Worked:
        """The newest rating stored for a moment not after `as_of` (ISO UTC); else one from what was known."""
        stored = self._stored(symbol, as_of)
        return self._again(symbol, stored) if stored is not None else self._anew(symbol, as_of)

    def explained(self, found: Worked, code: str) -> list[Explanation]:
        """Every use of a metric. Raises UnknownMetric and NothingMeasured."""
        uses = explain(found.rating, code, found.rules, found.known.rows)
        return [use if use.standing else replace(use, standing=self._among_peers(use)) for use in uses]

    def _stored(self, symbol: str, until: str) -> StoredRating | None:
        return next(iter(self.analyses.stored(symbol, until, earlier=True)), None)

    def _again(self, symbol: str, stored: StoredRating) -> Worked:
        as_of = stored.document["as_of"]
        known = self.knowledge.known_about(symbol, as_of, stored.seen_until)
        is_same = stored.document["rule_set"]["content_hash"] == self.rules.content_hash
        return Worked(known, rate(known, as_of=as_of, rule_set=self.rules), self.rules, is_stored=is_same)

    def _anew(self, symbol: str, as_of: str) -> Worked:
        known = self.knowledge.known_about(symbol, as_of)
        return Worked(known, rate(known, as_of=as_of, rule_set=self.rules), self.rules, is_stored=False)

    def _among_peers(self, use: Explanation) -> Standing | None:
        """By the newest stored ratings of the peers up to the moment."""
        group, code = use.rating.peers, use.asked.metric.code
        if group is None:
            return None
        values = []
        for symbol in group.symbols:
            document = self.analyses.latest(symbol, until=use.rating.as_of)
            values += _measured(document, use.component, code) if document else []
        return ranked(use.result.value, values)


def _measured(document: Mapping[str, Any], component: str, code: str) -> list[float]:
    parts = document["panels"] if not component else document["components"]
    return [
        metric["value"]
        for part in parts
        if not component or part["code"] == component
        for metric in part["metrics"]
        if metric["code"] == code and metric["value"] is not None
    ]

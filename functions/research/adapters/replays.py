import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from functions.research.adapters.analysis_table import AnalysisTable, StoredRating
from functions.research.adapters.knowledge import Knowledge
from functions.research.domain.rating import rate
from functions.research.domain.rating.composite import NOT_RATED
from functions.research.domain.rating.limits import LOWEST_LABEL
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.replay import Outcome, Replayed, compare

LABELS = (*(label for _, label in RULE_SET.limits.labels), LOWEST_LABEL, NOT_RATED)


@dataclass(frozen=True, slots=True)
class Replays:
    """Makes stored ratings again from what was known and recorded when they were made."""

    analyses: AnalysisTable
    knowledge: Knowledge
    rule_set: RuleSet

    def rated_in(self, moments: str) -> list[str]:
        """The symbols with a stored rating of a day (`2026-11-20`) or a moment."""
        return sorted(self.analyses.rated_in(moments, LABELS))

    def of(self, symbols: Iterable[str], moments: str, *, earlier: bool = False) -> Iterator[Replayed]:
        """Every stored rating of a day or a moment again; with `earlier` those before it as well."""
        for symbol in symbols:
            stored = list(self.analyses.stored(symbol, moments, earlier=earlier))
            if not stored:
                yield Replayed(symbol, moments, Outcome.NOT_RATED_THEN)
            yield from (self._again(symbol, rating) for rating in stored)

    def _again(self, symbol: str, stored: StoredRating) -> Replayed:
        document, as_of = stored.document, stored.document["as_of"]
        if document["rule_set"]["content_hash"] != self.rule_set.content_hash:
            return Replayed(symbol, as_of, Outcome.OTHER_RULE_SET)
        known = self.knowledge.known_about(symbol, as_of, stored.seen_until)
        rating = rate(known, as_of=as_of, rule_set=self.rule_set)
        return compare(symbol, document, json.loads(json.dumps(rating.to_json())))

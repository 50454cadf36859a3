"""Ratings of many companies as of many moments, each from what was known then and each other's standing.

Peers are chosen among the companies at hand. Stability is measured over the ratings made here.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from functions.research.domain.dossier import Dossier
from functions.research.domain.figures import number
from functions.research.domain.history import EARLIER_RATINGS
from functions.research.domain.overview import Overview
from functions.research.domain.peer_search import Universe
from functions.research.domain.peers import PeerGroup, Profile
from functions.research.domain.periods import is_blank
from functions.research.domain.rating import Rating, rate
from functions.research.domain.rating.books import Books, Column
from functions.research.domain.rating.document import rounded
from functions.research.domain.rating.growth import YEARS, growth_of_sales
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.sector_snapshot import profile_of
from functions.research.domain.statements import Period, Statement
from functions.research.domain.validation.reviewed import Reviewed

REVENUE = "total_revenue"
DAYS_A_YEAR = 365.25


class Crowd:
    """Who was known to be in which sector at each of some moments."""

    def __init__(self, moments: Sequence[str]) -> None:
        self._moments = moments
        self._known: dict[tuple[str, str], dict[str, Profile]] = {}
        self._groups: dict[tuple[str, str], dict[str, PeerGroup | None]] = {}

    def add(self, dossier: Dossier) -> None:
        """Reads profiles and annual income statements only.

        All are added before anybody's peers are asked for.
        """
        for as_of in self._moments:
            known = dossier.profile(as_of)
            if known is None:
                continue
            collected_for, overview = known
            if overview.sector:
                growth = revenue_growth(dossier.books, as_of)
                profile = profile_of(overview, collected_for[:10], is_active=True, revenue_growth=growth)
                self._known.setdefault((as_of, overview.sector), {})[dossier.symbol] = profile

    def peers_of(self, symbol: str, overview: Overview | None, as_of: str) -> PeerGroup | None:
        if overview is None or not overview.sector:
            return None
        key = (as_of, overview.sector)
        if key not in self._groups:
            self._groups[key] = self._grouped(key)
        return self._groups[key][symbol]

    def _grouped(self, key: tuple[str, str]) -> dict[str, PeerGroup | None]:
        """A whole sector, one after the other: whoever is next to somebody else is still in the cache."""
        profiles = self._known[key]
        universe = Universe(profiles.values(), key[0])
        return {symbol: universe.group_of(profile) for symbol, profile in profiles.items()}


def ratings(dossier: Dossier, moments: Sequence[str], crowd: Crowd, rules: RuleSet) -> Iterator[Rating]:
    """One for each moment, oldest first (ISO UTC)."""
    reviewed = Reviewed()
    earlier: list[float] = []
    for as_of in moments:
        profile = dossier.profile(as_of)
        peers = crowd.peers_of(dossier.symbol, profile[1] if profile else None, as_of)
        before = tuple(earlier[: -EARLIER_RATINGS - 1 : -1])
        known = dossier.known(as_of, peers=peers, earlier_ratings=before, reviewed=reviewed)
        rating = rate(known, as_of=as_of, rule_set=rules)
        if rating.rating is not None:
            earlier.append(rating.rating)
        yield rating


def revenue_growth(books: Books, as_of: str) -> float | None:
    """Over three fiscal years, a fraction of one a year, by the annual income statements known at `as_of`."""
    today = date.fromisoformat(as_of[:10])
    rows = books.versions(as_of).get((Statement.INCOME, Period.ANNUAL), ())
    known = [row for row in rows if row.report.fiscal_date <= today and not is_blank(row.report)]
    if not known:
        return None
    newest = known[-1].report
    before = Column(known).at(newest.fiscal_date - timedelta(days=round(YEARS * DAYS_A_YEAR)))
    if before is None or before.report.currency != newest.currency:
        return None
    ends = (number(newest.figures, REVENUE), number(before.report.figures, REVENUE))
    if ends[0] is None or ends[1] is None:
        return None
    growth = growth_of_sales(ends[0], ends[1], YEARS)
    # With the digits of a rating's document, which is where snapshots of a sector have it from.
    return rounded(growth) if isinstance(growth, float) else None


def numbers(rating: Rating) -> dict[str, Any]:
    """What a rating came to, without what it was made of."""
    grounds, cap = rating.grounds, rating.cap
    return {
        "symbol": rating.symbol,
        "as_of": rating.as_of,
        "rule_set": rating.rule_set.version,
        "content_hash": rating.rule_set.content_hash,
        "rating": rating.rating,
        "reason": rating.reason,
        "label": rating.label,
        "score100": rating.score100,
        "letter": rating.letter,
        "confidence": rounded(rating.confidence),
        "rating_low": rounded(rating.rating_low),
        "rating_high": rounded(rating.rating_high),
        "stability": rating.stability.level if rating.stability else None,
        "cap": cap.flag if cap else None,
        "basis": grounds.basis if grounds else None,
        "period_end": grounds.period_end if grounds else None,
        "firm_kind": grounds.firm_kind if grounds else None,
        "components": {c.result.component.code: rounded(c.result.score) for c in rating.components},
        "flags": [flag.code for flag in rating.flags],
        "findings": list(rating.finding_codes),
    }

"""Ratings of one company worked out again as of any moment, with everything behind them at hand."""

from dataclasses import dataclass

from functions.research import wiring
from functions.research.domain.rating import rate
from functions.research.domain.rating.difference import Difference, NotComparable, difference
from functions.research.domain.rating.explanation import Explanation, NothingMeasured, UnknownMetric, explain
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.result import Rating
from functions.research.domain.rating.rule_set import RULE_SET
from scripts.signal9.days import checked, end_of, newest
from scripts.signal9.failures import NotFound

# After every day there is.
LATEST = "9999"


@dataclass(frozen=True, slots=True)
class Worked:
    """`is_stored`: it is the stored rating again; else one that nobody published, from what was known."""

    known: Known
    rating: Rating
    is_stored: bool


def worked(symbol: str, day: str | None) -> Worked:
    """The newest stored rating; for a `day` the one stored on it, else one from what was known then."""
    moment = checked(day) if day else None
    stored = next(iter(wiring.analyses().stored(symbol, moment or LATEST, earlier=True)), None)
    if stored is not None and (moment is None or stored.document["as_of"].startswith(moment)):
        as_of = stored.document["as_of"]
        known = wiring.knowledge().known_about(symbol, as_of, stored.seen_until)
        return Worked(known, rate(known, as_of=as_of), is_stored=True)
    as_of = end_of(moment or newest())
    known = wiring.knowledge().known_about(symbol, as_of)
    if not known.rows and wiring.assets().get(symbol) is None:
        raise NotFound(f"AssetNotFound: {symbol} is not among the assets held; see `signal9 ratings --all`")
    return Worked(known, rate(known, as_of=as_of), is_stored=False)


def explained(symbol: str, code: str, day: str | None) -> list[Explanation]:
    found = worked(symbol, day)
    try:
        return explain(found.rating, code, RULE_SET, found.known.rows)
    except (UnknownMetric, NothingMeasured) as failure:
        raise NotFound(f"{type(failure).__name__}: {failure}") from None


def moved(symbol: str, earlier: str, later: str) -> Difference:
    first, second = sorted((checked(earlier), checked(later)))
    try:
        return difference(worked(symbol, first).rating, worked(symbol, second).rating, RULE_SET)
    except NotComparable as failure:
        raise NotFound(f"NotComparable: {failure}") from None

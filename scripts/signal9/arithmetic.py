"""Ratings of one company worked out again as of any day."""

from functions.research import wiring
from functions.research.adapters.arithmetic import Worked
from functions.research.domain.rating.difference import Difference, NotComparable, difference
from functions.research.domain.rating.explanation import Explanation, NothingMeasured, UnknownMetric
from functions.research.domain.recording import FOREVER
from scripts.signal9.days import checked, newest
from scripts.signal9.failures import NotFound


def worked(symbol: str, day: str | None) -> Worked:
    """The newest stored rating; for a `day` the one stored on it, else one from what was known then."""
    arithmetic = wiring.arithmetic()
    if day is not None:
        found = arithmetic.on(symbol, checked(day))
    elif wiring.analyses().latest(symbol, until=FOREVER) is not None:
        found = arithmetic.known_at(symbol, FOREVER)
    else:
        found = arithmetic.on(symbol, newest())
    if not found.is_stored and not found.known.rows and wiring.assets().get(symbol) is None:
        raise NotFound(f"AssetNotFound: {symbol} is not among the assets held; see `signal9 ratings --all`")
    return found


def explained(symbol: str, code: str, day: str | None) -> list[Explanation]:
    try:
        return wiring.arithmetic().explained(worked(symbol, day), code)
    except (UnknownMetric, NothingMeasured) as failure:
        raise NotFound(f"{type(failure).__name__}: {failure}") from None


def moved(symbol: str, earlier: str, later: str) -> Difference:
    first, second = sorted((checked(earlier), checked(later)))
    try:
        return difference(worked(symbol, first).rating, worked(symbol, second).rating, wiring.rule_set())
    except NotComparable as failure:
        raise NotFound(f"NotComparable: {failure}") from None

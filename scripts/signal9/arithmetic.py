"""Ratings of one company worked out again as of any moment, with everything behind them at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from functions.research import wiring
from functions.research.domain.peers import Standing, ranked
from functions.research.domain.rating import rate
from functions.research.domain.rating.difference import Difference, NotComparable, difference
from functions.research.domain.rating.explanation import Explanation, NothingMeasured, UnknownMetric, explain
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.result import Rating
from functions.research.domain.rating.rules import RuleSet
from scripts.signal9.days import checked, end_of, newest
from scripts.signal9.failures import NotFound

# After every day there is.
LATEST = "9999"


@dataclass(frozen=True, slots=True)
class Worked:
    """`is_stored`: it is the stored rating again; else one that nobody published, from what was known."""

    known: Known
    rating: Rating
    rules: RuleSet
    is_stored: bool


def worked(symbol: str, day: str | None) -> Worked:
    """The newest stored rating; for a `day` the one stored on it, else one from what was known then."""
    moment, rules = checked(day) if day else None, wiring.rule_set()
    stored = next(iter(wiring.analyses().stored(symbol, moment or LATEST, earlier=True)), None)
    if stored is not None and (moment is None or stored.document["as_of"].startswith(moment)):
        as_of = stored.document["as_of"]
        known = wiring.knowledge().known_about(symbol, as_of, stored.seen_until)
        is_same = stored.document["rule_set"]["content_hash"] == rules.content_hash
        return Worked(known, rate(known, as_of=as_of, rule_set=rules), rules, is_stored=is_same)
    as_of = end_of(moment or newest())
    known = wiring.knowledge().known_about(symbol, as_of)
    if not known.rows and wiring.assets().get(symbol) is None:
        raise NotFound(f"AssetNotFound: {symbol} is not among the assets held; see `signal9 ratings --all`")
    return Worked(known, rate(known, as_of=as_of, rule_set=rules), rules, is_stored=False)


def explained(symbol: str, code: str, day: str | None) -> list[Explanation]:
    found = worked(symbol, day)
    try:
        uses = explain(found.rating, code, found.rules, found.known.rows)
    except (UnknownMetric, NothingMeasured) as failure:
        raise NotFound(f"{type(failure).__name__}: {failure}") from None
    return [use if use.standing else replace(use, standing=_among_peers(use)) for use in uses]


def _among_peers(use: Explanation) -> Standing | None:
    """By the newest stored ratings of the peers up to the moment."""
    group, code = use.rating.peers, use.asked.metric.code
    if group is None:
        return None
    values = []
    for symbol in group.symbols:
        document = wiring.analyses().latest(symbol, until=use.rating.as_of)
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


def moved(symbol: str, earlier: str, later: str) -> Difference:
    first, second = sorted((checked(earlier), checked(later)))
    try:
        return difference(worked(symbol, first).rating, worked(symbol, second).rating, wiring.rule_set())
    except NotComparable as failure:
        raise NotFound(f"NotComparable: {failure}") from None

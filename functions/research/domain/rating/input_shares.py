"""Which of a metric's inputs changed its score between two moments, and by how much each."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from functions.research.domain.rating.declaration import Judged, Missing, NotApplicable, Series, Values
from functions.research.domain.rating.evaluation import OUT_OF_RANGE
from functions.research.domain.rating.questions import Question, Wanted
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.scoring import BEST, WORST, score

# Every subset of up to this many inputs is tried. Of more, the inputs change one after another in the order
# they are declared and in the opposite one, and the mean of the two counts.
MOST_SUBSETS_OF = 8

Value = float | tuple[float | None, ...]
Worth = Callable[[frozenset[str]], float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an input was: of a series the newest value. `fiscal_date` is that of the newest figure."""

    value: float | None
    fiscal_date: str | None
    known_from: str | None
    payload_hash: str


@dataclass(frozen=True, slots=True)
class InputShare:
    name: str
    earlier: Reading | None
    later: Reading | None
    score_points: float


def input_shares(
    asked: Question, scores: tuple[float, float], facts: tuple[Facts, Facts]
) -> list[InputShare]:
    """They sum to the change of the score, unless it was judged by other anchors at the earlier moment."""
    earlier, later = facts
    before, after = _values(asked, earlier), _values(asked, later)
    changed = [w for w in (read[1] for read in asked.reads) if before.get(w.name) != after.get(w.name)]
    if not changed:
        return []
    worths: dict[frozenset[str], float] = {}
    undecided = math.fsum(scores) / 2

    def worth(moved: frozenset[str]) -> float:
        if moved not in worths:
            values = {
                n: v
                for n, v in ((n, (after if n in moved else before).get(n)) for n in names)
                if v is not None
            }
            found = _score(asked, values)
            worths[moved] = undecided if found is None else found
        return worths[moved]

    names = [w.name for _, w, _ in asked.reads]
    players = [w.name for w in changed]
    shares = _shapley(players, worth) if len(players) <= MOST_SUBSETS_OF else _two_orders(players, worth)
    return [InputShare(w.name, _reading(w, earlier), _reading(w, later), shares[w.name]) for w in changed]


def _values(asked: Question, facts: Facts) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for name, wanted, _ in asked.reads:
        if facts.source(wanted) is None:
            continue
        found[name] = facts.values.series[name] if isinstance(wanted, Series) else facts.values[name]
    if asked.prices and not facts.is_priced_in_currency:
        return {name: value for name, value in found.items() if name not in asked.prices}
    return found


def _score(asked: Question, values: Mapping[str, Value]) -> float | None:
    """None where the metric has no answer to such a mixture of two moments."""
    if any(is_required and name not in values for name, _, is_required in asked.reads):
        return None
    single = {name: value for name, value in values.items() if not isinstance(value, tuple)}
    series = {name: value for name, value in values.items() if isinstance(value, tuple)}
    try:
        outcome = asked.metric.measure(Values(single, series))
    except ArithmeticError:
        outcome = OUT_OF_RANGE
    if isinstance(outcome, Missing | NotApplicable):
        return None
    if isinstance(outcome, Judged):
        return outcome.score if WORST <= outcome.score <= BEST else None
    if asked.anchors is None or not math.isfinite(outcome):
        return None
    return score(outcome, asked.anchors)


def _shapley(players: Sequence[str], worth: Worth) -> dict[str, float]:
    count = len(players)
    shares = {}
    for player in players:
        others = [one for one in players if one != player]
        terms = []
        for size in range(count):
            weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
            for chosen in combinations(others, size):
                without = frozenset(chosen)
                terms.append(weight * (worth(without | {player}) - worth(without)))
        shares[player] = math.fsum(terms)
    return shares


def _two_orders(players: Sequence[str], worth: Worth) -> dict[str, float]:
    shares = dict.fromkeys(players, 0.0)
    for order in (players, list(reversed(players))):
        moved: frozenset[str] = frozenset()
        for player in order:
            shares[player] += (worth(moved | {player}) - worth(moved)) / 2
            moved |= {player}
    return shares


def _reading(wanted: Wanted, facts: Facts) -> Reading | None:
    if facts.source(wanted) is None:
        return None
    value = facts.values.series[wanted.name][0] if isinstance(wanted, Series) else facts.values[wanted.name]
    newest = max(facts.evidence(wanted), key=lambda e: e.origin.fiscal_date or "", default=None)
    if newest is None:
        return Reading(value, None, None, "")
    origin = newest.origin
    return Reading(value, origin.fiscal_date, origin.known_from, origin.payload_hash)

"""Metrics made ready for one kind of firm: what each needs is worked out once and asked for every company."""

from dataclasses import dataclass

from functions.research.domain.rating.declaration import FirmKind, Input, Metric, Series, Source
from functions.research.domain.rating.quotes import MONEY
from functions.research.domain.rating.scoring import Anchors
from functions.research.domain.statements import Statement

# Earnings per share come without a currency.
IN_A_CURRENCY = frozenset({Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW})

NOT_APPLICABLE = "NOT_APPLICABLE:"

Wanted = Input | Series


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A metric as it is asked of one kind of firm; where it does not apply the answer is its `refusal`.

    `reads` are its inputs by name, and whether it can do without them. `prices` are those that are market
    prices beside amounts from statements: they must be in the statements' currency.
    """

    metric: Metric
    block: str
    is_asked: bool
    reads: tuple[tuple[str, Wanted, bool], ...]
    refusal: str
    anchors: Anchors | None
    prices: frozenset[str]


def question(metric: Metric, block: str, kind: FirmKind) -> Question:
    reads = tuple((w.name, w, isinstance(w, Series) or w.required) for w in metric.inputs)
    anchors = metric.anchors_for.get(kind, metric.anchors)
    refusal = f"{NOT_APPLICABLE}{kind.value.upper()}_FIRM"
    return Question(metric, block, kind in metric.applies_to, reads, refusal, anchors, _prices(metric))


def _prices(metric: Metric) -> frozenset[str]:
    if not any(wanted.origin in IN_A_CURRENCY for wanted in metric.inputs):
        return frozenset()
    return frozenset(wanted.name for wanted in metric.inputs if _is_price(wanted))


def _is_price(wanted: Wanted) -> bool:
    if wanted.origin is Source.PRICES:
        return True
    names = {n for names in wanted.sums for n in names} if isinstance(wanted, Input) else {wanted.field}
    return wanted.origin is Source.PROFILE and not MONEY.isdisjoint(names)

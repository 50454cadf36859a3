"""Metrics made ready for one kind of firm: what each needs is worked out once and asked for every company."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.research.domain.rating.declaration import FirmKind, Input, Metric, Series, Source
from functions.research.domain.rating.quotes import MONEY
from functions.research.domain.rating.scoring import Anchors
from functions.research.domain.statements import Statement

# Earnings per share come without a currency.
IN_A_CURRENCY = frozenset({Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW})


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A metric as it is asked of one kind of firm; `is_asked` is False where it does not apply.

    `priced` are those of its inputs that are market prices beside amounts from statements: they must be in
    the statements' currency.
    """

    metric: Metric
    block: str
    is_asked: bool
    inputs: tuple[Input | Series, ...]
    anchors: Anchors | None
    priced: frozenset[str]


def question(metric: Metric, block: str, kind: FirmKind) -> Question:
    anchors = metric.anchors_for.get(kind, metric.anchors)
    is_asked = kind in metric.applies_to
    return Question(metric, block, is_asked, metric.inputs if is_asked else (), anchors, _priced(metric))


def _priced(metric: Metric) -> frozenset[str]:
    if not any(wanted.origin in IN_A_CURRENCY for wanted in metric.inputs):
        return frozenset()
    return frozenset(wanted.name for wanted in metric.inputs if _is_price(wanted))


def _is_price(wanted: Input | Series) -> bool:
    if wanted.origin is Source.PRICES:
        return True
    names: Iterable[str] = (
        [name for names in wanted.sums for name in names] if isinstance(wanted, Input) else [wanted.field]
    )
    return wanted.origin is Source.PROFILE and not MONEY.isdisjoint(names)

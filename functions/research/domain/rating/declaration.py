"""The shape of rules: components hold blocks, blocks hold metrics, and a metric says all about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum, unique

from functions.research.domain.rating.scoring import Anchors
from functions.research.domain.statements import Statement


@unique
class FirmKind(StrEnum):
    GENERAL = "general"
    MANUFACTURER = "manufacturer"
    FINANCIAL = "financial"
    PROPERTY = "property"


EVERY_FIRM = frozenset(FirmKind)
NON_FINANCIAL = EVERY_FIRM - {FirmKind.FINANCIAL}
OPERATING = NON_FINANCIAL - {FirmKind.PROPERTY}

WITHOUT_DATA = "left out of the score and counted against coverage"


@dataclass(frozen=True, slots=True)
class Input:
    """One value a metric reads. `sums` are ways to get it, best first, each a sum of reported figures.

    `statement` None means the company's profile. `years_back` 0 is the latest year, 1 the one before it.
    """

    name: str
    statement: Statement | None
    sums: tuple[tuple[str, ...], ...]
    years_back: int = 0
    required: bool = True

    def optional(self) -> "Input":
        return replace(self, required=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """A score that does not come from the anchors: a company without debt needs no interest cover.

    `share` is the part of the metric that could be judged at all, 0 to 1.
    """

    score: float
    note: str
    value: float | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Missing:
    """Counts against coverage. `what` is a field name: MISSING_INPUT:<what>."""

    what: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not arise, so it costs nothing: NOT_APPLICABLE:<why>."""

    why: str


Values = Mapping[str, float]
Outcome = float | Judged | Missing | NotApplicable


@dataclass(frozen=True, slots=True)
class Metric:
    """`measure` reads `inputs` by name; required ones are always there, optional ones may be absent."""

    code: str
    name: str
    weight: float
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    measure: Callable[[Values], Outcome]
    anchors: Anchors
    source: str
    applies_to: frozenset[FirmKind] = EVERY_FIRM
    without_data: str = WITHOUT_DATA


@dataclass(frozen=True, slots=True)
class Block:
    code: str
    name: str
    weight: float
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """`weight` is the share in the complete scheme; rule_set says what holds until it is complete."""

    code: str
    name: str
    weight: float
    blocks: tuple[Block, ...]

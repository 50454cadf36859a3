"""The shape of rules: components hold blocks, blocks hold metrics, and a metric says all about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique

from functions.research.domain.rating.scoring import Anchors
from functions.research.domain.statements import Statement


@unique
class FirmKind(StrEnum):
    """Which set of rules judges a company."""

    GENERAL = "general"
    MANUFACTURER = "manufacturer"
    UTILITY = "utility"
    BANK = "bank"
    INSURER = "insurer"
    FINANCIAL = "financial"  # brokers, exchanges, asset managers, lenders that are no banks
    PROPERTY = "property"  # REITs and other landlords


EVERY_FIRM = frozenset(FirmKind)
FINANCIALS = frozenset({FirmKind.BANK, FirmKind.INSURER, FirmKind.FINANCIAL})
NON_FINANCIAL = EVERY_FIRM - FINANCIALS
OPERATING = NON_FINANCIAL - {FirmKind.PROPERTY}

WITHOUT_DATA = "left out of the score and counted against coverage"
TWELVE_MONTHS = "the rated twelve months"


@unique
class Source(StrEnum):
    """Where a value comes from that no statement has."""

    PROFILE = "company_overview"  # the provider's profile, by field name
    PRICES = "prices"  # price, market_value; series close: daily closes, newest first
    NEWS = "news"  # sentiment_score, effective_articles, trend
    PEERS = "peers"  # <code of a metric>_percentile, 0 to 1


@dataclass(frozen=True, slots=True)
class Input:
    """One value a metric reads. `sums` are ways to get it, best first, each a sum of reported figures.

    `years_back` 0 is the rated twelve months, 1 the twelve before them. `quarters_back` 0 asks for the newest
    single quarter instead, 4 for the same quarter a year before.
    """

    name: str
    origin: Statement | Source
    sums: tuple[tuple[str, ...], ...]
    years_back: int = 0
    quarters_back: int | None = None
    required: bool = True

    def optional(self) -> "Input":
        return replace(self, required=False)


@unique
class Step(StrEnum):
    YEARS = "fiscal years"
    QUARTERS = "quarters"
    DAYS = "trading days"


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over consecutive periods, newest first, a missing one None; `values.series[name]`.

    Missing as a whole, and then the metric too, with fewer than `shortest` values that are there.
    """

    name: str
    origin: Statement | Source
    field: str
    step: Step
    shortest: int
    longest: int


class Values(dict[str, float]):
    """What a metric reads: single values by input name, and series."""

    __slots__ = ("series",)

    def __init__(
        self,
        values: Mapping[str, float] | None = None,
        series: Mapping[str, tuple[float | None, ...]] | None = None,
    ) -> None:
        super().__init__(values or {})
        self.series: Mapping[str, tuple[float | None, ...]] = {} if series is None else series


@dataclass(frozen=True, slots=True)
class Judged:
    """A score that does not come from the anchors: a company without debt needs no interest cover.

    `share` is the part of the metric that could be judged at all, 0 to 1. A score `by_anchors` is what the
    metric's own anchors make of `value`; those of another rule set score it anew.
    """

    score: float
    note: str
    value: float | None = None
    share: float = 1.0
    by_anchors: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """Counts against coverage. `what` is a field name: MISSING_INPUT:<what>."""

    what: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not arise, so it costs nothing: NOT_APPLICABLE:<why>."""

    why: str


Outcome = float | Judged | Missing | NotApplicable


@dataclass(frozen=True, slots=True)
class Metric:
    """`measure` reads `inputs` by name; required ones are always there, optional ones may be absent.

    Without `anchors` the metric is shown and not graded, and its `weight` is 0. `anchors_for` holds those of
    kinds of firms that are judged by other values than the rest. Where `is_judged`, `measure` gives the score
    and the anchors only describe it.
    """

    code: str
    name: str
    unit: str  # percent (a fraction of one), times, points, days, USD a share, of nine, ...
    formula: str
    inputs: tuple[Input | Series, ...]
    measure: Callable[[Values], Outcome]
    source: str
    weight: float = 0.0
    anchors: Anchors | None = None
    anchors_for: Mapping[FirmKind, Anchors] = field(default_factory=dict)
    period: str = TWELVE_MONTHS
    applies_to: frozenset[FirmKind] = EVERY_FIRM
    without_data: str = WITHOUT_DATA
    is_judged: bool = False


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


@dataclass(frozen=True, slots=True)
class Panel:
    """Metrics that inform and are not graded."""

    code: str
    name: str
    metrics: tuple[Metric, ...]

"""What single reports show, and what each shows beside others; every one is looked at once.

For many moments of one company nearly all reports, and nearly all their neighbours, are the same again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from functions.research.domain.findings import Finding
from functions.research.domain.periods import is_blank
from functions.research.domain.statements import Period, Report, Statement
from functions.research.domain.validation.balance import check_sheet
from functions.research.domain.validation.dates import is_usual_gap
from functions.research.domain.validation.income import check_income
from functions.research.domain.validation.units import SHARES, check_shares, check_step

_Pairs = tuple[Sequence[Report], Sequence[Report | None]]


@dataclass(slots=True)
class _Look:
    """At one report: `own` by itself, `step` after the one `before` it in its column."""

    report: Report
    own: Sequence[Finding]
    before: Report | None = None
    step: Sequence[Finding] = ()
    has_usual_gap: bool = True
    keeps_currency: bool = True


@dataclass(slots=True)
class ColumnReview:
    """`is_regular`: each period follows the one before as a year or a quarter does.

    `has_one_currency`: every report states the same, or none does.
    """

    own: list[Finding] = field(default_factory=list)
    steps: list[Finding] = field(default_factory=list)
    is_regular: bool = True
    has_one_currency: bool = True

    @property
    def is_clean(self) -> bool:
        return self.is_regular and self.has_one_currency and not self.own and not self.steps


class Reviewed:
    """Knows reports by identity, and keeps them, so that no other can take their place."""

    __slots__ = ("_agreed", "_beside", "_blank", "_clean", "_looks", "_seen", "_settled", "symbols")

    def __init__(self) -> None:
        # Of all reports that were asked about.
        self.symbols: set[str] = set()
        self._seen: dict[int, Report] = {}
        self._looks: dict[int, _Look] = {}
        self._blank: set[int] = set()
        # Pairs as they were last seen, of which there was nothing to say.
        self._agreed: dict[tuple[Callable[..., Iterable[Finding]], Period], _Pairs] = {}
        # Columns as they were last seen, of which there was nothing to say.
        self._clean: dict[tuple[Statement, Period], Sequence[Report]] = {}
        # Columns as they were last seen side by side, of which there was nothing to say.
        self._settled: dict[Statement, Sequence[Sequence[Report]]] = {}
        self._beside: dict[
            tuple[Callable[..., Iterable[Finding]], int],
            tuple[Report, tuple[Report | None, ...], Sequence[Finding]],
        ] = {}

    def written(self, reports: Sequence[Report]) -> Sequence[Report]:
        """Those that are not blank: `reports` themselves where none is."""
        seen, blank = self._seen, self._blank
        for report in [report for report in reports if id(report) not in seen]:
            seen[id(report)] = report
            self.symbols.add(report.symbol)
            if is_blank(report):
                blank.add(id(report))
        if not blank or blank.isdisjoint(map(id, reports)):
            return reports
        return [report for report in reports if id(report) not in blank]

    def column(self, reports: Sequence[Report]) -> ColumnReview:
        """`reports` are of one statement and one kind of period, oldest first."""
        kind = (reports[0].statement, reports[0].period)
        known = _kept(self._clean.pop(kind, ()), reports)
        review, looks, before = ColumnReview(), self._looks, reports[known - 1] if known else None
        for report in reports[known:]:
            look = looks.get(id(report))
            if look is None:
                look = looks[id(report)] = _Look(report, _own(report))
            review.own += look.own
            if before is not None:
                if look.before is not before:
                    _follow(look, before)
                review.steps += look.step
                review.is_regular = review.is_regular and look.has_usual_gap
                review.has_one_currency = review.has_one_currency and look.keeps_currency
            before = report
        if review.is_clean:
            self._clean[kind] = reports
        return review

    def pairs(
        self,
        check: Callable[[Report, Report], Iterable[Finding]],
        reports: Sequence[Report],
        others: Sequence[Report | None],
    ) -> Sequence[Finding]:
        """What `check(report, other)` finds in each pair that has another; oldest first."""
        if not reports:
            return ()
        kind = (check, reports[0].period)
        earlier, beside = self._agreed.pop(kind, ((), ()))
        known = _kept(earlier, reports)
        if beside[len(beside) - known :] != others[:known]:
            known = 0
        found: list[Finding] = []
        for report, other in zip(reports[known:], others[known:], strict=True):
            if other is not None:
                found += self.beside(check, report, (other,))
        if not found:
            self._agreed[kind] = reports, others
        return found

    def settled(self, columns: Sequence[Sequence[Report]]) -> Sequence[int]:
        """How many reports of each column, from the first on, are the end of those that were settled."""
        earlier = self._settled.get(columns[0][0].statement)
        return [0] * len(columns) if earlier is None else list(map(_kept, earlier, columns))

    def settle(self, columns: Sequence[Sequence[Report]]) -> None:
        """There is nothing to say of these side by side."""
        self._settled[columns[0][0].statement] = columns

    def beside(
        self, check: Callable[..., Iterable[Finding]], report: Report, others: tuple[Report | None, ...]
    ) -> Sequence[Finding]:
        """What `check(report, *others)` finds, asked again only where the others are not those of before."""
        key = (check, id(report))
        known = self._beside.get(key)
        if known is None or known[1] != others:
            known = self._beside[key] = (report, others, tuple(check(report, *others)))
        return known[2]


def _kept(earlier: Sequence[Report], later: Sequence[Report]) -> int:
    """How many of the later ones, from the first on, are the end of the earlier ones."""
    first = later[0]
    place = next((i for i, one in enumerate(earlier) if one is first), len(earlier))
    end = earlier[place:]
    return len(end) if end == later[: len(end)] else 0


def _own(report: Report) -> Sequence[Finding]:
    found: list[Finding] = []
    if SHARES in report.figures:
        found += check_shares(report)
    if report.statement is Statement.BALANCE:
        found += check_sheet(report)
    elif report.statement is Statement.INCOME:
        found += check_income(report)
    return found


def _follow(look: _Look, before: Report) -> None:
    look.before, look.step = before, check_step(before, look.report)
    days = (look.report.fiscal_date - before.fiscal_date).days
    look.has_usual_gap = is_usual_gap(days, look.report.period)
    look.keeps_currency = look.report.currency == before.currency

"""What single reports show, and what each shows beside others; every one is looked at once.

For many moments of one company nearly all reports, and nearly all their neighbours, are the same again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from functions.research.domain.findings import Finding
from functions.research.domain.statements import Report, Statement
from functions.research.domain.validation.balance import check_sheet
from functions.research.domain.validation.dates import is_usual_gap
from functions.research.domain.validation.income import check_income
from functions.research.domain.validation.units import check_shares, check_step


@dataclass(slots=True)
class _Look:
    """At one report: `own` by itself, `step` after the one `before` it in its column."""

    report: Report
    own: Sequence[Finding]
    before: Report | None = None
    step: Sequence[Finding] = ()
    has_usual_gap: bool = True


@dataclass(slots=True)
class ColumnReview:
    """`is_regular`: each period follows the one before as a year or a quarter does."""

    own: list[Finding] = field(default_factory=list)
    steps: list[Finding] = field(default_factory=list)
    is_regular: bool = True


class Reviewed:
    """Knows reports by identity, and keeps them, so that no other can take their place."""

    __slots__ = ("_beside", "_looks")

    def __init__(self) -> None:
        self._looks: dict[int, _Look] = {}
        self._beside: dict[
            tuple[Callable[..., Iterable[Finding]], int],
            tuple[Report, tuple[Report | None, ...], Sequence[Finding]],
        ] = {}

    def column(self, reports: Sequence[Report]) -> ColumnReview:
        """`reports` are of one statement and one kind of period, oldest first."""
        review, looks, before = ColumnReview(), self._looks, None
        for report in reports:
            look = looks.get(id(report))
            if look is None:
                look = looks[id(report)] = _Look(report, _own(report))
            if look.own:
                review.own += look.own
            if before is not None:
                if look.before is not before:
                    _follow(look, before)
                if look.step:
                    review.steps += look.step
                if not look.has_usual_gap:
                    review.is_regular = False
            before = report
        return review

    def beside(
        self, check: Callable[..., Iterable[Finding]], report: Report, others: tuple[Report | None, ...]
    ) -> Sequence[Finding]:
        """What `check(report, *others)` finds, asked again only where the others are not those of before."""
        key = (check, id(report))
        known = self._beside.get(key)
        if known is None or known[1] != others:
            known = self._beside[key] = (report, others, tuple(check(report, *others)))
        return known[2]


def _own(report: Report) -> Sequence[Finding]:
    found = list(check_shares(report))
    if report.statement is Statement.BALANCE:
        found += check_sheet(report)
    elif report.statement is Statement.INCOME:
        found += check_income(report)
    return found


def _follow(look: _Look, before: Report) -> None:
    look.before, look.step = before, tuple(check_step(before, look.report))
    days = (look.report.fiscal_date - before.fiscal_date).days
    look.has_usual_gap = is_usual_gap(days, look.report.period)

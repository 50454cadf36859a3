"""The reports of a company in columns: one for each statement and kind of period, oldest first."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from functions.research.domain.periods import SAME_PERIOD_DAYS, is_quarter_gap
from functions.research.domain.statements import Period, Report, Statement


class Column:
    """Reports of one statement and one kind of period, oldest first."""

    __slots__ = ("_places", "reports")

    def __init__(self, reports: Sequence[Report] = ()) -> None:
        self.reports = reports
        self._places: dict[date, int] | None = None

    def _place(self, day: date) -> int | None:
        if self._places is None:
            self._places = {report.fiscal_date: place for place, report in enumerate(self.reports)}
        return self._places.get(day)

    def at(self, day: date) -> Report | None:
        """The report of that day, else the nearest within a week of it, of two the earlier."""
        place = self._place(day)
        if place is not None:
            return self.reports[place]
        near = [r for r in self.reports if abs((r.fiscal_date - day).days) <= SAME_PERIOD_DAYS]
        return min(near, key=lambda report: abs((report.fiscal_date - day).days), default=None)

    def ending_with(self, day: date, count: int) -> tuple[Report, ...]:
        """So many consecutive quarters, the last ending on that day or within a week of it; else none."""

        def days_later(report: Report) -> int:
            return (report.fiscal_date - day).days

        place = self._place(day)
        following = self.reports[place + 1 : place + 2] if place is not None else ()
        if place is None or any(days_later(report) <= SAME_PERIOD_DAYS for report in following):
            place = bisect_right(self.reports, SAME_PERIOD_DAYS, key=days_later) - 1
        if place < count - 1 or days_later(self.reports[place]) < -SAME_PERIOD_DAYS:
            return ()
        chosen = tuple(self.reports[place - count + 1 : place + 1])
        gaps = ((after.fiscal_date - before.fiscal_date).days for before, after in pairwise(chosen))
        return chosen if all(map(is_quarter_gap, gaps)) else ()


Columns = Mapping[tuple[Statement, Period], Column]
_EMPTY = Column()


def columns_of(reports: Iterable[Report]) -> Columns:
    """`reports` oldest first. Columns without a report are left out."""
    kinds: dict[tuple[Statement, Period], list[Report]] = {}
    for report in reports:
        kinds.setdefault((report.statement, report.period), []).append(report)
    return {kind: Column(found) for kind, found in kinds.items()}


def column(columns: Columns, statement: Statement, period: Period) -> Column:
    return columns.get((statement, period), _EMPTY)

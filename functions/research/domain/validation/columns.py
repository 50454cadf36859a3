"""The reports of a company in columns: one for each statement and kind of period, oldest first."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from functions.research.domain.periods import SAME_PERIOD_DAYS, is_same_period
from functions.research.domain.statements import Period, Report, Statement


class Column:
    """Reports of one statement and one kind of period, oldest first; `days` are the ends of their periods."""

    __slots__ = ("_places", "days", "reports")

    def __init__(self, reports: Sequence[Report] = ()) -> None:
        self.reports = reports
        self.days = [report.fiscal_date for report in reports]
        self._places: dict[date, int] | None = None

    def at(self, day: date) -> Report | None:
        """The report of that day, else the nearest within a week of it, of two the earlier."""
        place = self._place(day)
        if place is not None:
            return self.reports[place]
        near = [r for r in self.reports if abs((r.fiscal_date - day).days) <= SAME_PERIOD_DAYS]
        return min(near, key=lambda report: abs((report.fiscal_date - day).days), default=None)

    def ending_with(self, day: date, count: int) -> tuple[Report, ...]:
        """Up to so many reports, the last of a period that ends on that day or within a week of it."""
        last = self._place(day)
        if last is None or (last + 1 < len(self.days) and is_same_period(self.days[last + 1], day)):
            last = bisect_right(self.days, SAME_PERIOD_DAYS, key=lambda end: (end - day).days) - 1
            if last < 0 or not is_same_period(self.days[last], day):
                return ()
        return tuple(self.reports[max(0, last + 1 - count) : last + 1])

    def _place(self, day: date) -> int | None:
        if self._places is None:
            self._places = {day: place for place, day in enumerate(self.days)}
        return self._places.get(day)


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

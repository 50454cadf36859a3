"""A company's reported figures, sorted once and then asked for many moments."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self, overload

from functions.research.domain.periods import QUARTER_GAP_DAYS, SAME_PERIOD_DAYS, is_blank
from functions.research.domain.statements import Period, Row, Statement

Kind = tuple[Statement, Period]


class Column:
    """The known rows of one statement and one kind of period, oldest first, one a fiscal date."""

    __slots__ = ("_by_day", "rows")

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.rows = rows
        self._by_day = {row.report.fiscal_date: row for row in rows}

    def at(self, day: date) -> Row | None:
        """The row of the period that ends on `day`, or within a week of it."""
        exact = self._by_day.get(day)
        if exact is not None:
            return exact
        nearest, distance = None, SAME_PERIOD_DAYS + 1
        for row in self.rows:
            apart = abs((row.report.fiscal_date - day).days)
            if apart < distance:
                nearest, distance = row, apart
        return nearest


EMPTY = Column()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was known at one moment; statements without rows are absent."""

    annual: dict[Statement, Column]
    quarterly: dict[Statement, Column]

    def newest(self, statements: Iterable[Statement]) -> date | None:
        """End of the newest period of these statements."""
        columns = (c.get(s) for s in statements for c in (self.annual, self.quarterly))
        return max((column.rows[-1].report.fiscal_date for column in columns if column), default=None)

    def is_quarterly(self, day: date) -> bool:
        """Whether the company reported its quarters around that day."""
        columns = (column for s, column in self.quarterly.items() if s is not Statement.EARNINGS)
        return any((day - c.rows[-1].report.fiscal_date).days <= QUARTER_GAP_DAYS[1] for c in columns)


class _Periods:
    """Those of one statement and one kind, oldest first, each with its versions, newest first."""

    __slots__ = ("_newest", "_since", "days", "versions")

    def __init__(self, by_day: Mapping[date, list[Row]]) -> None:
        self.days = sorted(by_day)
        self.versions = [_newest_first(by_day[day]) for day in self.days]
        self._newest = [versions[0] for versions in self.versions]
        since = [row.known_from for row in self._newest]
        is_restated = sum(map(len, self.versions)) > len(self.days)
        # What was reported once and in turn is known up to a place, which most of it is.
        self._since = None if is_restated or since != sorted(since) else since

    def known(self, as_of: str, first: int) -> list[Row]:
        """The newest versions known at `as_of`, from the period at place `first` on."""
        if self._since is not None:
            return self._newest[first : bisect_right(self._since, as_of)]
        found = []
        for versions in self.versions[first:]:
            for row in versions:
                if row.known_from <= as_of:
                    found.append(row)
                    break
        return found


class Books(Sequence[Row]):
    """Every version of every period. A later version hides the earlier one, even where it is blank."""

    __slots__ = ("_blank", "_first", "_known", "_periods", "_rows")

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: tuple[Row, ...] | None = tuple(rows)
        versions: dict[Kind, dict[date, list[Row]]] = {}
        for row in self._rows:
            report = row.report
            of_kind = versions.setdefault((report.statement, report.period), {})
            of_kind.setdefault(report.fiscal_date, []).append(row)
        self._periods = {kind: _Periods(by_day) for kind, by_day in versions.items()}
        self._first = dict.fromkeys(self._periods, 0)
        # By identity: the rows are kept, so that no other can take their place.
        self._blank = {id(row) for row in self._rows if is_blank(row.report)}
        self._known: tuple[str, dict[Kind, list[Row]]] | None = None

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Self:
        """`rows` themselves where they are books already."""
        return rows if isinstance(rows, cls) else cls(rows)

    def since(self, day: date) -> Self:
        """Without the periods that ended before `day`, and nothing is sorted again."""
        later = object.__new__(type(self))
        later._known = None
        later._blank = self._blank
        later._periods = self._periods
        later._first = {kind: bisect_left(periods.days, day) for kind, periods in self._periods.items()}
        later._rows = None
        return later

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self._every_row()[index]

    def __len__(self) -> int:
        return len(self._every_row())

    def _every_row(self) -> tuple[Row, ...]:
        if self._rows is None:
            self._rows = tuple(
                row
                for kind, periods in self._periods.items()
                for versions in periods.versions[self._first[kind] :]
                for row in versions
            )
        return self._rows

    def versions(self, as_of: str) -> Mapping[Kind, Sequence[Row]]:
        """The newest version of every period that was known at `as_of` (ISO UTC), oldest period first."""
        if self._known is None or self._known[0] != as_of:
            first = self._first
            self._known = as_of, {k: periods.known(as_of, first[k]) for k, periods in self._periods.items()}
        return self._known[1]

    def known(self, as_of: str, today: date) -> Shelf:
        """Periods that ended by `today` and were known at `as_of` (ISO UTC), without blank ones."""
        annual: dict[Statement, Column] = {}
        quarterly: dict[Statement, Column] = {}
        for (statement, period), versions in self.versions(as_of).items():
            rows = versions
            if rows and rows[-1].report.fiscal_date > today:
                rows = [row for row in rows if row.report.fiscal_date <= today]
            if not self._blank.isdisjoint(map(id, rows)):
                rows = [row for row in rows if id(row) not in self._blank]
            if rows:
                (annual if period is Period.ANNUAL else quarterly)[statement] = Column(rows)
        return Shelf(annual, quarterly)


def _newest_first(versions: list[Row]) -> list[Row]:
    """Versions known from the same moment stand in the order of their content."""
    return sorted(versions, key=_age, reverse=True) if len(versions) > 1 else versions


def _age(row: Row) -> tuple[str, ...]:
    figures = sorted(row.report.figures.items())
    content = f"{row.report.currency} {figures}"
    return row.known_from, row.recorded_at, row.content_hash, row.payload_hash, content

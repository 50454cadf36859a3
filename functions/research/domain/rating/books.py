"""A company's reported figures, sorted once and then asked for many moments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self, overload

from functions.research.domain.periods import QUARTER_GAP_DAYS, SAME_PERIOD_DAYS, is_blank
from functions.research.domain.statements import Period, Row, Statement


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


class Books(Sequence[Row]):
    """Every version of every period. A later version hides the earlier one, even where it is blank."""

    __slots__ = ("_rows", "_sorted")

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        versions: dict[tuple[Period, Statement], dict[date, list[Row]]] = {}
        for row in self._rows:
            report = row.report
            of_kind = versions.setdefault((report.period, report.statement), {})
            of_kind.setdefault(report.fiscal_date, []).append(row)
        self._sorted = {
            kind: [(day, _newest_first(found)) for day, found in sorted(by_day.items())]
            for kind, by_day in versions.items()
        }

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Self:
        """`rows` themselves where they are books already."""
        return rows if isinstance(rows, cls) else cls(rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def known(self, as_of: str, today: date) -> Shelf:
        """Periods that ended by `today` and were known at `as_of` (ISO UTC), without blank ones."""
        annual: dict[Statement, Column] = {}
        quarterly: dict[Statement, Column] = {}
        for (period, statement), days in self._sorted.items():
            rows = []
            for day, versions in days:
                if day > today:
                    break
                for row in versions:
                    if row.known_from <= as_of:
                        if not is_blank(row.report):
                            rows.append(row)
                        break
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

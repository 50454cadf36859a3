"""Single quarters and fiscal years, by how many of them back they lie.

They obey what holds for the rated twelve months: figures in another currency than the rated ones end a
timeline, and so does the period in which units jumped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from functions.research.domain.figures import number
from functions.research.domain.periods import QUARTER_GAP_DAYS, SAME_PERIOD_DAYS
from functions.research.domain.rating.books import EMPTY, Column
from functions.research.domain.rating.windows import TwelveMonths
from functions.research.domain.statements import Period, Row, Statement

DAYS_A_QUARTER = 365.25 / 4
DAYS_A_YEAR = 365.25
# Years of 12, 12, 12 and 16 weeks shift quarter ends by up to three weeks; a moved year end shifts them by a
# month or two, and what lies before cannot be lined up.
OFF_DAYS = 25
LONGEST_LINE = 40

Line = Sequence[Row | None]


@dataclass(frozen=True, slots=True)
class Comparable:
    """What a figure needs to be comparable with the rated ones."""

    currency: str | None
    # By kind of period the newest one whose figures are in another unit than those before it.
    units_since: Mapping[Period, date]

    def holds(self, row: Row) -> bool:
        report = row.report
        since = self.units_since.get(report.period)
        if since is not None and (since - report.fiscal_date).days > SAME_PERIOD_DAYS:
            return False
        return not (self.currency and report.currency and report.currency != self.currency)


def quarters(
    columns: Mapping[Statement, Column], rated_end: date, comparable: Comparable
) -> dict[Statement, Line]:
    """Newest quarter first, None for one that is not there.

    All statements count from the newest income statement, so that a metric never mixes quarters; earnings per
    share, which are announced before the statements are filed, from their own newest one.
    """
    dated_by = columns.get(Statement.INCOME) or columns.get(Statement.BALANCE) or EMPTY
    newest = dated_by.rows[-1].report.fiscal_date if dated_by.rows else None
    announced = next((r.report.fiscal_date for r in _announced(columns)), None)
    lines = {}
    for statement, column in columns.items():
        first = announced if statement is Statement.EARNINGS else newest
        # Quarters that end long before the rated year are of a company that no longer reports them.
        if first is not None and (rated_end - first).days <= QUARTER_GAP_DAYS[1]:
            found = [
                row
                for row in reversed(column.rows)
                if (row.report.fiscal_date - first).days <= SAME_PERIOD_DAYS
            ]
            lines[statement] = _line(found, first, DAYS_A_QUARTER, comparable)
    return lines


def _announced(columns: Mapping[Statement, Column]) -> Sequence[Row]:
    rows = columns.get(Statement.EARNINGS, EMPTY).rows
    return [row for row in reversed(rows) if number(row.report.figures, "reported_eps") is not None]


def fiscal_years(
    years: Sequence[TwelveMonths], statements: Iterable[Statement], comparable: Comparable
) -> dict[Statement, Line]:
    """Annual reports, newest first, None for a year that is not there."""
    lines = {}
    for statement in statements:
        found = [year.rows[statement][0] for year in years if statement in year.rows]
        lines[statement] = _line(found, years[0].end, DAYS_A_YEAR, comparable)
    return lines


def _line(rows: Sequence[Row], first: date, step_days: float, comparable: Comparable) -> Line:
    line: list[Row | None] = []
    for row in rows:
        days = (first - row.report.fiscal_date).days
        if days < -SAME_PERIOD_DAYS:
            continue
        position = round(days / step_days)
        off = abs(days - position * step_days) > OFF_DAYS
        if off or position >= LONGEST_LINE or not comparable.holds(row):
            break
        if position >= len(line):
            line += [None] * (position - len(line))
            line.append(row)
    return line

"""How far back a company's figures compare with its newest ones: in years, in quarters, in fiscal years.

Figures in another currency than the rated ones end the view, and so does the period in which units jumped.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding
from functions.research.domain.periods import QUARTER_GAP_DAYS, SAME_PERIOD_DAYS, business_day
from functions.research.domain.rating.books import EMPTY, Shelf
from functions.research.domain.rating.eligibility import UNIT_JUMP
from functions.research.domain.rating.windows import TwelveMonths, Windows
from functions.research.domain.statements import Period, Row, Statement

DAYS_A_QUARTER = 365.25 / 4
DAYS_A_YEAR = 365.25
# Years of 12, 12, 12 and 16 weeks shift quarter ends by up to three weeks; a moved year end shifts them by a
# month or two, and what lies before cannot be lined up.
OFF_DAYS = 25
# Five years of quarters, and the four before them to add up with.
LONGEST_LINE = 24
KINDS = {period.value: period for period in Period}

Line = Sequence[Row | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures are measured in: the currency, and by kind of period since when in today's unit."""

    currency: str | None
    unit_since: Mapping[Period, date]

    def fits(self, row: Row) -> bool:
        report = row.report
        if report.currency != self.currency and self.currency and report.currency:
            return False
        if not self.unit_since:
            return True
        since = self.unit_since.get(report.period)
        return since is None or (since - report.fiscal_date).days <= SAME_PERIOD_DAYS


class LookBack:
    """`years` are the rated twelve months and those before them, newest first."""

    __slots__ = ("_fiscal_years", "_lines", "_measure", "_quarterly", "years")

    def __init__(
        self, windows: Windows, shelf: Shelf, measure: Measure, doubted: AbstractSet[str | None]
    ) -> None:
        self._measure = measure
        self.years = _years(windows, measure)
        self._fiscal_years = windows.fiscal_years
        # Statements whose quarters do not add up to their years have none.
        self._quarterly = {s: c for s, c in shelf.quarterly.items() if doubted.isdisjoint((None, s.value))}
        self._lines: dict[tuple[Statement, Period], Line] = {}

    @property
    def currency(self) -> str | None:
        return self._measure.currency

    def quarters(self, statement: Statement) -> Line:
        """Newest first, None for one that is not there."""
        key = (statement, Period.QUARTER)
        if key not in self._lines:
            self._lines[key] = self._quarters(statement)
        return self._lines[key]

    def fiscal_years(self, statement: Statement) -> Line:
        """Annual reports, newest first, None for one that is not there."""
        key = (statement, Period.ANNUAL)
        if key not in self._lines:
            rows = [year.rows[statement][0] for year in self._fiscal_years if statement in year.rows]
            first = self._fiscal_years[0].end
            self._lines[key] = _line(rows, first, DAYS_A_YEAR, self._measure)
        return self._lines[key]

    def _quarters(self, statement: Statement) -> Line:
        """All statements count from the newest income statement, so that a metric never mixes quarters.

        Earnings per share are announced before the statements are filed, and count from their own newest.
        """
        column = self._quarterly.get(statement)
        newest = self._announced() if statement is Statement.EARNINGS else self._filed()
        if column is None or newest is None:
            return ()
        # Quarters that end long before the rated year are of a company that no longer reports them.
        if (self.years[0].end - newest).days > QUARTER_GAP_DAYS[1]:
            return ()
        return _line(column.rows[::-1], newest, DAYS_A_QUARTER, self._measure)

    def _filed(self) -> date | None:
        column = self._quarterly.get(Statement.INCOME) or self._quarterly.get(Statement.BALANCE)
        return column.rows[-1].report.fiscal_date if column else None

    def _announced(self) -> date | None:
        rows = self._quarterly.get(Statement.EARNINGS, EMPTY).rows
        told = (row for row in reversed(rows) if number(row.report.figures, "reported_eps") is not None)
        newest = next(told, None)
        return newest.report.fiscal_date if newest else None


def look_back(
    windows: Windows, shelf: Shelf, findings: Sequence[Finding], doubted: AbstractSet[str | None]
) -> LookBack:
    currency = next(iter(windows.years[0].currencies), None)
    return LookBack(windows, shelf, Measure(currency, _unit_since(findings)), doubted)


def _unit_since(findings: Sequence[Finding]) -> dict[Period, date]:
    since: dict[Period, date] = {}
    for finding in findings:
        if finding.code != UNIT_JUMP:
            continue
        kind, day = KINDS.get(str(finding.figures.get("period"))), business_day(finding.fiscal_date or "")
        if kind is not None and day is not None:
            since[kind] = max(day, since.get(kind, day))
    return since


def _years(windows: Windows, measure: Measure) -> tuple[TwelveMonths, ...]:
    """The latest is what the others are compared with."""
    kept = list(windows.years[:1])
    for year in windows.years[1:]:
        if not all(measure.fits(row) for rows in year.rows.values() for row in rows):
            break
        kept.append(year)
    return tuple(kept)


def _line(newest_first: Sequence[Row], first: date, step_days: float, measure: Measure) -> Line:
    line: list[Row | None] = []
    newest, longest = first.toordinal(), LONGEST_LINE
    for row in newest_first:
        days = newest - row.report.fiscal_date.toordinal()
        position = int(days / step_days + 0.5)
        if position < len(line) or days < -SAME_PERIOD_DAYS:
            continue
        off = days - position * step_days
        if not -OFF_DAYS <= off <= OFF_DAYS or position >= longest or not measure.fits(row):
            break
        if position > len(line):
            line += [None] * (position - len(line))
        line.append(row)
    return line

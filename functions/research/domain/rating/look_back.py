"""How far back a company's figures compare with its newest ones: in years, in quarters, in fiscal years.

Figures in another currency than the rated ones end the view, and so does the period in which units jumped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding
from functions.research.domain.periods import QUARTER_GAP_DAYS, SAME_PERIOD_DAYS, business_day
from functions.research.domain.rating.books import EMPTY, Column, Shelf
from functions.research.domain.rating.eligibility import UNIT_JUMP
from functions.research.domain.rating.windows import TwelveMonths, Windows
from functions.research.domain.statements import Period, Row, Statement

DAYS_A_QUARTER = 365.25 / 4
DAYS_A_YEAR = 365.25
# Years of 12, 12, 12 and 16 weeks shift quarter ends by up to three weeks; a moved year end shifts them by a
# month or two, and what lies before cannot be lined up.
OFF_DAYS = 25
LONGEST_LINE = 40
KINDS = {period.value: period for period in Period}

Line = Sequence[Row | None]


@dataclass(frozen=True, slots=True)
class LookBack:
    """Newest first. In `quarters` and `fiscal_years` a period that is not there is None.

    `years` are the rated twelve months and those before them.
    """

    years: Sequence[TwelveMonths]
    quarters: Mapping[Statement, Line]
    fiscal_years: Mapping[Statement, Line]
    currency: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures are measured in: the currency, and by kind of period since when in today's unit."""

    currency: str | None
    unit_since: Mapping[Period, date]

    def fits(self, row: Row) -> bool:
        report = row.report
        if self.currency and report.currency and report.currency != self.currency:
            return False
        since = self.unit_since.get(report.period)
        return since is None or (since - report.fiscal_date).days <= SAME_PERIOD_DAYS


def look_back(
    windows: Windows, shelf: Shelf, findings: Sequence[Finding], doubted: set[str | None]
) -> LookBack:
    """Statements whose quarters are `doubted` have none."""
    currency = next(iter(windows.years[0].currencies), None)
    measure = Measure(currency, _unit_since(findings))
    years = _years(windows, measure)
    quarterly = {s: c for s, c in shelf.quarterly.items() if doubted.isdisjoint((None, s.value))}
    return LookBack(
        years, _quarters(quarterly, years[0].end, measure), _fiscal_years(windows, shelf, measure), currency
    )


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


def _quarters(
    columns: Mapping[Statement, Column], rated_end: date, measure: Measure
) -> dict[Statement, Line]:
    """All statements count from the newest income statement, so that a metric never mixes quarters.

    Earnings per share are announced before the statements are filed, and count from their own newest.
    """
    filed = (columns.get(Statement.INCOME) or columns.get(Statement.BALANCE, EMPTY)).rows
    announced = columns.get(Statement.EARNINGS, EMPTY).rows
    told = (row for row in reversed(announced) if number(row.report.figures, "reported_eps") is not None)
    newest, newest_told = filed[-1] if filed else None, next(told, None)
    lines = {}
    for statement, column in columns.items():
        row = newest_told if statement is Statement.EARNINGS else newest
        # Quarters that end long before the rated year are of a company that no longer reports them.
        if row is not None and (rated_end - row.report.fiscal_date).days <= QUARTER_GAP_DAYS[1]:
            lines[statement] = _line(column.rows[::-1], row.report.fiscal_date, DAYS_A_QUARTER, measure)
    return lines


def _fiscal_years(windows: Windows, shelf: Shelf, measure: Measure) -> dict[Statement, Line]:
    years = windows.fiscal_years
    return {
        statement: _line(
            [year.rows[statement][0] for year in years if statement in year.rows],
            years[0].end,
            DAYS_A_YEAR,
            measure,
        )
        for statement in shelf.annual
    }


def _line(newest_first: Sequence[Row], first: date, step_days: float, measure: Measure) -> Line:
    line: list[Row | None] = []
    for row in newest_first:
        days = (first - row.report.fiscal_date).days
        position = round(days / step_days)
        if days < -SAME_PERIOD_DAYS or -1 < position < len(line):
            continue
        off = abs(days - position * step_days) > OFF_DAYS
        if off or position >= LONGEST_LINE or not measure.fits(row):
            break
        line += [None] * (position - len(line))
        line.append(row)
    return line

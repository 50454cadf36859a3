"""Which twelve months a rating speaks of: the last four quarters if they hold together, else the fiscal year.

Figures of a window come from one annual row per statement, or from the sum of four quarterly rows; balance
sheets from the row at its end. Rows whose dates differ by up to a week are one period.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from functions.research.domain.figures import number
from functions.research.domain.periods import is_quarter_gap, is_same_period, is_year_gap, without_repeats
from functions.research.domain.rating.books import EMPTY, Column, Shelf
from functions.research.domain.statements import Period, Row, Statement

QUARTERS = 4
# A 52-week year may end some days into the next month: February 3rd closes a January year.
SPILL_DAYS = 10
FLOWS = (Statement.INCOME, Statement.CASH_FLOW, Statement.EARNINGS)
# A year or quarter is there when one of these is; earnings per share alone make none.
DATED_BY = (Statement.INCOME, Statement.CASH_FLOW, Statement.BALANCE)
# Without these in every quarter the sum of four is not worth preferring to the annual report.
FLOW_ESSENTIALS = {
    Statement.INCOME: ("total_revenue", "net_income"),
    Statement.CASH_FLOW: ("operating_cashflow",),
}


@dataclass(slots=True)
class TwelveMonths:
    end: date
    rows: Mapping[Statement, tuple[Row, ...]]

    @property
    def currencies(self) -> set[str]:
        return {row.report.currency for rows in self.rows.values() for row in rows if row.report.currency}


@dataclass(frozen=True, slots=True)
class Windows:
    """`years` newest first: this year and the ones before it; a gap ends the list.

    `fiscal_years` are all annual reports from the last whole one on, newest first, gaps and all.
    """

    period: Period  # QUARTER: each year is the sum of four quarters
    years: tuple[TwelveMonths, ...]
    fiscal_years: tuple[TwelveMonths, ...]
    is_year_end_guessed: bool

    @property
    def basis(self) -> str:
        return "annual" if self.period is Period.ANNUAL else "ttm"


def fiscal_month(day: date) -> int:
    if day.day > SPILL_DAYS:
        return day.month
    return (day.month - 2) % 12 + 1


def choose(
    shelf: Shelf, year_end_month: int | None, *, quarters_add_up: bool, most_years: int
) -> Windows | None:
    """None when there is no annual report to start from. `most_years` counts the rated one."""
    fiscal_years, is_guessed = _fiscal_years(shelf.annual, year_end_month)
    if not fiscal_years:
        return None
    annual = _chain(fiscal_years, most_years)
    trailing = _trailing(shelf.quarterly, annual, most_years) if quarters_add_up else ()
    if trailing:
        return Windows(Period.QUARTER, trailing, fiscal_years, is_guessed)
    return Windows(Period.ANNUAL, annual, fiscal_years, is_guessed)


def _fiscal_years(
    columns: Mapping[Statement, Column], year_end_month: int | None
) -> tuple[tuple[TwelveMonths, ...], bool]:
    ends = {row.report.fiscal_date for s in DATED_BY if s in columns for row in columns[s].rows}
    days = without_repeats(ends)
    in_month = [day for day in days if fiscal_month(day) == year_end_month]
    is_guessed = year_end_month is not None and not in_month
    if days and not in_month:
        months = Counter(fiscal_month(day) for day in days)
        usual = max(
            months, key=lambda month: (months[month], max(d for d in days if fiscal_month(d) == month))
        )
        in_month = [day for day in days if fiscal_month(day) == usual]
    years = [_year_at(day, columns) for day in reversed(in_month)]
    # A year of which only a part has been filed or collected would hide the complete one before it.
    whole = (
        i for i, year in enumerate(years) if Statement.INCOME in year.rows and Statement.BALANCE in year.rows
    )
    return tuple(years[next(whole, 0) :]), is_guessed


def _year_at(day: date, columns: Mapping[Statement, Column]) -> TwelveMonths:
    rows = {}
    for statement, column in columns.items():
        row = column.at(day)
        if row is not None:
            rows[statement] = (row,)
    return TwelveMonths(day, rows)


def _chain(years: Sequence[TwelveMonths], most_years: int) -> tuple[TwelveMonths, ...]:
    chained = list(years[:1])
    for year in years[1:]:
        if len(chained) < most_years and is_year_gap((chained[-1].end - year.end).days):
            chained.append(year)
    return tuple(chained)


def _trailing(
    columns: Mapping[Statement, Column], annual: Sequence[TwelveMonths], most_years: int
) -> tuple[TwelveMonths, ...]:
    """Windows ending with a quarter after the last annual report; none when they could look back less far."""
    dated = (columns.get(s, EMPTY) for s in (Statement.INCOME, Statement.BALANCE))
    days = without_repeats({row.report.fiscal_date for column in dated for row in column.rows})
    for last in range(len(days) - 1, -1, -1):
        if days[last] <= annual[0].end or is_same_period(days[last], annual[0].end):
            break
        years = _years_back(last, days, columns, most_years)
        looks_back = len(annual) == 1 or (len(years) > 1 and _is_whole(years[1]))
        if _is_whole(years[0]) and looks_back:
            return years
    return ()


def _years_back(
    last: int, days: Sequence[date], columns: Mapping[Statement, Column], most_years: int
) -> tuple[TwelveMonths, ...]:
    years: list[TwelveMonths] = []
    position: int | None = last
    while position is not None and len(years) < most_years:
        end = days[position]
        years.append(_four_quarters(days[max(0, position - QUARTERS + 1) : position + 1], columns))
        earlier = range(position - 1, -1, -1)
        position = next((i for i in earlier if is_year_gap((end - days[i]).days)), None)
    return tuple(years)


def _four_quarters(days: Sequence[date], columns: Mapping[Statement, Column]) -> TwelveMonths:
    rows: dict[Statement, tuple[Row, ...]] = {}
    follow = all(is_quarter_gap((after - before).days) for before, after in pairwise(days))
    for statement in FLOWS if follow and len(days) == QUARTERS else ():
        column = columns.get(statement, EMPTY)
        found = tuple(row for row in map(column.at, days) if row is not None)
        if len(found) == QUARTERS:
            rows[statement] = found
    balance = columns.get(Statement.BALANCE, EMPTY).at(days[-1])
    if balance is not None:
        rows[Statement.BALANCE] = (balance,)
    return TwelveMonths(days[-1], rows)


def _is_whole(year: TwelveMonths) -> bool:
    if Statement.BALANCE not in year.rows:
        return False
    return all(
        statement in year.rows
        and all(
            number(row.report.figures, name) is not None for row in year.rows[statement] for name in names
        )
        for statement, names in FLOW_ESSENTIALS.items()
    )

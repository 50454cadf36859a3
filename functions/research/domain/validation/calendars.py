"""Do the statements of one company report the same periods on the same days?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.periods import is_same_period, without_repeats
from functions.research.domain.statements import Period, Statement
from functions.research.domain.validation.columns import Columns, column
from functions.research.domain.validation.evidence import KIND, TITLE, about

# EARNINGS reaches back decades further and dates quarters by month end, so it is left out of the comparison.
COMPARED = (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW)


def check_calendars(columns: Columns) -> Iterator[Finding]:
    for period in Period:
        days = {statement: column(columns, statement, period).days for statement in COMPARED}
        first, *others = days.values()
        if all(other == first for other in others):
            continue
        yield from _misaligned(columns, period)
        yield from _missing(period, days)


def _misaligned(columns: Columns, period: Period) -> Iterator[Finding]:
    """The income statement's date is the period's; a few days off is rounding, not another period."""
    income = column(columns, Statement.INCOME, period)
    for statement in (Statement.BALANCE, Statement.CASH_FLOW):
        for report in column(columns, statement, period).reports:
            near = income.at(report.fiscal_date)
            if near is not None and near.fiscal_date != report.fiscal_date:
                message = f"the income statement dates the same period {near.fiscal_date}"
                figures = {"income_statement_date": near.fiscal_date.isoformat()}
                yield about(report, "DATES_DISAGREE", message, figures, Severity.NOTE)


def _missing(period: Period, days_of: Mapping[Statement, Sequence[date]]) -> Iterator[Finding]:
    """Only inside the span all three statements cover: providers start each of them in another year."""
    if not all(days_of.values()):
        return
    first = max(min(days) for days in days_of.values())
    exact = {statement: set(days) for statement, days in days_of.items()}
    for day in without_repeats(chain.from_iterable(days_of.values())):
        if day < first and not is_same_period(day, first):
            continue
        for statement, days in days_of.items():
            if day in exact[statement] or any(is_same_period(other, day) for other in days):
                continue
            yield Finding(
                code="PERIOD_MISSING_IN_STATEMENT",
                severity=Severity.SOFT,
                message=f"no {KIND[period]} {TITLE[statement]} for {day}, which other statements cover",
                figures={"period": period.value},
                statement=statement.value,
                fiscal_date=day.isoformat(),
            )

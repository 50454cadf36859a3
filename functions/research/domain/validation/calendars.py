"""Do the statements of one company report the same periods on the same days?"""

from collections.abc import Iterator, Sequence
from datetime import date

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.periods import is_same_period, without_repeats
from functions.research.domain.statements import Period, Report, Statement
from functions.research.domain.validation.evidence import KIND, TITLE, about

# EARNINGS reaches back decades further and dates quarters by month end, so it is left out of the comparison.
COMPARED = (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW)


def check_calendars(reports: Sequence[Report]) -> Iterator[Finding]:
    for period in Period:
        of_kind = [r for r in reports if r.period is period and r.statement in COMPARED]
        by_statement = {s: [r for r in of_kind if r.statement is s] for s in COMPARED}
        yield from _misaligned(by_statement)
        yield from _missing(period, of_kind, by_statement)


def _misaligned(by_statement: dict[Statement, list[Report]]) -> Iterator[Finding]:
    """The income statement's date is the period's; a few days off is rounding, not another period."""
    income_dates = {r.fiscal_date for r in by_statement[Statement.INCOME]}
    for statement in (Statement.BALANCE, Statement.CASH_FLOW):
        for report in by_statement[statement]:
            if report.fiscal_date in income_dates:
                continue
            near = _nearest(income_dates, report.fiscal_date)
            if near is not None:
                message = f"the income statement dates the same period {near}"
                figures = {"income_statement_date": near.isoformat()}
                yield about(report, "DATES_DISAGREE", message, figures, Severity.NOTE)


def _nearest(days: set[date], day: date) -> date | None:
    near = [other for other in days if is_same_period(other, day)]
    return min(near, key=lambda other: (abs((other - day).days), other), default=None)


def _missing(
    period: Period, of_kind: Sequence[Report], by_statement: dict[Statement, list[Report]]
) -> Iterator[Finding]:
    """Only inside the span all three statements cover: providers start each of them in another year."""
    if not all(by_statement.values()):
        return
    first = max(min(r.fiscal_date for r in rows) for rows in by_statement.values())
    for day in without_repeats(r.fiscal_date for r in of_kind):
        if day < first and not is_same_period(day, first):
            continue
        for statement, rows in by_statement.items():
            if any(is_same_period(r.fiscal_date, day) for r in rows):
                continue
            yield Finding(
                code="PERIOD_MISSING_IN_STATEMENT",
                severity=Severity.SOFT,
                message=f"no {KIND[period]} {TITLE[statement]} for {day}, which other statements cover",
                figures={"period": period.value},
                statement=statement.value,
                fiscal_date=day.isoformat(),
            )

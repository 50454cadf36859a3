"""Do two statements give the same figure where they should?"""

import math
from bisect import bisect_left
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding
from functions.research.domain.periods import SAME_PERIOD_DAYS, is_quarter_gap
from functions.research.domain.statements import Period, Report, Statement
from functions.research.domain.validation.columns import Column, Columns, column
from functions.research.domain.validation.evidence import about, amount
from functions.research.domain.validation.reviewed import Reviewed

# Cash flow statements start from net income before minority interests and often before discontinued
# operations, so some distance is honest.
NET_INCOME_TOLERANCE = 0.05
# Profit near zero makes any distance look large: below this share of revenue it is not worth a word.
NET_INCOME_FLOOR = 0.005
# Restated quarters and year-end adjustments; more than this is a missing or doubled quarter.
QUARTER_SUM_TOLERANCE = 0.05
QUARTER_SUM_FLOOR = 0.01
QUARTERS = 4
# The last quarter of a year ends with it, give or take these days.
LATEST_OF_A_YEAR = timedelta(days=SAME_PERIOD_DAYS)

SUMMED = {Statement.INCOME: ("total_revenue", "net_income"), Statement.CASH_FLOW: ("operating_cashflow",)}


def check_agreement(columns: Columns, reviewed: Reviewed) -> Iterator[Finding]:
    """What is known of one company."""
    for period in Period:
        income = column(columns, Statement.INCOME, period)
        cash_flow = column(columns, Statement.CASH_FLOW, period)
        same = cash_flow.reports if income.days == cash_flow.days else list(map(cash_flow.at, income.days))
        yield from reviewed.pairs(_net_income, income.reports, same)
    income_years = column(columns, Statement.INCOME, Period.ANNUAL)
    for statement in SUMMED:
        years = column(columns, statement, Period.ANNUAL)
        quarters = column(columns, statement, Period.QUARTER)
        if years.reports and quarters.reports:
            yield from _check_sums(years, quarters, income_years, reviewed)


def _check_sums(
    years: Column, quarters: Column, income_years: Column, reviewed: Reviewed
) -> Iterator[Finding]:
    """Of years that agreed with their quarters, those are not asked again whose quarters cannot be others."""
    together = (years.reports, quarters.reports, income_years.reports)
    is_aligned, has_found = years.days == income_years.days, False
    first = 0
    if is_aligned:
        known, known_quarters, known_income = reviewed.settled(together)
        if known_quarters:
            newest = quarters.days[known_quarters - 1]
            first = min(known, known_income, bisect_left(years.days, newest - LATEST_OF_A_YEAR))
    for year in years.reports[first:]:
        parts = quarters.ending_with(year.fiscal_date, QUARTERS)
        if len(parts) == QUARTERS:
            for finding in reviewed.beside(_quarter_sums, year, (income_years.at(year.fiscal_date), *parts)):
                has_found = True
                yield finding
    if is_aligned and not has_found:
        reviewed.settle(together)


def _net_income(income: Report, cash_flow: Report) -> Iterator[Finding]:
    earned = number(income.figures, "net_income")
    started_from = number(cash_flow.figures, "net_income")
    if earned is None or started_from is None:
        return
    gap = abs(earned - started_from)
    floor = NET_INCOME_FLOOR * abs(number(income.figures, "total_revenue") or 0)
    if gap > max(NET_INCOME_TOLERANCE * max(abs(earned), abs(started_from)), floor):
        message = f"net income is {amount(earned)} here and {amount(started_from)} in the cash flow statement"
        figures = {"income_statement": earned, "cash_flow": started_from}
        yield about(income, "NET_INCOME_DISAGREES", message, figures)


def _quarter_sums(year: Report, income: Report | None, *parts: Report) -> Iterator[Finding]:
    """`income` is of the year, for its size; `parts` are its quarters, unless one of them is missing."""
    gaps = [(after.fiscal_date - before.fiscal_date).days for before, after in pairwise(parts)]
    if not all(is_quarter_gap(days) for days in gaps):
        return
    floor = QUARTER_SUM_FLOOR * abs(number(income.figures, "total_revenue") or 0) if income else 0.0
    for name in SUMMED[year.statement]:
        whole = number(year.figures, name)
        values = [value for part in parts if (value := number(part.figures, name)) is not None]
        if whole is None or len(values) != QUARTERS:
            continue
        total = math.fsum(values)
        if abs(total - whole) > max(QUARTER_SUM_TOLERANCE * abs(whole), floor):
            message = f"four quarters of {name} sum to {amount(total)}, the year says {amount(whole)}"
            yield about(year, "QUARTERS_DO_NOT_SUM", message, {"figure": name, "sum": total, "year": whole})

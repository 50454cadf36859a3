"""Do two statements give the same figure where they should?"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding
from functions.research.domain.periods import is_quarter_gap, is_same_period
from functions.research.domain.statements import Period, Report, Statement
from functions.research.domain.validation.evidence import about, amount

# Cash flow statements start from net income before minority interests and often before discontinued
# operations, so some distance is honest.
NET_INCOME_TOLERANCE = 0.05
# Profit near zero makes any distance look large: below this share of revenue it is not worth a word.
NET_INCOME_FLOOR = 0.005
# Restated quarters and year-end adjustments; more than this is a missing or doubled quarter.
QUARTER_SUM_TOLERANCE = 0.05
QUARTER_SUM_FLOOR = 0.01
QUARTERS = 4

SUMMED = (
    (Statement.INCOME, "total_revenue"),
    (Statement.INCOME, "net_income"),
    (Statement.CASH_FLOW, "operating_cashflow"),
)


def check_agreement(reports: Sequence[Report]) -> Iterator[Finding]:
    """`reports` are what is known of one company, oldest first."""
    income = [r for r in reports if r.statement is Statement.INCOME]
    cash_flow = [r for r in reports if r.statement is Statement.CASH_FLOW]
    for report in income:
        yield from _net_income(report, cash_flow)
    for statement, name in SUMMED:
        yield from _quarter_sums(income if statement is Statement.INCOME else cash_flow, income, name)


def _net_income(report: Report, cash_flow: Sequence[Report]) -> Iterator[Finding]:
    earned = number(report.figures, "net_income")
    other = _same_period(cash_flow, report)
    started_from = number(other.figures, "net_income") if other else None
    if earned is None or started_from is None:
        return
    gap = abs(earned - started_from)
    floor = NET_INCOME_FLOOR * abs(number(report.figures, "total_revenue") or 0)
    if gap > max(NET_INCOME_TOLERANCE * max(abs(earned), abs(started_from)), floor):
        message = f"net income is {amount(earned)} here and {amount(started_from)} in the cash flow statement"
        figures = {"income_statement": earned, "cash_flow": started_from}
        yield about(report, "NET_INCOME_DISAGREES", message, figures)


def _quarter_sums(reports: Sequence[Report], income: Sequence[Report], name: str) -> Iterator[Finding]:
    quarters = [r for r in reports if r.period is Period.QUARTER]
    for year in reports:
        whole = number(year.figures, name) if year.period is Period.ANNUAL else None
        parts = _quarters_of(year, quarters) if whole is not None else []
        values = [number(part.figures, name) for part in parts]
        if whole is None or len(parts) != QUARTERS or None in values:
            continue
        total = math.fsum(value for value in values if value is not None)
        scale = _same_period(income, year)
        floor = QUARTER_SUM_FLOOR * abs(number(scale.figures, "total_revenue") or 0) if scale else 0.0
        if abs(total - whole) > max(QUARTER_SUM_TOLERANCE * abs(whole), floor):
            message = f"four quarters of {name} sum to {amount(total)}, the year says {amount(whole)}"
            yield about(year, "QUARTERS_DO_NOT_SUM", message, {"figure": name, "sum": total, "year": whole})


def _quarters_of(year: Report, quarters: Sequence[Report]) -> list[Report]:
    """The four consecutive quarters that end with the year, oldest first; none when one is missing."""
    ending = [i for i, q in enumerate(quarters) if is_same_period(q.fiscal_date, year.fiscal_date)]
    if not ending or ending[-1] < QUARTERS - 1:
        return []
    last = ending[-1]
    chosen = list(quarters[last - QUARTERS + 1 : last + 1])
    gaps = [(b.fiscal_date - a.fiscal_date).days for a, b in pairwise(chosen)]
    return chosen if all(is_quarter_gap(days) for days in gaps) else []


def _same_period(reports: Sequence[Report], like: Report) -> Report | None:
    same = [r for r in reports if r.period is like.period and is_same_period(r.fiscal_date, like.fiscal_date)]
    return min(same, key=lambda r: abs((r.fiscal_date - like.fiscal_date).days), default=None)

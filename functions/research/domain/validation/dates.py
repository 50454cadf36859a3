"""Do periods follow each other as fiscal years and quarters do?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.periods import (
    QUARTER_GAP_DAYS,
    SAME_PERIOD_DAYS,
    YEAR_GAP_DAYS,
    is_quarter_gap,
)
from functions.research.domain.statements import Period, Report, Statement
from functions.research.domain.validation.evidence import about

# A changed fiscal year can leave ten months between two year ends; less is a half year passed off as a year.
SHORTEST_YEAR_DAYS = 300
# Companies that report twice a year, as many foreign ones do.
HALF_YEAR_GAP_DAYS = (170, 195)

Gap = Mapping[str, int | str]


def is_usual_gap(days: int, period: Period) -> bool:
    """Nothing is to be said of such a distance between two periods, whatever the others are."""
    if period is Period.ANNUAL:
        return SHORTEST_YEAR_DAYS <= days <= YEAR_GAP_DAYS[1]
    return is_quarter_gap(days)


def check_spacing(reports: Sequence[Report]) -> Iterator[Finding]:
    """`reports` are of one statement and one kind of period, oldest first."""
    gaps = [
        (before, after, (after.fiscal_date - before.fiscal_date).days) for before, after in pairwise(reports)
    ]
    half_years = sum(HALF_YEAR_GAP_DAYS[0] <= days <= HALF_YEAR_GAP_DAYS[1] for _, _, days in gaps)
    reports_half_yearly = half_years * 2 > len(gaps)
    for before, after, days in gaps:
        figures: Gap = {"days": days, "before": before.fiscal_date.isoformat()}
        since = f"{days} days after the one of {before.fiscal_date}"
        if days <= SAME_PERIOD_DAYS:
            yield about(after, "PERIOD_REPEATED", f"the same period again, {since}", figures)
        elif after.period is Period.ANNUAL:
            yield from _year(after, days, since, figures, is_newest=after is reports[-1])
        elif not is_quarter_gap(days) and not reports_half_yearly:
            yield from _quarter(after, days, since, figures)
    if reports and reports_half_yearly and reports[-1].period is Period.QUARTER:
        message = f"{half_years} of {len(gaps)} periods are half years"
        yield about(reports[-1], "HALF_YEAR_REPORTS", message, {"half_years": half_years}, Severity.NOTE)


def _year(after: Report, days: int, since: str, figures: Gap, *, is_newest: bool) -> Iterator[Finding]:
    if days < SHORTEST_YEAR_DAYS:
        # The provider sums the running year's quarters into a newest row of EARNINGS; it is not a year.
        if not (is_newest and after.statement is Statement.EARNINGS):
            yield about(after, "ANNUAL_ROWS_TOO_CLOSE", f"a year end {since}", figures)
    elif days > YEAR_GAP_DAYS[1]:
        yield about(after, "ANNUAL_ROW_MISSING", f"the next year end is {since}", figures)


def _quarter(after: Report, days: int, since: str, figures: Gap) -> Iterator[Finding]:
    if days < QUARTER_GAP_DAYS[0]:
        yield about(after, "QUARTER_ROWS_TOO_CLOSE", f"a quarter end {since}", figures)
    else:
        yield about(after, "QUARTER_MISSING", f"the next quarter end is {since}", figures)


def check_future(reports: Sequence[Report], today: date | None) -> Iterator[Finding]:
    if today is None:
        return
    future = [r for r in reports if r.fiscal_date > today]
    for report in future:
        message = f"the period ends after {today}"
        yield about(report, "FISCAL_DATE_IN_FUTURE", message, {"as_of": today.isoformat()})
    if future and len(future) == len(reports):
        yield Finding(
            code="ALL_PERIODS_IN_FUTURE",
            severity=Severity.HARD,
            message=f"all {len(reports)} periods end after {today}",
            figures={"periods": len(reports), "as_of": today.isoformat()},
            statement=reports[0].statement.value,
        )

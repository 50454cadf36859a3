"""How far apart fiscal periods lie, and which reports speak of the same one."""

from collections.abc import Iterable
from datetime import date

from functions.research.domain.statements import Report

# 52 weeks are 364 days and 53 are 371; calendar month ends add a few more.
YEAR_GAP_DAYS = (350, 380)
# Thirteen weeks or three calendar months; 77 are twelve weeks after a year end moved to its month end.
QUARTER_GAP_DAYS = (77, 100)
# Retailers with 12/12/12/16-week years close one quarter after 16 or 17 weeks.
LONG_QUARTER_GAP_DAYS = (105, 123)
# Providers round some statements of a 52-week year to the month end and others not.
SAME_PERIOD_DAYS = 7


def is_year_gap(days: int) -> bool:
    return YEAR_GAP_DAYS[0] <= days <= YEAR_GAP_DAYS[1]


def is_quarter_gap(days: int) -> bool:
    return (
        QUARTER_GAP_DAYS[0] <= days <= QUARTER_GAP_DAYS[1]
        or LONG_QUARTER_GAP_DAYS[0] <= days <= LONG_QUARTER_GAP_DAYS[1]
    )


def is_same_period(one: date, other: date) -> bool:
    return abs((one - other).days) <= SAME_PERIOD_DAYS


def is_blank(report: Report) -> bool:
    """Providers keep rows for periods they have no figures for."""
    for value in report.figures.values():  # noqa: SIM110  a generator costs more than the question
        if value is not None and not isinstance(value, str):
            return False
    return True


def business_day(as_of: str) -> date | None:
    """First ten characters of an ISO UTC moment; None when they are not a date."""
    try:
        return date.fromisoformat(as_of[:10])
    except ValueError:
        return None


def without_repeats(days: Iterable[date]) -> list[date]:
    """Oldest first, one date per period: of dates within a week of each other the newest is kept."""
    kept: list[date] = []
    for day in sorted(days, reverse=True):
        if not kept or (kept[-1] - day).days > SAME_PERIOD_DAYS:
            kept.append(day)
    return kept[::-1]

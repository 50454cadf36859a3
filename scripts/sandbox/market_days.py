"""Dates of a fiscal year and of the New York exchange."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

# A Wednesday; the newest filing among the real companies (MRVL) comes the day after.
DEFAULT_DAY = date(2026, 5, 27)

_CLOSED_DAYS = {
    2025: ((1, 1), (1, 20), (2, 17), (4, 18), (5, 26), (6, 19), (7, 4), (9, 1), (11, 27), (12, 25)),
    2026: ((1, 1), (1, 19), (2, 16), (4, 3), (5, 25), (6, 19), (7, 3), (9, 7), (11, 26), (12, 25)),
}
_CLOSED = frozenset(date(year, *day) for year, days in _CLOSED_DAYS.items() for day in days)
_SATURDAY = 5


def is_trading_day(day: date) -> bool:
    """Weekends and the holidays of 2025 and 2026 are closed; earlier and later years know weekends only."""
    return day.weekday() < _SATURDAY and day not in _CLOSED


def next_trading_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_trading_day(day):
        day += timedelta(days=1)
    return day


def trading_days(last: date, count: int) -> list[date]:
    """`count` trading days up to and including `last` (or the last one before it), oldest first."""
    days: list[date] = []
    while len(days) < count:
        if is_trading_day(last):
            days.append(last)
        last -= timedelta(days=1)
    return days[::-1]


def bar_timestamp(day: date) -> str:
    """Midnight in New York as ISO UTC, which is how the broker dates a daily bar."""
    return (
        f"{day}T{'04' if _first_summer_day(day.year) <= day < _first_winter_day(day.year) else '05'}:00:00Z"
    )


def _first_summer_day(year: int) -> date:
    return _sunday_on_or_after(date(year, 3, 8)) + timedelta(days=1)


def _first_winter_day(year: int) -> date:
    return _sunday_on_or_after(date(year, 11, 1)) + timedelta(days=1)


def _sunday_on_or_after(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_before(end: date, months: int) -> date:
    """The month end `months` before the month of `end`."""
    index = end.year * 12 + end.month - 1 - months
    return month_end(index // 12, index % 12 + 1)


def provider_fiscal_date(period_end: date) -> date:
    """AlphaVantage dates every period at a month end: 2025-09-27 is 2025-09-30, 2026-05-02 is 2026-04-30."""
    first_days_belong_to_the_month_before = 7
    if period_end.day <= first_days_belong_to_the_month_before:
        return period_end.replace(day=1) - timedelta(days=1)
    return month_end(period_end.year, period_end.month)


def quarter_ends(fiscal_year_end_month: int, newest: date, count: int) -> Iterator[date]:
    """`count` fiscal quarter ends up to `newest`, oldest first."""
    first = newest
    while (first.month - fiscal_year_end_month) % 3 or month_end(first.year, first.month) > newest:
        first = months_before(first, 1)
    first = month_end(first.year, first.month)
    return (months_before(first, 3 * back) for back in range(count - 1, -1, -1))

"""When the New York exchanges trade, from their published rules; no list of dates to keep up to date."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

_MONDAY, _THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 3, 4, 5, 6
_OPENS, _CLOSES, _CLOSES_EARLY = time(9, 30), time(16), time(13)
_JUNETEENTH_SINCE = 2022


@dataclass(frozen=True, slots=True)
class Session:
    opens_at: datetime  # UTC
    closes_at: datetime


def session_on(day: date) -> Session | None:
    """None on weekends and holidays."""
    if day.weekday() >= _SATURDAY or day in _holidays(day.year):
        return None
    closes = _CLOSES_EARLY if day in _early_closes(day.year) else _CLOSES
    return Session(_new_york(day, _OPENS), _new_york(day, closes))


def is_open(moment: datetime) -> bool:
    # No session crosses midnight UTC.
    session = session_on(moment.astimezone(UTC).date())
    return session is not None and session.opens_at <= moment < session.closes_at


def last_close_of_day_order(received: datetime) -> datetime:
    """A day order lives until the close of the session it is in, or of the next one."""
    day = received.astimezone(UTC).date()
    while True:
        session = session_on(day)
        if session is not None and received < session.closes_at:
            return session.closes_at
        day += timedelta(days=1)


def trading_days_between(first: date, last: date) -> int:
    """Sessions after `first` up to and including `last`."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(1 for day in days if session_on(day))


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    fixed = [date(year, 7, 4), date(year, 12, 25)]
    if year >= _JUNETEENTH_SINCE:
        fixed.append(date(year, 6, 19))
    days = {_observed(day) for day in fixed}
    new_year = date(year, 1, 1)
    # A Saturday's New Year is not moved back into the old year.
    if new_year.weekday() != _SATURDAY:
        days.add(_observed(new_year))
    days |= {
        _nth(year, 1, _MONDAY, 3),  # Martin Luther King
        _nth(year, 2, _MONDAY, 3),  # Washington
        _easter(year) - timedelta(days=2),  # Good Friday
        _last(year, 5, _MONDAY),  # Memorial
        _nth(year, 9, _MONDAY, 1),  # Labor
        _nth(year, 11, _THURSDAY, 4),  # Thanksgiving
    }
    return frozenset(days)


@lru_cache(maxsize=16)
def _early_closes(year: int) -> frozenset[date]:
    """Before Independence Day and Christmas when that is Monday to Thursday, and after Thanksgiving."""
    eves = {day for day in (date(year, 7, 3), date(year, 12, 24)) if day.weekday() < _FRIDAY}
    return frozenset(eves | {_nth(year, 11, _THURSDAY, 4) + timedelta(days=1)})


def _observed(day: date) -> date:
    moved = {_SATURDAY: -1, _SUNDAY: 1}
    return day + timedelta(days=moved.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last(year: int, month: int, weekday: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)


def _easter(year: int) -> date:
    """Gauss's rule in the anonymous Gregorian form; exact for every year of the calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _new_york(day: date, at: time) -> datetime:
    """No session begins or ends in the hour in which the clocks change."""
    summer = _nth(day.year, 3, _SUNDAY, 2) <= day < _nth(day.year, 11, _SUNDAY, 1)
    return datetime.combine(day, at, UTC) + timedelta(hours=4 if summer else 5)

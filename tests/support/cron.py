"""When an EventBridge cron expression fires. Weekdays are counted as EventBridge does: SUN is 1."""

from datetime import datetime, timedelta

DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


def firings(expression, since, days):
    """Every moment of the next `days` days from `since` (a midnight, UTC) on."""
    minute, hour, day_of_month, month, day_of_week, year = fields(expression)
    if (day_of_month == "?") == (day_of_week == "?"):
        raise ValueError(f"{expression}: expected exactly one `?`, in one of the two day fields")
    if (month, year) != ("*", "*"):
        raise ValueError(f"{expression}: expected every month of every year")
    minutes, hours = numbers(minute, range(60)), numbers(hour, range(24))
    for day in (since + timedelta(days=n) for n in range(days)):
        weekday = (day.weekday() + 1) % 7 + 1
        fits = (
            weekday in numbers(named_days(day_of_week), range(1, 8))
            if day_of_month == "?"
            else day.day in numbers(day_of_month, range(1, 32))
        )
        if fits:
            yield from (day + timedelta(hours=h, minutes=m) for h in hours for m in minutes)


def fields(expression):
    found = expression.removeprefix("cron(").removesuffix(")").split()
    if len(found) != 6:
        raise ValueError(f"{expression}: expected six fields, got {len(found)}")
    return found


def named_days(text):
    for number, name in enumerate(DAYS, start=1):
        text = text.replace(name, str(number))
    return text


def numbers(text, every):
    if text == "*":
        return list(every)
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def at_midnight(text):
    return datetime.fromisoformat(f"{text}T00:00:00+00:00")

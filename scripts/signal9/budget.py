"""The day's provider calls: used, kept and limit, in the minute and in the day, by who asks for them."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from functions.research import wiring
from functions.research.domain.call_usage import Usage
from scripts.signal9.days import end_of, now
from scripts.signal9.failures import NotFound
from scripts.signal9.rating_table import section


def usage_of(day: str) -> Usage | None:
    """As of now for today, else of the end of the day; None for a day the ledger has left behind."""
    moment = now()
    usage = wiring.ledger(day).snapshot(moment if moment[:10] == day else end_of(day))
    return usage if usage.day == day else None


def kept_usage(day: str) -> Usage:
    usage = usage_of(day)
    if usage is None:
        raise NotFound(f"CallsNotKept: calls are counted for a key's newest day only, which {day} is not")
    return usage


def document(usage: Usage) -> dict[str, Any]:
    return {
        **asdict(usage),
        "by_class": {call_class.value: asdict(of_class) for call_class, of_class in usage.by_class.items()},
    }


def in_words(usage: Usage) -> str:
    """Two lines: the day and the minute against their limits, and who used the calls."""
    per_day = (
        f"{usage.day_used} today"
        if usage.day_limit is None
        else f"{usage.day_used} of {usage.day_limit} today"
    )
    limit = " (no daily limit)" if usage.day_limit is None else ""
    shares = (
        f"{call_class.value.replace('_', ' ')} {of_class.used}"
        + (f" (reserved {of_class.reserved})" if of_class.reserved else "")
        for call_class, of_class in usage.by_class.items()
    )
    minute = f"{usage.minute_used} of {usage.minute_limit} in the last minute"
    return f"Provider calls, plan {usage.plan}: {per_day}{limit}, {minute}\n  {', '.join(shares)}"


def print_usage(console: Console, usage: Usage) -> None:
    per_day = "no daily limit" if usage.day_limit is None else f"{usage.day_limit} a day"
    table = section(
        f"Provider calls of {usage.day}, plan {usage.plan}: {usage.minute_limit} a minute, {per_day}"
    )
    table.add_column("", no_wrap=True, ratio=1)
    is_shared = any(of_class.reserved for of_class in usage.by_class.values())
    for name in ("Used", "Limit", *(("Reserved", "Kept for it") if is_shared else ())):
        table.add_column(name, justify="right", no_wrap=True)
    for call_class, of_class in usage.by_class.items():
        shares = (str(of_class.reserved), str(of_class.kept)) if of_class.reserved else ()
        table.add_row(call_class.value.replace("_", " "), str(of_class.used), "", *shares)
    table.add_row("the day", str(usage.day_used), str(usage.day_limit or "none"))
    table.add_row("the last minute", str(usage.minute_used), str(usage.minute_limit))
    console.print(table)
    if usage.is_spent:
        console.print("The provider says that the day is spent.", style="yellow")
    if usage.open_reservations:
        left = sum(r.calls_granted + r.calls_left for r in usage.open_reservations)
        console.print(f"{left} of these calls are in workers' hands at the moment.")

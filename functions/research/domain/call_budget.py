"""Whether a worker may call the provider now, later today, or tomorrow.

Calls are counted before they are made. A grant fills the minute from the moment it is given until 60 s after
it is settled, so the provider never sees more than the plan allows in any 60 s, wherever inside the grant the
calls fall. The price: 60 / (60 + seconds held) of a minute's calls can be used; settle right after the last
answer, before storing anything. The workers' clocks are taken to agree.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Self

from functions.research.domain.call_window import COUNTED_SECONDS, LEASE_SECONDS, PAUSE_SECONDS, Hold, Window
from functions.research.domain.plans import CallClass, Plan

# Hours (UTC) of the day's own runs: what they did not use is anybody's afterwards.
_CALENDAR_RELEASED_AT_HOUR = 6
_EARNINGS_RELEASED_AT_HOUR = 7


@dataclass(frozen=True, slots=True)
class Ask:
    """`reservation_id` stays the same when a paused reservation goes on or a crashed worker is retried."""

    reservation_id: str
    call_class: CallClass
    calls: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Wall-clock seconds for the minute; the business day and hour (UTC) for the day's budget."""

    now_seconds: float
    day: str
    hour: int

    @classmethod
    def of(cls, as_of: str, now_seconds: float) -> Self:
        return cls(now_seconds, as_of[:10], int(as_of[11:13]))


@dataclass(frozen=True, slots=True)
class Granted:
    """Make at most `calls` calls, none after `lease_ends_at` (epoch seconds), then settle or pause.

    `calls_left` are kept in the day's budget: pause, and ask for them again with the same reservation id.
    """

    calls: int
    calls_left: int
    lease_ends_at: int


@dataclass(frozen=True, slots=True)
class Throttled:
    retry_after_seconds: int


@dataclass(frozen=True, slots=True)
class BudgetSpent:
    until_day: str


Answer = Granted | Throttled | BudgetSpent


def reserve(window: Window, plan: Plan, ask: Ask, moment: Moment) -> tuple[Window, Answer]:
    """The day pays for all calls asked for, the minute for those that may be made now.

    A plan with spacing grants one call at a time to one worker at a time. Asking again with the id of a grant
    that was never settled means that its worker died: the calls it was granted count as made.
    """
    _require_possible(plan, ask)
    current = window.at(moment.now_seconds).on_day(moment.day)
    held = current.holds.get(ask.reservation_id)
    if held and held.granted:
        current = settle(current, ask.reservation_id, held.granted, moment.now_seconds)
        held = None
    others = current.without_hold(ask.reservation_id)

    if others.is_spent or not _fits_today(others, plan, ask, moment):
        return current, BudgetSpent(_day_after(current.day))
    calls = min(ask.calls, _room_now(others, plan, moment.now_seconds))
    if calls <= 0:
        return current, Throttled(_seconds_until_room(others, plan, moment.now_seconds))
    granted = Hold(ask.call_class, calls, ask.calls - calls, int(moment.now_seconds) + LEASE_SECONDS)
    answer = Granted(calls, granted.left, granted.lease_ends_at)
    return others.with_hold(ask.reservation_id, granted), answer


def settle(window: Window, reservation_id: str, calls_made: int, now_seconds: float) -> Window:
    """Count the calls made and give back the rest, failed calls included among those made.

    After the lease this changes nothing: all granted calls were counted when it ended.
    """
    _require_count(reservation_id, calls_made)
    current = window.at(now_seconds)
    hold = current.holds.get(reservation_id)
    if hold is None:
        return current
    return current.without_hold(reservation_id).with_calls(hold.call_class, calls_made, now_seconds)


def pause(window: Window, reservation_id: str, calls_made: int, now_seconds: float) -> Window:
    """Settle, but keep the calls not made in the day's budget, to be asked for again with the same id."""
    current = settle(window, reservation_id, calls_made, now_seconds)
    hold = window.at(now_seconds).holds.get(reservation_id)
    calls_left = hold.granted + hold.left - calls_made if hold else 0
    if hold is None or calls_left <= 0:
        return current
    return current.with_hold(
        reservation_id, Hold(hold.call_class, 0, calls_left, int(now_seconds) + PAUSE_SECONDS)
    )


def exhausted(window: Window, day: str) -> Window:
    """The provider said that the day is spent, whatever was counted here; it knows better."""
    return replace(window.on_day(day), is_spent=True)


def kept_for(window: Window, plan: Plan, call_class: CallClass, hour: int) -> int:
    """Calls of the day that nobody else may take at this hour.

    As every other class leaves these alone, a class finds its own reservation whenever it comes for it.
    """
    reserved = plan.reservations.get(call_class, 0)
    used = window.calls_in_day(call_class)
    if call_class is CallClass.REGULAR:
        used += window.calls_in_day(CallClass.ON_DEMAND)
    unspent = max(0, reserved - used)
    if call_class is CallClass.CALENDAR and hour >= _CALENDAR_RELEASED_AT_HOUR:
        return 0
    if call_class is CallClass.EARNINGS and hour >= _EARNINGS_RELEASED_AT_HOUR:
        return 0
    if call_class is CallClass.NEWS:
        return min(unspent, sum(slot >= hour for slot in range(0, 24, plan.news_every_hours)))
    return unspent


def _fits_today(window: Window, plan: Plan, ask: Ask, moment: Moment) -> bool:
    """Whether the day still has, after this ask, what is kept for every class."""
    if plan.calls_per_day is None:
        return True
    # A run of an earlier day has no claim on what this day's hours have released.
    hour = moment.hour if moment.day >= window.day else 0
    after = window.with_hold(ask.reservation_id, Hold(ask.call_class, 0, ask.calls, 0))
    # The news call asked for is this hour's, so news keeps only those of later hours.
    news_hour = hour + 1 if ask.call_class is CallClass.NEWS else hour
    kept = sum(kept_for(after, plan, c, news_hour if c is CallClass.NEWS else hour) for c in CallClass)
    return after.calls_in_day() + kept <= plan.calls_per_day


def _room_now(window: Window, plan: Plan, now_seconds: float) -> int:
    room = plan.calls_per_minute - window.calls_in_minute()
    if not plan.spacing_seconds:
        return room
    return min(room, 1) if _spaced_from(window, plan) <= now_seconds else 0


def _spaced_from(window: Window, plan: Plan) -> float:
    """Seconds rounded up: a settle of 10.9 s is remembered as 10."""
    if any(hold.granted for hold in window.holds.values()):
        return float("inf")
    return max(window.settled_by_second, default=-COUNTED_SECONDS) + 1 + plan.spacing_seconds


def _seconds_until_room(window: Window, plan: Plan, now_seconds: float) -> int:
    if window.calls_in_minute() < plan.calls_per_minute:
        return ceil(plan.spacing_seconds)
    # With every call still in a worker's hands, the first to leave the minute is one that is settled now.
    oldest = min(window.settled_by_second, default=int(now_seconds))
    return max(1, ceil(oldest + COUNTED_SECONDS - now_seconds))


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _require_possible(plan: Plan, ask: Ask) -> None:
    if ask.calls < 1:
        raise ValueError(f"{ask.reservation_id}: {ask.calls} calls asked for; ask for at least 1")
    if plan.calls_per_day is not None and ask.calls > plan.calls_per_day:
        raise ValueError(
            f"{ask.reservation_id}: {ask.calls} calls asked for, but plan {plan.name} has"
            f" {plan.calls_per_day} a day; ask for them in parts"
        )


def _require_count(reservation_id: str, calls_made: int) -> None:
    if calls_made < 0:
        raise ValueError(f"{reservation_id}: {calls_made} calls made; expected 0 or more")

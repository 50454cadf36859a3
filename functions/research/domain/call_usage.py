"""How much of a plan is used and by whom, for the people who ask."""

from dataclasses import dataclass

from functions.research.domain.call_budget import Moment, kept_for
from functions.research.domain.call_window import Window
from functions.research.domain.plans import CallClass, Plan


@dataclass(frozen=True, slots=True)
class ClassUsage:
    used: int  # calls made or held today
    reserved: int
    kept: int  # what others must still leave alone at this hour


@dataclass(frozen=True, slots=True)
class OpenReservation:
    reservation_id: str
    call_class: CallClass
    calls_granted: int  # 0 while it is paused
    calls_left: int
    lease_ends_at: int


@dataclass(frozen=True, slots=True)
class Usage:
    plan: str
    day: str
    is_spent: bool  # by the provider's own word
    minute_used: int
    minute_limit: int
    day_used: int
    day_limit: int | None
    by_class: dict[CallClass, ClassUsage]
    open_reservations: tuple[OpenReservation, ...]


def usage(window: Window, plan: Plan, moment: Moment) -> Usage:
    current = window.at(moment.now_seconds).on_day(moment.day)
    return Usage(
        plan=plan.name,
        day=current.day,
        is_spent=current.is_spent,
        minute_used=current.calls_in_minute(),
        minute_limit=plan.calls_per_minute,
        day_used=current.calls_in_day(),
        day_limit=plan.calls_per_day,
        by_class={
            call_class: ClassUsage(
                used=current.calls_in_day(call_class),
                reserved=plan.reservations.get(call_class, 0),
                kept=kept_for(current, plan, call_class, moment.hour),
            )
            for call_class in CallClass
        },
        open_reservations=tuple(
            OpenReservation(reservation_id, hold.call_class, hold.granted, hold.left, hold.lease_ends_at)
            for reservation_id, hold in sorted(current.holds.items())
        ),
    )

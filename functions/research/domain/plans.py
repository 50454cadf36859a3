"""What a provider's key may call: published limits and how a scarce day is shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique


@unique
class CallClass(StrEnum):
    """Who asks for calls; a day's budget is shared between these."""

    CALENDAR = "calendar"
    NEWS = "news"
    EARNINGS = "earnings"
    REGULAR = "regular"
    ON_DEMAND = "on_demand"


@dataclass(frozen=True, slots=True)
class Plan:
    name: str
    calls_per_minute: int
    calls_per_day: int | None
    # The provider answers a faster second call with a notice instead of data; 0 where it does not.
    spacing_seconds: float
    has_transcripts: bool
    news_every_hours: int
    # A company without a new quarter is still collected whole after this many days, to find restatements.
    recollect_after_days: int
    # Calls of the day that only this class may use until they are released; empty without a day cap.
    reservations: Mapping[CallClass, int] = field(default_factory=dict)


FREE = Plan(
    name="free",
    calls_per_minute=5,
    calls_per_day=25,
    spacing_seconds=1.1,
    has_transcripts=False,
    news_every_hours=4,
    # Every new quarter brings a whole collection anyway; a monthly one of 500 companies takes 83 calls a day.
    recollect_after_days=100,
    reservations={
        CallClass.CALENDAR: 1,
        CallClass.NEWS: 6,
        CallClass.EARNINGS: 12,
        CallClass.REGULAR: 6,
    },
)


def _premium(calls_per_minute: int) -> Plan:
    return Plan(
        name=f"premium-{calls_per_minute}",
        calls_per_minute=calls_per_minute,
        calls_per_day=None,
        spacing_seconds=0,
        has_transcripts=True,
        news_every_hours=1,
        recollect_after_days=30,
    )


PLANS: Mapping[str, Plan] = {
    plan.name: plan for plan in (FREE, *(_premium(calls) for calls in (75, 150, 300, 600, 1200)))
}


class UnknownPlan(ValueError):
    """The provider's secret names a plan that is not described here; a person must correct one of them."""


def plan_named(name: str) -> Plan:
    if name not in PLANS:
        raise UnknownPlan(
            f"plan {name!r}: expected one of {', '.join(PLANS)}; set `plan` in the provider's secret"
        )
    return PLANS[name]

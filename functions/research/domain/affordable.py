"""How far down the line a day's calls reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from functions.research.domain.call_usage import Usage
from functions.research.domain.planner import Choice
from functions.research.domain.plans import CallClass, Plan
from functions.research.domain.probe import calls_needed


@dataclass(frozen=True, slots=True)
class Visit:
    """Why and at whose expense the assets are visited."""

    trigger: str
    call_class: CallClass
    plan: Plan


def calls_for(usage: Usage, call_class: CallClass) -> int | None:
    """Calls a class may still make today; None where the day has no cap."""
    if usage.is_spent:
        return 0
    if usage.day_limit is None:
        return None
    kept_by_others = sum(share.kept for other, share in usage.by_class.items() if other is not call_class)
    return max(0, usage.day_limit - usage.day_used - kept_by_others)


def within_calls(
    chosen: Sequence[Choice], stored_quarters: Mapping[str, date | None], visit: Visit, usage: Usage
) -> tuple[Choice, ...]:
    """The front of the line that the day's calls can certainly begin with.

    Workers go through a run side by side; starting more than the calls allow would give them to whoever asks
    first instead of to whoever comes first.
    """
    available = calls_for(usage, visit.call_class)
    if available is None:
        return tuple(chosen)
    reached = []
    for choice in chosen:
        available -= calls_needed(visit.trigger, visit.plan, stored_quarters[choice.symbol]).certain
        if available < 0:
            break
        reached.append(choice)
    return tuple(reached)

"""Whether one call can spare an asset the other four.

The profile (OVERVIEW) names the latest quarter the provider has. While that is the quarter already stored,
the statements can differ only by a restatement; for those everything is collected again from time to time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum, unique

from functions.research.domain.plans import Plan

# The provider's calendar and profile round a quarter's end to the month; companies with 52 weeks do not.
QUARTER_TOLERANCE = timedelta(days=15)
_PROFILE_CALLS = 1
_FULL_CALLS = 5
_TRANSCRIPT_CALLS = 1


@unique
class FullCollection(StrEnum):
    """Why everything is collected."""

    FIRST = "first"
    NEW_QUARTER = "new_quarter"
    RESTATEMENTS = "restatements"


@dataclass(frozen=True, slots=True)
class CallsNeeded:
    first: int
    # Only if the profile shows something new.
    then: int


def calls_needed(
    trigger: str, plan: Plan, *, newest_stored_quarter: date | None, last_full_collection: str, as_of: str
) -> CallsNeeded:
    """Calls to reserve before anything is asked, and after the profile.

    A regular visit probes. One for earnings does so only where the day is capped: statements follow a report
    by days, and asking for them in vain costs five calls of twenty-five. Nobody waits for a probe otherwise.
    """
    full = _FULL_CALLS + (_TRANSCRIPT_CALLS if plan.has_transcripts else 0)
    is_capped = plan.calls_per_day is not None
    may_probe = trigger == "regular" or (trigger == "earnings" and is_capped)
    is_due = newest_stored_quarter is None or _is_recollection_due(last_full_collection, as_of, plan)
    if is_due or not may_probe:
        return CallsNeeded(first=full, then=0)
    return CallsNeeded(first=_PROFILE_CALLS, then=full - _PROFILE_CALLS)


def needs_full_collection(
    latest_quarter: date | None,
    newest_stored_quarter: date | None,
    *,
    last_full_collection: str,
    as_of: str,
    plan: Plan,
) -> FullCollection | None:
    """`latest_quarter` as the profile has it now; a profile without one tells nothing about the quarter."""
    if newest_stored_quarter is None:
        return FullCollection.FIRST
    if latest_quarter is not None and latest_quarter - newest_stored_quarter > QUARTER_TOLERANCE:
        return FullCollection.NEW_QUARTER
    if _is_recollection_due(last_full_collection, as_of, plan):
        return FullCollection.RESTATEMENTS
    return None


def _is_recollection_due(last_full_collection: str, as_of: str, plan: Plan) -> bool:
    age = moment(as_of) - moment(last_full_collection)
    return age >= timedelta(days=plan.recollect_after_days)


def moment(iso: str) -> datetime:
    """ISO UTC with seconds and Z."""
    return datetime.strptime(iso, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

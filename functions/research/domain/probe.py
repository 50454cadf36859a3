"""Whether one call can spare an asset the other four.

The profile (OVERVIEW) names the latest quarter the provider has. While that is the quarter already stored,
the statements can differ only by a restatement; for those everything is collected again from time to time.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    """Reserve `at_most`, make the `certain` ones, and give the rest back if the profile shows nothing new."""

    certain: int
    at_most: int


def calls_needed(trigger: str, plan: Plan, newest_stored_quarter: date | None) -> CallsNeeded:
    """A regular visit probes.

    One for earnings does so only where the day is capped: statements follow a report by days, and asking for
    them in vain costs five calls of twenty-five. Where calls are plenty nobody waits for a probe.

    All calls are reserved before the probe, because a probe that finds news and cannot go on is a call lost.
    At the end of a day, when they do not fit any more, a regular visit may still reserve the certain ones.
    """
    full = _FULL_CALLS + (_TRANSCRIPT_CALLS if plan.has_transcripts else 0)
    is_probed = trigger == "regular" or (trigger == "earnings" and plan.calls_per_day is not None)
    if newest_stored_quarter is None or not is_probed:
        return CallsNeeded(certain=full, at_most=full)
    return CallsNeeded(certain=_PROFILE_CALLS, at_most=full)


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
    if moment(as_of) - moment(last_full_collection) >= timedelta(days=plan.recollect_after_days):
        return FullCollection.RESTATEMENTS
    return None


def moment(iso: str) -> datetime:
    """ISO UTC with seconds and Z."""
    return datetime.fromisoformat(iso)

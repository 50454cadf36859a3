"""Which business day a command speaks of."""

from datetime import UTC, date, datetime

from functions.research import wiring
from functions.research.domain.jobs import JOBS
from scripts.signal9.failures import NotADay, NotFound


def asked_or_newest(day: str | None) -> str:
    return checked(day) if day else newest()


def checked(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise NotADay(day) from None


def newest() -> str:
    """The newest day on which a job succeeded."""
    days = [moment[:10] for job in JOBS if (moment := wiring.run_log().last_success(job))]
    if not days:
        raise NotFound("NoDayRan: no job of any day has succeeded yet; run one with `signal9 day run`")
    return max(days)


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of(day: str) -> str:
    return f"{day}T23:59:59Z"

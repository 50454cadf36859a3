"""The scheduled jobs, the workflow each starts, and the names executions get."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    workflow: str
    hour_utc: int | None  # None: every hour
    input: dict[str, str] = field(default_factory=dict)


JOBS = {
    job.name: job
    for job in (
        Job("asset-sync", "AssetSync", 4),
        Job("earnings-calendar-sync", "EarningsCalendarSync", 5),
        # A rating sees what was synced before its own moment.
        Job("news-sentiment-sync", "NewsSentimentSync", None),
        Job("earnings-pollenation", "Pollenation", 6, {"trigger_type": "earnings"}),
        Job("regular-pollenation", "Pollenation", 7, {"trigger_type": "regular"}),
        Job("track-record", "TrackRecord", 8),
    )
}


class UnknownJob(ValueError):
    """Nothing is scheduled under this name."""


def job_named(name: str) -> Job:
    if name not in JOBS:
        raise UnknownJob(f"job {name!r}: expected one of {', '.join(JOBS)}")
    return JOBS[name]


def execution_name(job: Job, as_of: str) -> str:
    """The same for every start in a slot: `regular-pollenation-2026-11-20`, hourly ones with the hour."""
    return f"{job.name}-{as_of[:10]}" + (f"T{as_of[11:13]}" if job.hour_utc is None else "")

"""How far a day is: its jobs, its analyses, and who waits for calls."""

from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from functions.research import wiring
from functions.research.domain.jobs import JOBS, Job, execution_name
from scripts.signal9.connection import Connection
from scripts.signal9.day import FAILED, as_of, unanalysed
from scripts.signal9.day_report import print_waiting, waiting_of
from scripts.signal9.days import checked
from scripts.signal9.rating_table import section, shortened
from scripts.signal9.recorded import print_not_mended
from scripts.signal9.runs import Execution, executions_of, newest_day

NOT_STARTED = "NOT_STARTED"


@dataclass(frozen=True, slots=True)
class JobStanding:
    job: Job
    execution: Execution | None  # the newest attempt

    @property
    def status(self) -> str:
        return self.execution.status if self.execution else NOT_STARTED


@dataclass(frozen=True, slots=True)
class DayStanding:
    day: str
    jobs: list[JobStanding]
    to_analyse: int
    pending: list[str]
    waiting: dict[str, list[str]]
    failures: list[dict[str, Any]]

    @property
    def failed_jobs(self) -> list[str]:
        return [standing.job.name for standing in self.jobs if standing.status in FAILED]

    def document(self) -> dict[str, Any]:
        return {
            "day": self.day,
            "jobs": [
                {
                    "job": standing.job.name,
                    "status": standing.status,
                    "execution": standing.execution.document() if standing.execution else None,
                }
                for standing in self.jobs
            ],
            "analysis": {"assets": self.to_analyse, "pending": self.pending},
            "waiting": self.waiting,
            "failures": self.failures,
        }


def day_standing(connection: Connection, asked: str | None) -> DayStanding:
    day = checked(asked) if asked else newest_day(connection)
    executions = executions_of(connection, day)
    return DayStanding(
        day,
        [JobStanding(job, _newest_attempt(executions, job, day)) for job in JOBS.values()],
        to_analyse=sum(bool(asset.get("needs_analysis")) for asset in wiring.run_log().assets_of(day)),
        pending=sorted(asset["symbol"] for asset in unanalysed(day)),
        waiting=waiting_of(day),
        failures=list(wiring.run_log().failures_of(day)),
    )


def _newest_attempt(executions: list[Execution], job: Job, day: str) -> Execution | None:
    """News runs every hour of a deployed day; its newest one stands for it."""
    hour = None if job.hour_utc is None else execution_name(job, as_of(job, day))
    of_job = [e for e in executions if e.what == job.name and (hour is None or e.name.startswith(hour))]
    return of_job[-1] if of_job else None


def print_standing(console: Console, standing: DayStanding) -> None:
    table = section(f"Market day {standing.day}")
    table.add_column("Job", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    table.add_column("Seconds", justify="right", no_wrap=True)
    table.add_column("Counts", ratio=1)
    for job in standing.jobs:
        ran, status = job.execution, Text(job.status.lower().replace("_", " "))
        status.stylize("red" if job.status in FAILED else "")
        counts = ran.worded_counts() if ran else ""
        table.add_row(job.job.name, status, f"{ran.seconds:.1f}" if ran else "", counts)
    done = standing.to_analyse - len(standing.pending)
    analysed = "succeeded" if not standing.pending else "not finished"
    table.add_row("analysis", analysed, "", f"{done} of {standing.to_analyse} assets")
    console.print(table, "")
    if standing.pending:
        console.print(Text(f"Not analysed yet: {shortened(standing.pending, most=10)}"), end="\n\n")
    print_waiting(console, standing.waiting)
    print_not_mended(console, standing.day, standing.failed_jobs)

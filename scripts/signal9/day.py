"""Runs one market day: the schedules' starts in their order, and the wait for what they set off."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from functions.research import wiring
from functions.research.domain.events import analysis_needed, earnings_processed
from functions.research.domain.jobs import JOBS, Job
from scripts.signal9.connection import Connection
from scripts.signal9.days import checked

# News has no hour of its own; after the catalogue, whose assets it follows, and before the ratings.
NEWS_HOUR = 5
POLL_SECONDS = 0.15
# At most a tenth of the time is spent on looking how far a job is.
LOOK_SHARE = 9
# Nothing started and nothing finished for this long: an announcement was lost with a killed process.
QUIET_SECONDS = 3.0
MOST_ASKED = 3
FAILED = ("FAILED", "ABORTED", "TIMED_OUT")
SUNDAY = 6


class NothingScheduled(Exception):
    """Sunday is the maintenance day."""


class WorkflowNotStarted(Exception):
    """The function that starts machines failed: says in its own words why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the day's progress. `of` is None where the amount of work is not known."""

    name: str
    state: str  # running, done, failed, already
    done: int = 0
    of: int | None = None
    detail: str = ""


@dataclass(slots=True)
class DayResult:
    day: str
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    collected_again: int = 0


Report = Callable[[Step], None]


def run_day(connection: Connection, day: str, *, max_assets: int, report: Report) -> DayResult:
    """Every job of the day once: one that succeeded is left alone, one that failed is started again."""
    require_market_day(day)
    result = DayResult(day)
    began = time.monotonic()
    for job in JOBS.values():
        status = _run_job(connection, job, as_of(job, day), max_assets, report)
        if status in FAILED:
            result.failed.append(job.name)
        elif status == "already":
            result.already.append(job.name)
    if result.already:
        result.collected_again = _collect_failed_again(connection, day, report)
    _announce_lost_reports(day)
    _finish_analyses(connection, day, report)
    result.seconds = time.monotonic() - began
    return result


def _collect_failed_again(connection: Connection, day: str, report: Report) -> int:
    """A job that ended well may have left assets that failed; running the day again is asking for those."""
    failed = [
        a for a in wiring.run_log().assets_of(day) if a.get("outcome") == "failed" and "analysed" not in a
    ]
    states = connection.client("stepfunctions")
    for done, asset in enumerate(failed):
        report(Step("collect failed again", "running", done, len(failed)))
        detail = {"symbol": asset["symbol"], "triggerType": "manual", "occurredAt": asset["collected"]}
        detail["eventId"] = detail["correlationId"] = f"again-{asset['symbol']}"
        event = {"detail-type": "pollenationNeeded", "detail": detail, "again_if_failed": True}
        started = start(connection, event)
        while states.describe_execution(executionArn=started["execution_arn"])["status"] == "RUNNING":
            time.sleep(POLL_SECONDS)
    if failed:
        report(Step("collect failed again", "done", len(failed), len(failed)))
    return len(failed)


def _announce_lost_reports(day: str) -> None:
    """An announcement lost with a killed process left its calendar row open."""
    for asset in wiring.run_log().assets_of(day):
        if asset.get("earnings_date"):
            row = wiring.calendar().get(asset["symbol"], date.fromisoformat(asset["earnings_date"]))
            if row is not None and not row.is_processed:
                event = earnings_processed(
                    asset["symbol"],
                    earnings_date=asset["earnings_date"],
                    latest_quarter=asset.get("latest_quarter"),
                    as_of=asset["collected"],
                )
                wiring.bus().publish([event])


def require_market_day(day: str) -> None:
    if date.fromisoformat(checked(day)).weekday() == SUNDAY:
        raise NothingScheduled(
            f"{day} is a Sunday: no job is scheduled; choose a day from Monday to Saturday"
        )


def as_of(job: Job, day: str) -> str:
    return f"{day}T{NEWS_HOUR if job.hour_utc is None else job.hour_utc:02d}:00:00Z"


def _run_job(connection: Connection, job: Job, moment: str, max_assets: int, report: Report) -> str:
    event = {"job": job.name, "as_of": moment, "max_assets": max_assets, "again_if_failed": True}
    started = start(connection, event)
    if started["outcome"] == "already" and started["status"] == "SUCCEEDED":
        report(Step(job.name, "already", detail="ran before"))
        return "already"
    states = connection.client("stepfunctions")
    while True:
        status: str = states.describe_execution(executionArn=started["execution_arn"])["status"]
        began = time.monotonic()
        done, of = _collected(job, moment)
        if status != "RUNNING":
            state = "failed" if status in FAILED else "done"
            report(Step(job.name, state, done, of, detail=status.lower() if state == "failed" else ""))
            return status
        report(Step(job.name, "running", done, of, detail=_waiting_for_calls(job, moment)))
        _pause_after(began)


def _pause_after(began: float) -> None:
    """Looking at a day of hundreds of assets takes time from the workers: the longer it took, the rarer."""
    time.sleep(max(POLL_SECONDS, LOOK_SHARE * (time.monotonic() - began)))


def start(connection: Connection, event: dict[str, Any]) -> dict[str, str]:
    """Invoke StartWorkflow as a rule would."""
    answer = connection.client("lambda").invoke(
        FunctionName=connection.function("StartWorkflow"), Payload=json.dumps(event).encode()
    )
    payload = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise WorkflowNotStarted(f"StartWorkflow: {payload.get('errorType')}: {payload.get('errorMessage')}")
    started: dict[str, str] = payload
    return started


def _collected(job: Job, moment: str) -> tuple[int, int | None]:
    """Assets the job has dealt with, of how many."""
    if job.workflow != "Pollenation":
        return 0, None
    trigger = job.input["trigger_type"]
    plan = wiring.run_log().plan_of(moment[:10], trigger)
    if plan is None:
        return 0, None
    chosen = set(plan["chosen"])
    assets = (asset for asset in wiring.run_log().assets_of(moment[:10]) if asset["symbol"] in chosen)
    return sum(str(asset.get("collected", "")) >= moment for asset in assets), plan["assets"]


def _waiting_for_calls(job: Job, moment: str) -> str:
    if job.workflow != "Pollenation":
        return ""
    usage = wiring.ledger(moment[:10]).snapshot(moment)
    if usage.minute_used >= usage.minute_limit:
        return "waiting for the minute's call limit"
    return ""


def unanalysed(day: str) -> list[dict[str, Any]]:
    """Assets whose data changed on the day and that no analysis has seen since."""
    return [
        asset
        for asset in wiring.run_log().assets_of(day)
        if asset.get("needs_analysis") and str(asset.get("analysed", "")) < str(asset["collected"])
    ]


def _finish_analyses(connection: Connection, day: str, report: Report) -> None:
    """Wait for the analyses the collections asked for; ask again for those that were lost with a process."""
    total = sum(bool(asset.get("needs_analysis")) for asset in wiring.run_log().assets_of(day))
    asked_again = 0
    quiet_since = time.monotonic()
    before: int | None = None
    while pending := unanalysed(day):
        began = time.monotonic()
        done = total - len(pending)
        report(Step("analysis", "running", done, total))
        running = _running_analyses(connection)
        if done != before or running:
            before, quiet_since = done, time.monotonic()
        elif time.monotonic() - quiet_since > QUIET_SECONDS:
            asked_again += 1
            if asked_again > MOST_ASKED:
                report(Step("analysis", "failed", done, total, detail="see `signal9 runs --failed`"))
                return
            _ask_again(connection, pending)
            quiet_since = time.monotonic()
        _pause_after(began)
    report(Step("analysis", "done", total, total))


def _running_analyses(connection: Connection) -> int:
    arn = wiring.state_machine_arn("Analysis")
    states = connection.client("stepfunctions")
    return len(states.list_executions(stateMachineArn=arn, statusFilter="RUNNING")["executions"])


def _ask_again(connection: Connection, pending: list[dict[str, Any]]) -> None:
    for moment in sorted({asset["collected"] for asset in pending}):
        symbols = sorted(asset["symbol"] for asset in pending if asset["collected"] == moment)
        for batch in _eights(symbols):
            event = analysis_needed(batch, trigger_type="recovery", as_of=moment)
            start(
                connection,
                {"detail-type": event.detail_type, "detail": event.detail, "again_if_failed": True},
            )


def _eights(symbols: list[str]) -> Iterator[list[str]]:
    yield from (symbols[i : i + 8] for i in range(0, len(symbols), 8))

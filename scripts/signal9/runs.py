"""The executions of a day: what each was asked to do, how it ended, and what was recorded as failed."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from functions.research import wiring
from functions.research.domain.jobs import JOBS
from scripts.signal9.connection import LOCAL, Connection
from scripts.signal9.day import FAILED
from scripts.signal9.failures import NotFound
from scripts.signal9.rating_table import section
from scripts.signal9.recorded import print_recorded, sentence_of

MACHINES = (
    "AssetSync",
    "EarningsCalendarSync",
    "Pollenation",
    "NewsSentimentSync",
    "Analysis",
    "TrackRecord",
    "Replay",
)
NAMED_WITH_DAY = re.compile(r"(?P<what>.+?)-(?P<day>\d{4}-\d{2}-\d{2})(?:T\d\d)?(?:-.+)?")
# Too many to open one by one; what they did stands in the assets' day.
NOT_OPENED = "Analysis"


@dataclass(frozen=True, slots=True)
class Execution:
    workflow: str
    name: str
    status: str
    started: datetime
    stopped: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict)
    symbols: tuple[str, ...] = ()
    error: str = ""
    cause: str = ""

    @property
    def what(self) -> str:
        """The job or the event that asked for it."""
        match = NAMED_WITH_DAY.fullmatch(self.name)
        return match["what"] if match else self.name

    @property
    def seconds(self) -> float:
        return ((self.stopped or datetime.now(UTC)) - self.started).total_seconds()

    def worded_counts(self) -> str:
        return worded(self.counts)

    def document(self) -> dict[str, Any]:
        return {
            "workflow": self.workflow,
            "name": self.name,
            "status": self.status,
            "started": self.started.astimezone(UTC).isoformat(timespec="milliseconds"),
            "seconds": round(self.seconds, 3),
            "counts": dict(self.counts),
            "symbols": list(self.symbols),
            "error": self.error or None,
            "cause": self.cause or None,
        }


def newest_day(connection: Connection) -> str:
    """Of the executions, so that a day on which everything failed is found too."""
    states = connection.client("stepfunctions")
    days = []
    for machine in MACHINES:
        page = states.list_executions(stateMachineArn=wiring.state_machine_arn(machine), maxResults=100)[
            "executions"
        ]
        days += [match["day"] for item in page if (match := NAMED_WITH_DAY.fullmatch(item["name"]))]
    if not days:
        raise NotFound("NoExecution: no machine has run yet; run a day with `signal9 day run`")
    return max(days)


def executions_of(connection: Connection, day: str) -> list[Execution]:
    states = connection.client("stepfunctions")
    found = [
        _execution(states, machine, item, day)
        for machine in MACHINES
        for item in _listed(connection, states, machine, day)
    ]
    return sorted(found, key=lambda execution: (execution.started, execution.name))


def _listed(connection: Connection, states: Any, machine: str, day: str) -> Iterator[dict[str, Any]]:
    for page in states.get_paginator("list_executions").paginate(
        stateMachineArn=wiring.state_machine_arn(machine)
    ):
        for item in page["executions"]:
            match = NAMED_WITH_DAY.fullmatch(item["name"])
            if match and match["day"] == day:
                yield item
            # Newest first, and away from the laptop's simulated days nothing of a day starts before it.
            if connection.stage != LOCAL and f"{item['startDate'].astimezone(UTC):%Y-%m-%d}" < day:
                return


def _execution(states: Any, machine: str, item: Mapping[str, Any], day: str) -> Execution:
    listed = Execution(machine, item["name"], item["status"], item["startDate"], item.get("stopDate"))
    if machine == NOT_OPENED and item["status"] not in FAILED:
        return listed
    opened = states.describe_execution(executionArn=item["executionArn"])
    asked = _document(opened.get("input"))
    symbols = asked.get("symbols") or [asset["symbol"] for asset in [asked.get("asset")] if asset]
    return Execution(
        machine,
        item["name"],
        item["status"],
        item["startDate"],
        item.get("stopDate"),
        counts=_counts(machine, asked, _document(opened.get("output")), day),
        symbols=tuple(symbols),
        error=opened.get("error", ""),
        cause=opened.get("cause", ""),
    )


def _counts(machine: str, asked: Mapping[str, Any], output: Mapping[str, Any], day: str) -> dict[str, int]:
    """Assets by outcome for a collection; else the numbers its functions answered."""
    if machine == "Pollenation":
        plan = wiring.run_log().plan_of(day, asked.get("trigger_type", "")) if asked.get("job") else None
        chosen = set(plan["chosen"]) if plan else set()
        assets = (asset for asset in wiring.run_log().assets_of(day) if asset["symbol"] in chosen)
        return dict(Counter(str(asset.get("outcome")) for asset in assets))
    answers = (answer for answer in output.values() if isinstance(answer, dict))
    return {name: n for answer in answers for name, n in answer.items() if type(n) is int and n >= 0}


def _document(text: str | None) -> dict[str, Any]:
    try:
        document = json.loads(text or "{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def document(day: str, executions: list[Execution], *, only_failed: bool) -> dict[str, Any]:
    shown = [e for e in executions if not only_failed or e.status in FAILED]
    failures = [{**f, "sentence": sentence_of(f)} for f in wiring.run_log().failures_of(day)]
    return {"day": day, "executions": [e.document() for e in shown], "failures": failures}


def print_runs(console: Console, day: str, executions: list[Execution], *, only_failed: bool) -> None:
    """One line for each job and each kind of event, jobs in the order of the day; then what failed."""
    if not only_failed:
        console.print(_table(day, executions), "")
    _print_failed(console, day, executions)


def _table(day: str, executions: list[Execution]) -> Table:
    table = section(f"Executions of {day}")
    table.add_column("What", no_wrap=True)
    for name in ("Runs", "Seconds"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    table.add_column("Counts", ratio=1)
    kinds: dict[str, list[Execution]] = {job: [] for job in JOBS}
    for execution in executions:
        kinds.setdefault(execution.what, []).append(execution)
    for what, runs in kinds.items():
        if runs:
            table.add_row(what, str(len(runs)), _seconds(runs), _statuses(runs), _worded_counts(runs))
    return table


def _seconds(runs: list[Execution]) -> str:
    """From the first start to the last end."""
    end = max(run.stopped or datetime.now(UTC) for run in runs)
    return f"{(end - runs[0].started).total_seconds():.1f}"


def _statuses(runs: list[Execution]) -> Text:
    counts = Counter(run.status.lower().replace("_", " ") for run in runs)
    text = ", ".join(status if len(runs) == 1 else f"{n} {status}" for status, n in counts.most_common())
    return Text(text, "red" if any(run.status in FAILED for run in runs) else "")


def _worded_counts(runs: list[Execution]) -> str:
    counts: Counter[str] = Counter()
    for run in runs:
        counts.update(run.counts)
    return worded(counts)


def worded(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items() if n)


def _print_failed(console: Console, day: str, executions: list[Execution]) -> None:
    failed = [execution for execution in executions if execution.status in FAILED]
    recorded = list(wiring.run_log().failures_of(day))
    if not failed and not recorded:
        console.print(f"Nothing failed on {day}.")
        return
    told = {failure["execution"] for failure in recorded if "symbol" not in failure}
    for execution in failed:
        if execution.name in told:
            continue
        console.print(Text(f"✗ {execution.name}: {execution.status.lower()}", "bold red"))
        said = sentence_of({"error": execution.error, "cause": execution.cause})
        console.print(Padding(Text(said), (0, 0, 0, 2), expand=False))
    print_recorded(console, recorded)

"""Failed executions started again: each once, whoever asks and however often."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import boto3
from boto3.dynamodb.conditions import Attr
from rich.console import Console

from functions.research import wiring
from functions.research.adapters.executions import next_attempt
from scripts.signal9.connection import Connection
from scripts.signal9.recorded import sentence_of
from scripts.signal9.runs import MACHINES

LEASE = timedelta(seconds=60)
KEEP = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class FailedRun:
    machine: str
    name: str
    reason: str
    input: str


@dataclass(slots=True)
class Reruns:
    started: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)  # by somebody, now or before
    left: list[str] = field(default_factory=list)  # another operator is at it

    def document(self) -> dict[str, Any]:
        return {"started": self.started, "already": self.already, "left": self.left}


def failed_runs(connection: Connection, *, state: str, error: str | None, since: str) -> Iterator[FailedRun]:
    """Oldest first of each machine; `since` is an ISO UTC moment or day, of the start."""
    states = connection.client("stepfunctions")
    for machine in MACHINES:
        listed = []
        for page in states.get_paginator("list_executions").paginate(
            stateMachineArn=wiring.state_machine_arn(machine), statusFilter=state
        ):
            listed += page["executions"]
        for item in reversed(listed):
            if f"{item['startDate'].astimezone(UTC):%Y-%m-%dT%H:%M:%S}" < since:
                continue
            opened = states.describe_execution(executionArn=item["executionArn"])
            said = {"error": opened.get("error", ""), "cause": opened.get("cause", "")}
            if error is None or error.lower() in f"{said['error']} {said['cause']}".lower():
                # What was started before causes were handed on is its own.
                asked = {"correlation_id": item["name"], **json.loads(opened["input"])}
                yield FailedRun(machine, item["name"], sentence_of(said), json.dumps(asked))


def rerun(connection: Connection, claims: "Claims", failed: Iterator[FailedRun]) -> Reruns:
    """Claimed, started, marked. Killed between, the next rerun starts the same name, which exists once."""
    states, done = connection.client("stepfunctions"), Reruns()
    for run in failed:
        taken = claims.take(run)
        if taken is not None:
            (done.already if taken == "started" else done.left).append(run.name)
            continue
        name = next_attempt(run.name)
        try:
            states.start_execution(
                stateMachineArn=wiring.state_machine_arn(run.machine), name=name, input=run.input
            )
        except states.exceptions.ExecutionAlreadyExists:
            done.already.append(run.name)
        else:
            done.started.append(name)
        claims.started(run, name)
    return done


class Claims:
    """RERUN#<machine>/<execution> in the ops table: who has a failed execution in hand, and its end."""

    def __init__(self, table: Any, who: str) -> None:
        self._table = table
        self._who = who

    def take(self, run: FailedRun) -> str | None:
        """None when it is ours now; else where it stands: `claimed` by another, or `started`."""
        now = datetime.now(UTC)
        item = {
            **_key(run),
            "status": "claimed",
            "claimed_by": self._who,
            "claim_ends": _text(now + LEASE),
            "ttl": int((now + KEEP).timestamp()),
        }
        is_over = Attr("status").eq("claimed") & Attr("claim_ends").lt(_text(now))
        is_free = Attr("pk").not_exists() | is_over
        try:
            self._table.put_item(Item=item, ConditionExpression=is_free)
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return str(self._table.get_item(Key=_key(run), ConsistentRead=True)["Item"]["status"])
        return None

    def started(self, run: FailedRun, name: str) -> None:
        self._table.update_item(
            Key=_key(run),
            UpdateExpression="SET #status = :started, started_as = :name",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":started": "started", ":name": name},
        )


def claims() -> Claims:
    who = f"{os.environ.get('USER', 'operator')}-{uuid4().hex[:8]}"
    return Claims(boto3.resource("dynamodb").Table(wiring.settings().ops_table), who)


def _key(run: FailedRun) -> dict[str, str]:
    return {"pk": f"RERUN#{run.machine}", "sk": run.name}


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def print_reruns(console: Console, done: Reruns) -> None:
    for name in done.started:
        console.print(f"started {name}", markup=False)
    told = [(done.already, "were started again before"), (done.left, "are in another operator's hands")]
    for names, words in told:
        if names:
            console.print(f"{len(names)} {words}")
    if not (done.started or done.already or done.left):
        console.print("Nothing matches.")


def print_matching(console: Console, failed: list[FailedRun]) -> None:
    for run in failed:
        console.print(f"{run.machine} {run.name}: {run.reason}", markup=False)
    console.print(f"{len(failed)} would be started again; leave --dry-run out to do it.")

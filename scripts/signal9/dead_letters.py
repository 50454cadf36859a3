"""Messages that were given up: found by what they say, and given to their consumers again, once."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import boto3
from rich.console import Console
from rich.table import Table

from functions.operations.adapters.dead_letter_log import DeadLetter, DeadLetterLog
from functions.operations.domain.dead_letters import CONSUMERS, payload_of, transformed
from functions.research import wiring
from scripts.signal9.connection import Connection
from scripts.signal9.failures import NotFound
from scripts.signal9.rating_table import section

SWEEPER = "ProcessDeadLetters"
LONGEST_REASON = 60


@dataclass(frozen=True, slots=True)
class Query:
    """`error` is part of the error or of its reason; `since` the beginning of an ISO UTC moment."""

    consumer: str | None = None
    error: str | None = None
    since: str = ""
    with_redriven: bool = False


@dataclass(slots=True)
class Redriven:
    given_again: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # another operator is at it
    failed: dict[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        return {"given_again": self.given_again, "left": self.left, "failed": self.failed}


def log() -> DeadLetterLog:
    return DeadLetterLog(boto3.resource("dynamodb").Table(wiring.settings().ops_table))


def sweep(connection: Connection) -> None:
    """What is still in a queue is recorded now and not at the next turn of the schedule."""
    answer = connection.client("lambda", read_timeout_seconds=130).invoke(
        FunctionName=connection.function(SWEEPER), Payload=b"{}"
    )
    if "FunctionError" in answer:
        raise NotFound(f"SweepFailed: {SWEEPER} failed; its log says why")


def found(letters: DeadLetterLog, query: Query) -> Iterator[DeadLetter]:
    """Oldest first of each consumer."""
    if query.consumer is not None and query.consumer not in CONSUMERS:
        raise NotFound(f"NoConsumer: got {query.consumer!r}, expected one of {', '.join(CONSUMERS)}")
    for consumer in [query.consumer] if query.consumer else CONSUMERS:
        for letter in letters.letters(consumer, since=query.since):
            if letter.status == "redriven" and not query.with_redriven:
                continue
            if query.error is None or query.error.lower() in f"{letter.error} {letter.reason}".lower():
                yield letter


def named(letters: DeadLetterLog, letter_id: str) -> DeadLetter:
    consumer, _, message_id = letter_id.partition(":")
    for letter in found(letters, Query(consumer, with_redriven=True)):
        if letter.message_id == message_id:
            return letter
    raise NotFound(f"NoDeadLetter: {letter_id} is not recorded; `signal9 dead-letters list` shows what is")


def redrive(connection: Connection, letters: DeadLetterLog, chosen: Iterable[DeadLetter]) -> Redriven:
    """Each is claimed, given again and marked.

    Killed between, the claim ends and the next redrive repeats it: every consumer knows by the message's own
    ids what it has done.
    """
    who, done = f"{os.environ.get('USER', 'operator')}-{uuid4().hex[:8]}", Redriven()
    sender, given = Sender(connection), set[tuple[str, str]]()
    for letter in chosen:
        if letter.status == "redriven":
            continue
        if not letters.claim(letter, who, now()):
            done.left.append(letter.letter_id)
            continue
        try:
            payload = sender.payload_of(letter)
            # Two lost stream batches ask for the same: all indices anew.
            if letter.consumer != "index-changes" or (letter.consumer, payload) not in given:
                sender.give(letter, payload)
            given.add((letter.consumer, payload))
        except Exception as fault:  # noqa: BLE001  the next letter may be another consumer's
            letters.released(letter, who)
            done.failed[letter.letter_id] = f"{type(fault).__name__}: {fault}"
            continue
        letters.redriven(letter, who, now())
        done.given_again.append(letter.letter_id)
    return done


class Sender:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stage = connection.stage
        self._transformers: dict[str, Mapping[str, Any] | None] = {}

    def payload_of(self, letter: DeadLetter) -> str:
        return transformed(payload_of(letter.consumer, letter.body), self._transformer(letter))

    def give(self, letter: DeadLetter, payload: str) -> None:
        consumer = CONSUMERS[letter.consumer]
        target, client = consumer.target.format(stage=self._stage), self._connection.client
        if consumer.kind == "queue":
            queues = client("sqs")
            url = queues.get_queue_url(QueueName=target)["QueueUrl"]
            queues.send_message(QueueUrl=url, MessageBody=payload, **_in_order(letter))
        elif consumer.kind == "function":
            client("lambda").invoke(FunctionName=target, InvocationType="Event", Payload=payload.encode())
        elif consumer.kind == "machine":
            states = client("stepfunctions")
            arn = wiring.state_machine_arn(target.split("-")[1])
            try:
                states.start_execution(
                    stateMachineArn=arn, name=f"redriven-{letter.message_id}", input=payload
                )
            except states.exceptions.ExecutionAlreadyExists:
                return
        else:
            topic = wiring.settings().alert_topic_arn.rpartition(":")[0] + f":{target}"
            client("sns").publish(TopicArn=topic, Message=payload)

    def _transformer(self, letter: DeadLetter) -> Mapping[str, Any] | None:
        """Of the rule that could not deliver it: EventBridge keeps the event as it was before."""
        if "RULE_ARN" not in letter.attributes:
            return None
        rule = letter.attributes["RULE_ARN"].partition(":rule/")[2]
        if rule not in self._transformers:
            bus, _, name = rule.rpartition("/")
            targets = self._connection.client("events").list_targets_by_rule(
                Rule=name, **({"EventBusName": bus} if bus else {})
            )["Targets"]
            arn = letter.attributes.get("TARGET_ARN")
            own = next((target for target in targets if target["Arn"] == arn), None)
            self._transformers[rule] = own.get("InputTransformer") if own else None
        return self._transformers[rule]


def _in_order(letter: DeadLetter) -> dict[str, str]:
    """A FIFO queue takes a message that is given again twice within five minutes once."""
    if letter.group is None:
        return {}
    return {"MessageGroupId": letter.group, "MessageDeduplicationId": f"redriven-{letter.message_id}"}


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def document(letter: DeadLetter) -> dict[str, Any]:
    told = {
        name: getattr(letter, name)
        for name in ("sent_at", "recorded_at", "status", "error", "reason", "body")
    }
    return {"id": letter.letter_id, "consumer": letter.consumer, **told, "redriven_at": letter.redriven_at}


def print_letters(console: Console, letters: list[DeadLetter]) -> None:
    if not letters:
        console.print("No dead letters.")
        return
    table: Table = section("Dead letters")
    for name in ("Id", "Sent", "Status", "Error"):
        table.add_column(name, no_wrap=name != "Error", overflow="fold")
    for letter in letters:
        said = f"{letter.error}: {letter.reason}"[:LONGEST_REASON]
        table.add_row(letter.letter_id, letter.sent_at[:19], letter.status, said)
    console.print(table)


def print_letter(console: Console, letter: DeadLetter) -> None:
    for name, value in document(letter).items():
        if value is not None and name != "body":
            console.print(f"{name.replace('_', ' ')}: {value}", markup=False)
    try:
        console.print_json(json.dumps(json.loads(letter.body)))
    except ValueError:
        console.print(letter.body, markup=False)


def print_redriven(console: Console, done: Redriven) -> None:
    console.print(f"{len(done.given_again)} given again.")
    if done.left:
        console.print(f"{len(done.left)} left to another operator; claims end after a minute.")
    for letter_id, reason in done.failed.items():
        console.print(f"✗ {letter_id}: {reason}", markup=False)

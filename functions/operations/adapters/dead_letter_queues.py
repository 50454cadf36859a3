from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from functions.operations.domain.dead_letters import CONSUMERS

MOST_A_CALL = 10
# Long enough to ask every server of a queue; a short poll may miss the only message.
WAIT_SECONDS = 1
# Longer than a sweep takes: one that was killed leaves its messages to the next.
HIDDEN_SECONDS = 150
# One flooded queue must leave time for the others; the next sweep goes on.
BATCHES = 30


@dataclass(frozen=True, slots=True)
class DeadMessage:
    consumer: str
    message_id: str
    sent_at: str  # ISO UTC with milliseconds
    body: str
    attributes: Mapping[str, str]
    group: str | None  # of FIFO queues
    receipt: str


class DeadLetterQueues:
    def __init__(self, sqs: Any, stage: str) -> None:
        self._sqs = sqs
        self._stage = stage
        self._urls: dict[str, str] = {}

    def receive(self) -> Iterator[tuple[str, list[DeadMessage]]]:
        """Batch by batch, consumer by consumer; what is not deleted comes again.

        The first batches are asked for at once: mostly there is none, and each asking waits.
        """
        with ThreadPoolExecutor(len(CONSUMERS)) as pool:
            first = list(pool.map(self._receive, CONSUMERS))
        for consumer, found in zip(CONSUMERS, first, strict=True):
            batch, left = found, BATCHES
            while batch and left:
                yield consumer, batch
                batch, left = self._receive(consumer), left - 1

    def delete(self, messages: list[DeadMessage]) -> None:
        for message in messages:
            self._sqs.delete_message(QueueUrl=self._url(message.consumer), ReceiptHandle=message.receipt)

    def _receive(self, consumer: str) -> list[DeadMessage]:
        answer = self._sqs.receive_message(
            QueueUrl=self._url(consumer),
            MaxNumberOfMessages=MOST_A_CALL,
            WaitTimeSeconds=WAIT_SECONDS,
            VisibilityTimeout=HIDDEN_SECONDS,
            AttributeNames=["SentTimestamp", "MessageGroupId"],
            MessageAttributeNames=["All"],
        )
        return [_message(consumer, each) for each in answer.get("Messages", [])]

    def _url(self, consumer: str) -> str:
        if consumer not in self._urls:
            name = CONSUMERS[consumer].queue.format(stage=self._stage)
            self._urls[consumer] = self._sqs.get_queue_url(QueueName=name)["QueueUrl"]
        return self._urls[consumer]


def _message(consumer: str, received: Mapping[str, Any]) -> DeadMessage:
    sent = datetime.fromtimestamp(int(received["Attributes"]["SentTimestamp"]) / 1000, UTC)
    own = received.get("MessageAttributes", {})
    return DeadMessage(
        consumer,
        received["MessageId"],
        sent.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        received["Body"],
        {name: value["StringValue"] for name, value in own.items() if "StringValue" in value},
        received["Attributes"].get("MessageGroupId"),
        received["ReceiptHandle"],
    )

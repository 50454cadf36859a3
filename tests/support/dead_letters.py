"""Every consumer's dead-letter queue in moto, and what is needed to empty them and to give letters again."""

import io
import json
from contextlib import redirect_stdout

from functions.operations import wiring
from functions.operations.domain.dead_letters import CONSUMERS
from functions.operations.handlers import process_dead_letters
from tests.support import tables


def set_environment(patch, stage):
    """What the operations' functions are given beside the others' names."""
    topic = tables.client("sns").create_topic(Name=f"signal9-dead-letters-{stage}")["TopicArn"]
    patch.setenv("DEAD_LETTER_TOPIC_ARN", topic)
    patch.setenv("API_KEYS_TABLE", f"signal9-api-keys-{stage}")
    for name in (
        "ORDER_QUEUE_URL",
        "IDENTITY_PARAMETER",
        "SEARCH_PARAMETER",
        "CACHE_PARAMETER",
        "ALLOWED_ORIGINS",
    ):
        patch.setenv(name, "none")
    patch.setenv("DATABASE", "on")
    wiring.settings.cache_clear()
    return topic


def create_queues(stage):
    sqs = tables.client("sqs")
    for consumer in CONSUMERS.values():
        names = [consumer.queue] + ([consumer.target] if consumer.kind == "queue" else [])
        for name in names:
            fifo = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
            sqs.create_queue(QueueName=name.format(stage=stage), Attributes=fifo)


def url(name, stage):
    return tables.client("sqs").get_queue_url(QueueName=name.format(stage=stage))["QueueUrl"]


def died(consumer, stage, *bodies, **attributes):
    """Messages in the consumer's dead-letter queue, with attributes of their own."""
    sqs, queue = tables.client("sqs"), url(CONSUMERS[consumer].queue, stage)
    told = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
    for number, body in enumerate(bodies):
        order = {"MessageGroupId": "main", "MessageDeduplicationId": f"{body[:60]}{number}"}
        sqs.send_message(
            QueueUrl=queue,
            MessageBody=body,
            MessageAttributes=told,
            **(order if queue.endswith(".fifo") else {}),
        )


def depth(name, stage):
    attributes = tables.client("sqs").get_queue_attributes(
        QueueUrl=url(name, stage), AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(attributes["Attributes"]["ApproximateNumberOfMessages"])


def of_function(payload, error="ValueError", message="no such job"):
    """As Lambda writes an asynchronous invocation that failed for good."""
    return json.dumps(
        {
            "version": "1.0",
            "requestContext": {"condition": "RetriesExhausted", "approximateInvokeCount": 3},
            "requestPayload": payload,
            "responsePayload": {"errorType": error, "errorMessage": message},
        }
    )


def sweep():
    return process_dead_letters.handler({}, None)


def sweep_elsewhere():
    """As in its function, whose output is not the command's."""
    with redirect_stdout(io.StringIO()):
        sweep()


def letters(consumer):
    return list(wiring.dead_letter_log().letters(consumer))

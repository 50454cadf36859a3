"""A stage in moto with the dead-letter queues of every consumer."""

import pytest
from moto.sqs.models import sqs_backends

from functions.operations.adapters import dead_letter_queues
from scripts.signal9 import connection
from scripts.signal9 import dead_letters as commands
from tests.support import dead_letters, tables
from tests.support.aws_calls import AwsCalls
from tests.support.stage import deployed, emptied


@pytest.fixture(scope="module")
def standing_stage():
    tables.forget_clients()
    connection._client.cache_clear()  # noqa: SLF001
    with deployed() as name, pytest.MonkeyPatch.context() as patch:
        dead_letters.create_queues(name)
        topic = dead_letters.set_environment(patch, name)
        told = tables.client("sqs").create_queue(QueueName="operators")["QueueUrl"]
        tables.client("sns").subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{tables.REGION}:{tables.ACCOUNT}:operators"
        )
        patch.setattr(dead_letter_queues, "WAIT_SECONDS", 0)
        # What a killed sweep received is there again at once.
        patch.setattr(dead_letter_queues, "HIDDEN_SECONDS", 0)
        patch.setattr(commands, "sweep", lambda _connection: dead_letters.sweep_elsewhere())
        yield name, told
    tables.forget_clients()
    connection._client.cache_clear()  # noqa: SLF001


@pytest.fixture
def stage(standing_stage):
    name, _ = standing_stage
    emptied()
    for queue in sqs_backends[tables.ACCOUNT][tables.REGION].queues.values():
        # A queue may be purged once a minute, and not be made anew for as long.
        queue._messages.clear()  # noqa: SLF001
        queue.pending_messages.clear()
    return name


@pytest.fixture
def told(standing_stage, stage):
    """How often operators were told so far."""
    return lambda: dead_letters.depth("operators", stage)


@pytest.fixture
def calls():
    with AwsCalls().installed() as listening:
        yield listening

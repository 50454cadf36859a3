"""Sessions and submission on AWS in moto, as the fragments describe it."""

import json

import pytest
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends

from functions.trading import wiring
from functions.trading.handlers import open_session, submit_order
from functions.trading.settings import Settings
from tests.support import tables
from tests.support.gateway import ask
from tests.support.orders import order_form

STAGE = "dev"


class OrderDesk:
    """Takes orders, and shows what is in the queue."""

    def __init__(self, queue_url):
        self._sqs = tables.client("sqs")
        self._queue_url = queue_url

    def account(self, user, account="main"):
        wiring.account_access().grant(user, account, granted_at="2026-11-20T00:00:00Z")

    def session(self, user="ann", **options):
        return ask(open_session.handler, user, body={}, **options).document["session_id"]

    def form(self, **fields):
        return order_form("main", **fields)

    def submit(self, form, *, session, key=None, user="ann", **options):
        headers = {"Signal9-Session": session} | ({"Idempotency-Key": key} if key else {})
        return ask(submit_order.handler, user, body=form, headers=headers, **options)

    def queued(self):
        """Everything in the queue, taken out of it."""
        found = []
        while True:
            received = self._sqs.receive_message(
                QueueUrl=self._queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=0
            )
            if not received.get("Messages"):
                return found
            for message in received["Messages"]:
                found.append(json.loads(message["Body"]))
                self._sqs.delete_message(QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])


@pytest.fixture(scope="module")
def stage():
    """The queue of a stage with nothing in its tables yet."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        tables.set_environment(patch, STAGE)
        queue_url = tables.client("sqs").create_queue(
            QueueName="orders.fifo", Attributes={"FifoQueue": "true"}
        )["QueueUrl"]
        given = tables.fragment("functions/trading/environment.yml", STAGE)
        for name in Settings.variables():
            patch.setenv(name, str(given[name]))
        patch.setenv("ORDER_QUEUE_URL", queue_url)
        patch.setenv("REQUESTS_PER_MINUTE", "100000")
        patch.setenv("ALLOWED_ORIGINS", "https://app.signal9.com")
        tables.create_tables(STAGE)
        tables.forget_clients()
        wiring.settings.cache_clear()
        yield queue_url
    wiring.settings.cache_clear()
    tables.forget_clients()


@pytest.fixture
def desk(stage):
    for table in dynamodb_backends[tables.ACCOUNT][tables.REGION].tables.values():
        table.items.clear()
    wiring.settings.cache_clear()
    desk = OrderDesk(stage)
    desk.queued()
    desk.account("ann")
    return desk

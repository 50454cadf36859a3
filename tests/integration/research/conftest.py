"""The research context on AWS in moto, with both providers answering from this process."""

import json
from collections import defaultdict
from copy import deepcopy
from importlib import import_module

import pytest
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends

from functions.research import wiring
from functions.research.adapters import http
from functions.research.adapters.alpaca.assets import parse_assets
from functions.runtime import aws
from scripts.sandbox.folder_files import asset
from scripts.sandbox.in_thread import serving
from scripts.sandbox.providers import Providers
from tests.support import permissions, tables
from tests.support.aws_calls import AwsCalls
from tests.support.market import Clock, Market, acme

STAGE = "dev"


class Stack:
    """A deployed stage: runs functions as Lambda does, and shows what they left behind."""

    def __init__(self, market, calls, queues):
        self.market = market
        self.calls = calls
        self.used = defaultdict(set)
        self._rows, self._led_to = {}, {}
        self._sqs, self._queues = tables.client("sqs"), queues

    def holds(self, *symbols):
        """In the catalogue since before the day began."""
        kept = _tables()[f"signal9-assets-{STAGE}"].items
        for symbol in symbols:
            if symbol not in self._rows:
                [listed], _ = parse_assets([asset(symbol, f"{symbol} Corp Common Stock", "NYSE")])
                wiring.assets().put_catalogue(listed, "2026-05-01T04:00:00Z")
                self._rows[symbol] = next((key, item) for key, item in kept.items() if key.value == symbol)
            # A tenth of the time that moto takes for an update of seventeen attributes.
            key, item = self._rows[symbol]
            kept[key] = deepcopy(item)

    def lists_companies(self, *symbols):
        """In the catalogue, with a year of fundamentals that nobody has collected."""
        self.holds(*symbols)
        for symbol in symbols:
            self.market.publishes(acme(symbol, f"{symbol} Corp", years=1, quarters=3))

    def once(self, name, do):
        """Do it, or go back to where it led the first time of this name."""
        if name in self._led_to:
            self.go_back_to(self._led_to[name])
        else:
            do()
            self._led_to[name] = self.state()
        self.published()
        self.market.asked()
        self.market.asked("alpaca")

    def run(self, function, **event):
        """The function's answer; its event and answer are JSON, and its calls those it has permission for."""
        module = import_module(f"functions.research.handlers.{function}")
        since = len(self.calls.made)
        wiring._secret.cache_clear()  # noqa: SLF001  every function is a process of its own
        answer = module.handler(json.loads(json.dumps(event)), None)
        made = self.calls.made[since:]
        assert permissions.refused(module.__name__, made, STAGE) == []
        self.used[module.__name__].update(use for call in made for use in permissions.needed(call, STAGE))
        return json.loads(json.dumps(answer))

    def run_to_the_end(self, function, **event):
        """As the state machine: waits as long as it is told to, and asks again."""
        for _ in range(50):
            answer = self.run(function, **event)
            if answer.get("outcome") != "throttled":
                return answer
            self.market.clock.advance(answer["retry_after_seconds"])
        raise AssertionError(f"{function} was still throttled after 50 waits")

    def events(self, detail_type=None):
        """Details of what was published since the last look."""
        return [detail for published, detail in self.published() if detail_type in (None, published)]

    def published(self):
        events = [json.loads(body) for body in self._drain("events")]
        return [(event["detail-type"], event["detail"]) for event in events]

    def alerts(self):
        return [json.loads(body) for body in self._drain("alerts")]

    def items(self, table):
        """Everything in a table: `ops`, `income-statement`."""
        found = aws.table(f"signal9-{table}-{STAGE}").scan()["Items"]
        return sorted(found, key=repr)

    def ops(self, pk, sk):
        key = {"pk": pk, "sk": sk}
        return aws.table(f"signal9-ops-{STAGE}").get_item(Key=key).get("Item")

    def _drain(self, queue):
        bodies = []
        while True:
            page = self._sqs.receive_message(QueueUrl=self._queues[queue], MaxNumberOfMessages=10)
            if "Messages" not in page:
                return bodies
            for message in page["Messages"]:
                bodies.append(message["Body"])
                self._sqs.delete_message(QueueUrl=self._queues[queue], ReceiptHandle=message["ReceiptHandle"])

    def rows(self):
        """Every item by table, without asking moto through the SDK: ten times as quick."""
        return {
            name: [item.to_json()["Attributes"] for kept in table.items.values() for item in _items(kept)]
            for name, table in _tables().items()
        }

    def state(self):
        """All that is stored, to go back to."""
        stored = {name: deepcopy(table.items) for name, table in _tables().items()}
        return stored, {name: deepcopy(bucket.keys) for name, bucket in _buckets().items()}

    def go_back_to(self, state):
        stored, objects = state
        for name, table in _tables().items():
            table.items = deepcopy(stored[name])
        for name, bucket in _buckets().items():
            bucket.keys = deepcopy(objects[name])

    def forget(self):
        for table in _tables().values():
            table.items = defaultdict(dict)
        for bucket in _buckets().values():
            bucket.keys.clear()
        if any(call.operation in ("PutEvents", "Publish") for call in self.calls.made):
            for queue in self._queues:
                self._drain(queue)
        self.calls.made.clear()


def _items(kept):
    """A table with a sort key keeps its items one level deeper."""
    return kept.values() if isinstance(kept, dict) else [kept]


def _tables():
    return dynamodb_backends[tables.ACCOUNT][tables.REGION].tables


def _buckets():
    return s3_backends[tables.ACCOUNT]["aws"].buckets


@pytest.fixture(scope="package")
def deployed_once(tmp_path_factory):
    """One stage for many tests; creating tables takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        tables.set_environment(patch, STAGE)
        tables.forget_settings()
        tables.forget_clients()
        clock = Clock()
        patch.setattr(wiring, "time", clock)
        tables.create_tables(STAGE)
        tables.create_bucket(STAGE)
        tables.create_bus(STAGE)
        tables.create_secrets(STAGE, plan="free", day="2026-05-08")
        queues = {
            name: tables.client("sqs").create_queue(QueueName=name)["QueueUrl"]
            for name in ("events", "alerts")
        }
        patch.setenv("ALERT_TOPIC_ARN", subscribed_topic(queues["alerts"]))
        subscribe_bus(queues["events"])
        providers = Providers(tmp_path_factory.mktemp("market"), clock=clock.time)
        with serving(providers) as url, AwsCalls().installed() as calls:
            yield Stack(Market(providers, url, clock, STAGE), calls, queues)
            close_connections()
    tables.forget_settings()
    tables.forget_clients()


def close_connections():
    """Those to the providers end with them."""
    http._client()._client.close()  # noqa: SLF001
    http._client.cache_clear()  # noqa: SLF001


@pytest.fixture
def stack(deployed_once, tmp_path):
    deployed_once.forget()
    deployed_once.market.begin(tmp_path)
    return deployed_once


@pytest.fixture
def market(stack):
    return stack.market


def subscribed_topic(queue_url):
    topic = tables.client("sns").create_topic(Name=f"signal9-alerts-{STAGE}")["TopicArn"]
    raw = {"RawMessageDelivery": "true"}
    tables.client("sns").subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=queue_arn(queue_url), Attributes=raw
    )
    return topic


def subscribe_bus(queue_url):
    bus, events = f"signal9-events-{STAGE}", tables.client("events")
    pattern = json.dumps({"source": ["signal9.advisor"]})
    events.put_rule(Name="everything", EventBusName=bus, EventPattern=pattern)
    events.put_targets(
        Rule="everything", EventBusName=bus, Targets=[{"Id": "1", "Arn": queue_arn(queue_url)}]
    )


def queue_arn(queue_url):
    named = tables.client("sqs").get_queue_attributes(QueueUrl=queue_url, AttributeNames=["QueueArn"])
    return named["Attributes"]["QueueArn"]

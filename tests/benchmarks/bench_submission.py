"""How fast orders are taken over the API, beside the emulator's own floor.

    python -m tests.benchmarks.bench_submission [--orders 400] [--json]

Two floors, measured in the same run on the same emulator by bare functions behind an API without authorizer:
`send` sends its body to a FIFO queue and answers; `store` also makes the three calls to tables that a
session, an account and an intent that survives a crash need at least. What is left is what the
desk's own code costs.
"""

import argparse
import http.client
import io
import json
import statistics
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support.api import LiveApi
from tests.support.laptop import SHIPPED, Laptop
from tests.support.orders import order_form

CONCURRENCY = 4
ROUNDS = 3
RATE_GOAL = 100.0
P99_GOAL_MILLISECONDS = 150.0
SHARE_GOAL = 0.8
FLOOR = """
import boto3, json, os
queue, dynamodb = boto3.client("sqs"), boto3.client("dynamodb")
def send(event, context):
    body = event["body"]
    queue.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=body, MessageGroupId="floor",
                       MessageDeduplicationId=event["requestContext"]["requestId"])
    print(json.dumps({"event": "sent"}), flush=True)
    return {"statusCode": 202, "body": "{}"}
def store(event, context):
    key = {"pk": {"S": event["requestContext"]["requestId"]}}
    wanted = {"Keys": [key, {"pk": {"S": "x"}}], "ConsistentRead": True}
    dynamodb.batch_get_item(RequestItems={"floor": wanted})
    dynamodb.put_item(TableName="floor", Item={**key, "body": {"S": event["body"]}},
                      ConditionExpression="attribute_not_exists(pk)")
    answer = send(event, context)
    dynamodb.update_item(TableName="floor", Key=key, UpdateExpression="SET sent = :yes",
                         ExpressionAttributeValues={":yes": {"BOOL": True}})
    return answer
"""


@dataclass(frozen=True)
class Run:
    seconds: float
    milliseconds: list[float]

    @property
    def rate(self) -> float:
        return len(self.milliseconds) / self.seconds

    def percentile(self, hundredth: int) -> float:
        return statistics.quantiles(self.milliseconds, n=100)[hundredth - 1]


def posted(url: str, headers: dict[str, str], bodies: Iterator[str], count: int) -> Run:
    """Posts from as many connections as the concurrency; every answer has to be 202."""
    at, taken, times = urlsplit(url), threading.Lock(), []

    def client() -> None:
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=30)
        while True:
            with taken:
                body = next(bodies, None)
            if body is None:
                return
            began = time.perf_counter()
            connection.request("POST", at.path, body, {"Content-Type": "application/json", **headers})
            answer = connection.getresponse()
            text = answer.read()
            times.append((time.perf_counter() - began) * 1000)
            if answer.status != http.client.ACCEPTED:
                raise SystemExit(f"{url}: HTTP {answer.status} {text[:300]!r}")

    began = time.perf_counter()
    threads = [threading.Thread(target=client) for _ in range(CONCURRENCY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != count:
        raise SystemExit(f"{url}: {len(times)} of {count} requests were answered")
    return Run(time.perf_counter() - began, times)


def floor_urls(laptop: Laptop) -> dict[str, str]:
    sqs, tables, gateway = (laptop.client(name) for name in ("sqs", "dynamodb", "apigateway"))
    queue = sqs.create_queue(QueueName="floor.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    tables.create_table(
        TableName="floor",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )
    api = gateway.create_rest_api(name="floor")["id"]
    [root] = [one["id"] for one in gateway.get_resources(restApiId=api)["items"] if one["path"] == "/"]
    for name in ("send", "store"):
        arn = bare_function(laptop, name, queue)
        path = gateway.create_resource(restApiId=api, parentId=root, pathPart=name)["id"]
        at = {"restApiId": api, "resourceId": path, "httpMethod": "POST"}
        gateway.put_method(**at, authorizationType="NONE")
        uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
        gateway.put_integration(**at, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    gateway.create_deployment(restApiId=api, stageName="floor")
    return {
        name: f"{gateway.meta.endpoint_url}/restapis/{api}/floor/_user_request_/{name}"
        for name in ("send", "store")
    }


def bare_function(laptop: Laptop, name: str, queue: str) -> str:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("floor.py", FLOOR)
    made = laptop.client("lambda").create_function(
        FunctionName=f"floor-{name}",
        Runtime="python3.11",
        Role="arn:aws:iam::000000000000:role/floor",
        Handler=f"floor.{name}",
        Code={"ZipFile": code.getvalue()},
        MemorySize=512,
        Timeout=15,
        Environment={"Variables": {"QUEUE_URL": queue}},
    )
    return str(made["FunctionArn"])


def measured(laptop: Laptop, orders: int) -> dict[str, Any]:
    api = LiveApi(laptop)
    trader = api.person("trader", "bench").in_session()
    headers = {"Authorization": f"Bearer {trader.token()}", "Signal9-Session": trader.session}
    targets: dict[str, tuple[str, dict[str, str]]] = {
        **{name: (url, {}) for name, url in floor_urls(laptop).items()},
        "desk": (f"{api.url}/api/v1/trades", headers),
    }

    def bodies(count: int) -> Iterator[str]:
        return iter([json.dumps(order_form("bench")) for _ in range(count)])

    run: Callable[[str, int], Run] = lambda name, count: posted(*targets[name], bodies(count), count)  # noqa: E731
    for name in targets:
        run(name, 10 * CONCURRENCY)
    # Taken in turns, so that whatever else the machine does meets both.
    runs = [{name: run(name, orders) for name in targets} for _ in range(ROUNDS)]
    figures: dict[str, Any] = {"orders": orders, "rounds": ROUNDS, "concurrency": CONCURRENCY}
    for name in targets:
        middle = sorted((each[name] for each in runs), key=lambda one: one.rate)[ROUNDS // 2]
        figures[f"{name}_per_second"] = round(middle.rate, 1)
        figures[f"{name}_p50_milliseconds"] = round(middle.percentile(50), 1)
        figures[f"{name}_p99_milliseconds"] = round(middle.percentile(99), 1)
    for floor in ("send", "store"):
        shares = [each["desk"].rate / each[floor].rate for each in runs]
        figures[f"share_of_{floor}"] = round(statistics.median(shares), 3)
    return figures


def measure(orders: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="signal9-bench-") as folder:
        laptop = Laptop(Path(folder) / "aws", SHIPPED)
        try:
            laptop.deploy()
            return measured(laptop, orders)
        finally:
            laptop.stop()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    figures = measure(chosen.orders)
    if chosen.json:
        print(json.dumps(figures))
        return 0
    print(f"{figures['rounds']} rounds of {figures['orders']} orders, {figures['concurrency']} at a time")
    for name in ("send", "store", "desk"):
        rate, p50, p99 = (
            figures[f"{name}_{what}"] for what in ("per_second", "p50_milliseconds", "p99_milliseconds")
        )
        print(f"  {name:<6} {rate:7.1f} requests/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms")
    print(
        f"  the desk reaches {figures['share_of_send']:.0%} of `send` (goal {SHARE_GOAL:.0%}) and"
        f" {figures['share_of_store']:.0%} of `store`; goals {RATE_GOAL:g} orders/s, p99"
        f" {P99_GOAL_MILLISECONDS:g} ms"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How fast one asset and a search are answered when everything is warm, beside the emulator's own floor.

    python -m tests.benchmarks.bench_reads [--requests 400] [--json]

Two floors, measured in the same run on the same emulator by a function that answers an empty document:
`empty` behind an API without authorizer, `authorized` behind the service's own API and its authorizer.
"""

import argparse
import io
import json
import statistics
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from scripts.local import redis_server
from tests.support import outages, reading
from tests.support.api import LiveApi
from tests.support.laptop import SHIPPED, Laptop

CONCURRENCY = 4
ROUNDS = 3
COMPANIES = 100
GOALS_MILLISECONDS = {"asset": 60.0, "search": 100.0}
FLOOR = """
import json
def handler(event, context):
    print(json.dumps({"event": "answered"}), flush=True)
    return {"statusCode": 200, "body": "{}"}
"""


def bare_function(laptop: Laptop) -> str:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("floor.py", FLOOR)
    made = laptop.client("lambda").create_function(
        FunctionName="floor",
        Runtime="python3.11",
        Role="arn:aws:iam::000000000000:role/floor",
        Handler="floor.handler",
        Code={"ZipFile": code.getvalue()},
        MemorySize=512,
        Timeout=15,
    )
    arn = made["FunctionArn"]
    return f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"


def floor_urls(laptop: Laptop, api: LiveApi) -> dict[str, str]:
    gateway, uri = laptop.client("apigateway"), bare_function(laptop)
    own = api.url.split("/restapis/")[1].split("/")[0]
    [authorizer] = [one["id"] for one in gateway.get_authorizers(restApiId=own)["items"]]
    bare = gateway.create_rest_api(name="floor")["id"]
    urls = {}
    for name, rest_api, stage, authorization in (
        ("empty", bare, "floor", {"authorizationType": "NONE"}),
        ("authorized", own, "local", {"authorizationType": "CUSTOM", "authorizerId": authorizer}),
    ):
        [root] = [
            one["id"]
            for one in gateway.get_resources(restApiId=rest_api, limit=500)["items"]
            if one["path"] == "/"
        ]
        path = gateway.create_resource(restApiId=rest_api, parentId=root, pathPart="floor")["id"]
        at = {"restApiId": rest_api, "resourceId": path, "httpMethod": "GET"}
        gateway.put_method(**at, **authorization)
        gateway.put_integration(**at, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
        gateway.create_deployment(restApiId=rest_api, stageName=stage)
        urls[name] = f"{gateway.meta.endpoint_url}/restapis/{rest_api}/{stage}/_user_request_/floor"
    return urls


def measured(laptop: Laptop, requests: int) -> dict[str, Any]:
    api, symbols = LiveApi(laptop), reading.shelve(laptop, COMPANIES)
    reader = api.person("bench")
    urls = floor_urls(laptop, api)
    with outages.mixed_questions(api, reader, symbols) as ask:
        outages.eventually(lambda: outages.is_recovered(api, ask), True)
    headers = {"Authorization": f"Bearer {reader.token()}"}
    with httpx.Client(timeout=30, trust_env=False, headers=headers) as client:
        root = f"{api.url}/api/v1"
        questions: dict[str, Callable[[int], httpx.Response]] = {
            **{name: (lambda _, url=url: client.get(url)) for name, url in urls.items()},
            "asset": lambda n: client.get(f"{root}/assets/{symbols[n % COMPANIES]}"),
            "search": lambda n: client.get(f"{root}/search", params={"q": f"reading desk {n % COMPANIES}"}),
        }
        for ask_one in questions.values():
            reading.closed_loop(ask_one, max(COMPANIES, 10 * CONCURRENCY), CONCURRENCY)
        # Taken in turns, so that whatever else the machine does meets all of them.
        rounds = [
            {name: reading.closed_loop(q, requests, CONCURRENCY) for name, q in questions.items()}
            for _ in range(ROUNDS)
        ]
    figures: dict[str, Any] = {"requests": requests, "rounds": ROUNDS, "concurrency": CONCURRENCY}
    for name in questions:
        faults = {fault for each in rounds for fault in each[name].faults()}
        if faults:
            raise SystemExit(f"{name}: {sorted(faults)}")
        for hundredth in (50, 95):
            middle = statistics.median(each[name].percentile(hundredth) for each in rounds)
            figures[f"{name}_p{hundredth}_milliseconds"] = round(middle, 1)
    return figures


def measure(requests: int) -> dict[str, Any]:
    if redis_server.program() is None:
        raise SystemExit("no redis-server on this machine")
    with tempfile.TemporaryDirectory(prefix="signal9-bench-") as folder:
        laptop = Laptop(Path(folder) / "aws", SHIPPED)
        try:
            laptop.deploy()
            return measured(laptop, requests)
        finally:
            laptop.delete()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    figures = measure(chosen.requests)
    if chosen.json:
        print(json.dumps(figures))
        return 0
    print(f"{figures['rounds']} rounds of {figures['requests']} requests, {CONCURRENCY} at a time, warm")
    for name in ("empty", "authorized", "asset", "search"):
        p50, p95 = (figures[f"{name}_p{hundredth}_milliseconds"] for hundredth in (50, 95))
        goal = f"   goal {GOALS_MILLISECONDS[name]:g} ms" if name in GOALS_MILLISECONDS else ""
        print(f"  {name:<11} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms{goal}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What a stage has used so far, of everything that a bill lists by use."""

import json
import re
from collections import Counter

import httpx

from scripts.local.meter import PATH

REPORT = re.compile(r"Billed Duration: (\d+) ms\tMemory Size: (\d+) MB")
INGESTED_BYTES_BESIDE_TEXT = 26  # CloudWatch Logs counts 26 bytes for every event
RECORD_BYTES = 600  # of what Step Functions logs of one event, without data


def used(laptop):
    """Counts by the names of scripts/cost/prices.toml, since the laptop was started."""
    found = Counter(httpx.get(laptop.stack.environment()["AWS_ENDPOINT_URL"] + PATH, trust_env=False).json())
    found.update(of_functions(laptop))
    found.update(of_machines(laptop))
    return found


def of_functions(laptop):
    """Of the data collection and the analysis; who asks the API pays for that separately."""
    logs = laptop.client("logs")
    found = Counter()
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/signal9"):
        for group in page["logGroups"]:
            pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
            for event in (event for page in pages for event in page["events"]):
                found["log_bytes"] += len(event["message"].encode()) + INGESTED_BYTES_BESIDE_TEXT
                if report := REPORT.search(event["message"]):
                    milliseconds, megabytes = map(int, report.groups())
                    found["lambda_requests"] += 1
                    found["lambda_gb_seconds"] += milliseconds / 1000 * megabytes / 1024
    return found


def of_machines(laptop):
    states = laptop.client("stepfunctions")
    found = Counter()
    for machine in states.list_state_machines()["stateMachines"]:
        definition = json.loads(
            states.describe_state_machine(stateMachineArn=machine["stateMachineArn"])["definition"]
        )
        arns = of_pages(states, "list_executions", "executions", stateMachineArn=machine["stateMachineArn"])
        for arn in [one["executionArn"] for one in arns]:
            count(states, found, arn, express=False)
            for run in states.list_map_runs(executionArn=arn)["mapRuns"]:
                children = of_pages(states, "list_executions", "executions", mapRunArn=run["mapRunArn"])
                for child in children:
                    found["transitions"] += 1  # its start
                    count(states, found, child["executionArn"], express=has_express_children(definition))
    return found


def count(states, found, arn, *, express):
    events = of_pages(states, "get_execution_history", "events", executionArn=arn)
    found["log_bytes"] += len(events) * RECORD_BYTES
    if not express:
        found["transitions"] += sum(event["type"].endswith("StateEntered") for event in events)
        return
    # 64 MB are billed at least, in steps of 100 ms.
    seconds = (events[-1]["timestamp"] - events[0]["timestamp"]).total_seconds()
    found["express_requests"] += 1
    found["express_gb_seconds"] += (seconds // 0.1 + 1) * 0.1 * 64 / 1024


def of_pages(client, operation, key, **asked):
    return [one for page in client.get_paginator(operation).paginate(**asked) for one in page[key]]


def has_express_children(definition):
    return '"ExecutionType": "EXPRESS"' in json.dumps(definition)

"""What a stage has used so far, of everything that a bill lists by use."""

import re
from collections import Counter
from statistics import median

import httpx

from scripts.local.meter import PATH

REPORT = re.compile(r"Billed Duration: (\d+) ms\tMemory Size: (\d+) MB")
INGESTED_BYTES_BESIDE_TEXT = 26  # CloudWatch Logs counts 26 bytes for every event
# The emulator's histories leave out what happens inside of an inline Map: steps there, by their function.
IN_MAPS = {
    "PollenateAsset": 3,  # a round: the choice after it, and the end or a wait
    "AnnounceCollected": 1,
    "SummarizeSector": 1,
    "ValidateData": 2,  # and the choice after it
    "AnalyzeAsset": 1,
    "StoreResult": 1,
    "NotifySubscribers": 1,
}
EVENTS_A_STEP = 5
RECORD_BYTES = 600  # of what Step Functions logs of one event, without data


def used(laptop, since):
    """Counts by the names of prices.toml: of requests since the laptop's start, of runs since this moment."""
    found = Counter(httpx.get(laptop.stack.environment()["AWS_ENDPOINT_URL"] + PATH, trust_env=False).json())
    runs = Counter(of_functions(laptop, since))
    runs.update(of_machines(laptop, since))
    return found, runs


def of_functions(laptop, since):
    """A function's runs by their median: on the laptop all of them share two cores, in the cloud none do."""
    logs = laptop.client("logs")
    found = Counter()
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/signal9"):
        for group in page["logGroups"]:
            pages = logs.get_paginator("filter_log_events").paginate(
                logGroupName=group["logGroupName"], startTime=int(since * 1000)
            )
            messages = [event["message"] for page in pages for event in page["events"]]
            found["log_bytes"] += sum(len(one.encode()) + INGESTED_BYTES_BESIDE_TEXT for one in messages)
            runs = [tuple(map(int, report.groups())) for one in messages if (report := REPORT.search(one))]
            if runs:
                seconds = median(milliseconds for milliseconds, _ in runs) / 1000
                found["lambda_requests"] += len(runs)
                found["lambda_gb_seconds"] += len(runs) * seconds * runs[0][1] / 1024
                steps = IN_MAPS.get(group["logGroupName"].rpartition("-")[2], 0) * len(runs)
                found["transitions"] += steps
                found["log_bytes"] += steps * EVENTS_A_STEP * RECORD_BYTES
    return found


def of_machines(laptop, since):
    states = laptop.client("stepfunctions")
    found = Counter()
    for machine in states.list_state_machines()["stateMachines"]:
        arn = machine["stateMachineArn"]
        for execution in of_pages(states, "list_executions", "executions", stateMachineArn=arn):
            if execution["startDate"].timestamp() < since:
                continue
            count(states, found, execution["executionArn"])
            for run in states.list_map_runs(executionArn=execution["executionArn"])["mapRuns"]:
                for child in of_pages(states, "list_executions", "executions", mapRunArn=run["mapRunArn"]):
                    found["transitions"] += 1  # its start
                    count(states, found, child["executionArn"])
    return found


def count(states, found, arn):
    events = of_pages(states, "get_execution_history", "events", executionArn=arn)
    found["log_bytes"] += len(events) * RECORD_BYTES
    found["transitions"] += sum(event["type"].endswith("StateEntered") for event in events)


def of_pages(client, operation, key, **asked):
    return [one for page in client.get_paginator(operation).paginate(**asked) for one in page[key]]

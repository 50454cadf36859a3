"""Runs rendered definitions in an interpreter independent of the emulator, with an answer for each Lambda.

Answers are given by function name: a value, a Failure, a callable on the payload, or a list of these in turn.
"""

import json
import threading
import time
from collections import defaultdict

import boto3
import moto
from moto.awslambda_simple.models import LambdaSimpleBackend

from workflows.build import rendered
from workflows.catalogue import WORKFLOWS

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/machine"
CONFIG = {"lambda": {"use_docker": False}, "stepfunctions": {"execute_state_machine": True}}


DAY = "2026-11-20"


def job(name, **fields):
    return {"job": name, "as_of": f"{DAY}T04:00:00Z", **fields}


class Functions:
    """Answers invocations and remembers them in order."""

    def __init__(self, answers):
        self.answers = answers
        self.calls = []
        self._lock = threading.Lock()
        self._seen = defaultdict(int)

    def invoke(self, name, payload):
        with self._lock:
            self.calls.append((name, payload))
            turn = self._seen[name]
            self._seen[name] += 1
        answer = self.answers[name]
        if isinstance(answer, list):
            answer = answer[min(turn, len(answer) - 1)]
        if callable(answer):
            answer = answer(payload)
        return answer

    def names(self):
        return [name for name, _ in self.calls]

    def payloads(self, name):
        return [payload for called, payload in self.calls if called == name]


class Failure(dict):
    """A function error as Lambda reports it."""


FAULT = Failure(errorType="RuntimeError", errorMessage="disk on fire")


def run(workflow, input_, answers, monkeypatch):
    """The execution's description when it has ended, and what was invoked."""
    functions = Functions(answers)

    def invoke(self, function_name, _qualifier, body, *headers):
        answer = functions.invoke(function_name.rsplit(":", 1)[-1], json.loads(body))
        if isinstance(answer, Failure):
            headers[-1]["x-amz-function-error"] = "Handled"
        return json.dumps(answer).encode()

    monkeypatch.setattr(LambdaSimpleBackend, "invoke", invoke)
    with moto.mock_aws(config=CONFIG):
        states = boto3.client("stepfunctions", region_name="us-east-1")
        arn = states.create_state_machine(name=workflow, definition=definition_of(workflow), roleArn=ROLE)
        asked = json.dumps({"correlation_id": "job-1", **input_})
        started = states.start_execution(stateMachineArn=arn["stateMachineArn"], input=asked)
        for _ in range(400):
            ended = states.describe_execution(executionArn=started["executionArn"])
            if ended["status"] != "RUNNING":
                return ended, functions
            time.sleep(0.05)
    raise AssertionError(f"{workflow} was still running after 20 s; invoked so far: {functions.names()}")


def definition_of(name):
    """As deployed, but with function ARNs and without waiting between retries."""
    workflow = next(w for w in WORKFLOWS if w.name == name)
    document = rendered(workflow)
    text = json.dumps(document["definition"])
    for function in document["substitutions"]:
        arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{function}"
        text = text.replace("${" + function + "}", arn)
    return text.replace('"IntervalSeconds": 2', '"IntervalSeconds": 1').replace(
        '"BackoffRate": 2.0', '"BackoffRate": 1.0'
    )

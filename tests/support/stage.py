"""A stage deployed into moto, and the command that people use on it."""

import io
import json
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass

import boto3
import pytest
import requests
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends
from typer.testing import CliRunner

from scripts.signal9.app import app
from scripts.signal9.runs import MACHINES
from tests.support import tables

STAGE = "dev"
DAY = "2026-11-20"
ROLE = f"arn:aws:iam::{tables.ACCOUNT}:role/signal9"
SIMPLE = {
    "lambda": {"use_docker": False},
    "iam": {"load_aws_managed_policies": False},
    "stepfunctions": {"execute_state_machine": True},
}
# Fails with the cause its input names, else answers its input.
MACHINE = {
    "StartAt": "IsToFail",
    "States": {
        "IsToFail": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.cause", "IsString": True, "Next": "Failed"}],
            "Default": "Done",
        },
        "Failed": {"Type": "Fail", "Error": "StepFailed", "CausePath": "$.cause"},
        "Done": {"Type": "Succeed"},
    },
}


@contextmanager
def deployed():
    """A stage with nothing in it yet."""
    with pytest.MonkeyPatch.context() as patch:
        tables.set_environment(patch, STAGE)
        tables.forget_settings()
        with mock_aws(config=SIMPLE):
            # moto puts the former one back.
            boto3.DEFAULT_SESSION = tables.session()
            tables.create_tables(STAGE)
            tables.create_bucket(STAGE)
            tables.create_bus(STAGE)
            tables.create_secrets(STAGE, plan="premium-1200", day=DAY)
            _create_start_workflow()
            for machine in MACHINES:
                tables.client("stepfunctions").create_state_machine(
                    name=f"signal9-{machine}-{STAGE}", definition=json.dumps(MACHINE), roleArn=ROLE
                )
            yield STAGE
        tables.forget_settings()


def emptied():
    """Forget what the last test left; moto's own reset would take the tables and machines with it."""
    for table in dynamodb_backends[tables.ACCOUNT][tables.REGION].tables.values():
        table.items.clear()
    for machine in stepfunctions_parser_backends[tables.ACCOUNT][tables.REGION].state_machines:
        machine.executions.clear()
    tables.put_secrets(STAGE, plan="premium-1200", day=DAY)
    tables.forget_settings()


def _create_start_workflow():
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("nothing.py", "")
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    tables.client("iam").create_role(RoleName="signal9", AssumeRolePolicyDocument=trust)
    tables.client("lambda").create_function(
        FunctionName=f"signal9-{STAGE}-StartWorkflow",
        Runtime="python3.13",
        Role=ROLE,
        Handler="nothing.handler",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": tables.function_environment(STAGE)},
    )


@dataclass(frozen=True)
class Answer:
    exit_code: int
    out: str
    error: str

    @property
    def document(self):
        return json.loads(self.out)


def signal9(*arguments, columns=80, stage=STAGE):
    """The command as a person runs it in a terminal of that width."""
    result = CliRunner().invoke(app, ["--stage", stage, *arguments], env={"COLUMNS": str(columns)})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def starts_answer(*answers):
    """What StartWorkflow says to the next starts, in their order."""
    results = [json.dumps(each) for each in answers]
    url = "http://motoapi.amazonaws.com/moto-api/static/lambda-simple/response"
    assert requests.post(url, json={"results": results}, timeout=5).status_code == 201


def execute(machine, name, **input_):
    """Run a machine under a name to its end; with a `cause` it fails."""
    states = tables.client("stepfunctions")
    arn = f"arn:aws:states:{tables.REGION}:{tables.ACCOUNT}:stateMachine:signal9-{machine}-{STAGE}"
    started = states.start_execution(stateMachineArn=arn, name=name, input=json.dumps(input_))
    ends = time.monotonic() + 5
    while states.describe_execution(executionArn=started["executionArn"])["status"] == "RUNNING":
        assert time.monotonic() < ends
        time.sleep(0.002)
    return started["executionArn"]

import io
import json
import zipfile
from dataclasses import dataclass

import pytest
import requests
from moto import mock_aws
from typer.testing import CliRunner

from scripts.signal9 import connection
from scripts.signal9.app import app
from scripts.signal9.runs import MACHINES
from tests.support import tables

STAGE = "dev"
DAY = "2026-11-20"
ROLE = "arn:aws:iam::123456789012:role/signal9"
NOTHING_TO_DO = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})


@pytest.fixture(scope="module", autouse=True)
def _clients_end_with_the_module():
    for forget in (tables.forget_clients, connection._client.cache_clear):  # noqa: SLF001
        forget()
    yield
    for forget in (tables.forget_clients, connection._client.cache_clear):  # noqa: SLF001
        forget()


@pytest.fixture
def stage(monkeypatch):
    """A deployed stage with nothing in it yet."""
    tables.set_environment(monkeypatch, STAGE)
    tables.forget_settings()
    with mock_aws(config={"lambda": {"use_docker": False}, "iam": {"load_aws_managed_policies": False}}):
        tables.create_tables(STAGE)
        tables.create_bucket(STAGE)
        tables.create_bus(STAGE)
        tables.create_secrets(STAGE, plan="premium-1200", day=DAY)
        _create_start_workflow()
        for machine in MACHINES:
            tables.client("stepfunctions").create_state_machine(
                name=f"signal9-{machine}-{STAGE}", definition=NOTHING_TO_DO, roleArn=ROLE
            )
        yield STAGE
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


@pytest.fixture
def signal9(stage, monkeypatch):
    """The command as a person runs it, `signal9(...)`; `columns` is the width of their terminal."""

    def run(*arguments, columns=80, stage=stage):
        monkeypatch.setenv("COLUMNS", str(columns))
        result = CliRunner().invoke(app, ["--stage", stage, *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def starts_answer(stage):
    """What StartWorkflow says to the next starts, in their order."""

    def answer(*answers):
        results = [json.dumps(each) for each in answers]
        url = "http://motoapi.amazonaws.com/moto-api/static/lambda-simple/response"
        assert requests.post(url, json={"results": results}, timeout=5).status_code == 201

    return answer


@pytest.fixture
def executed(stage):
    """Run a machine under a name; it is left running unless it is stopped."""

    def execute(machine, name, *, aborted_because="", **input_):
        states = tables.client("stepfunctions")
        arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:signal9-{machine}-{STAGE}"
        started = states.start_execution(stateMachineArn=arn, name=name, input=json.dumps(input_))
        if aborted_because:
            states.stop_execution(
                executionArn=started["executionArn"], error="PollenationFailed", cause=aborted_because
            )
        return started["executionArn"]

    return execute

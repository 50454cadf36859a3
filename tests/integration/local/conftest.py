import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import boto3
import psutil
import pytest

from scripts.local import facts, processes
from scripts.local.facts import StackFacts
from scripts.local.postgres import PostgresFiles
from scripts.local.stack import Stack

ROLE = "arn:aws:iam::000000000000:role/any"


def _policy(statement: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Cloud:
    """What the tests do in the emulator, as a user of it would."""

    def __init__(self, endpoint_url: str) -> None:
        self._endpoint_url = endpoint_url

    def client(self, service: str):
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
        return boto3.client(service, endpoint_url=self._endpoint_url, **keys)

    def create_table(self) -> None:
        self.client("dynamodb").create_table(
            TableName="assets",
            KeySchema=[{"AttributeName": "symbol", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "symbol", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )

    def put(self, symbol: str) -> None:
        self.client("dynamodb").put_item(TableName="assets", Item={"symbol": {"S": symbol}})

    def symbols(self) -> set[str]:
        dynamodb = self.client("dynamodb")
        if "assets" not in dynamodb.list_tables()["TableNames"]:
            return set()
        return {item["symbol"]["S"] for item in dynamodb.scan(TableName="assets")["Items"]}

    def buckets(self) -> set[str]:
        return {bucket["Name"] for bucket in self.client("s3").list_buckets()["Buckets"]}

    def create_role(self) -> None:
        """The emulator holds functions to their role; these may do everything."""
        iam = self.client("iam")
        trusts = {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
        allows = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        if "any" not in {role["RoleName"] for role in iam.list_roles()["Roles"]}:
            iam.create_role(RoleName="any", AssumeRolePolicyDocument=_policy(trusts))
            iam.put_role_policy(RoleName="any", PolicyName="all", PolicyDocument=_policy(allows))

    def create_function(self, name: str, body: str) -> None:
        self.create_role()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("code.py", f"import os, time\ndef handler(event, context):\n    {body}\n")
        self.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.12",
            Role=ROLE,
            Handler="code.handler",
            Code={"ZipFile": archive.getvalue()},
            Timeout=60,
        )

    def create_machine(self, name: str, states: dict) -> str:
        self.create_role()
        definition = json.dumps({"StartAt": next(iter(states)), "States": states})
        answer = self.client("stepfunctions").create_state_machine(
            name=name, roleArn=ROLE, definition=definition
        )
        return answer["stateMachineArn"]


@pytest.fixture
def cloud():
    return Cloud


@pytest.fixture
def make_data(tmp_path):
    """A folder of the providers' answers that lists no company."""

    def make(name: str) -> Path:
        folder = (tmp_path / name).resolve()
        (folder / "alpaca").mkdir(parents=True)
        (folder / "alpaca" / "assets.json").write_text("[]")
        return folder

    return make


@pytest.fixture
def root(tmp_path, make_data):
    """A folder for a stack beside any other; whatever runs for it at the end of the test is ended."""
    folder = (tmp_path / "local").resolve()
    facts.write(folder / "stack.json", StackFacts(data=str(make_data("data"))))
    yield folder
    processes.end_all(folder, spare=set())
    PostgresFiles(folder).delete()


@pytest.fixture
def stack(root):
    return Stack(root)


@pytest.fixture
def server_pid(root):
    def pid(name: str) -> int:
        return facts.read(Path(root) / "stack.json").servers[name].pid

    return pid


@pytest.fixture
def kill() -> Callable[[int], None]:
    """Until it is over: a start right afterwards would still find it running."""

    def until_over(pid: int) -> None:
        psutil.Process(pid).kill()
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)

    return until_over

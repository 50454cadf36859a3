"""Finds the deployed stage a command talks to and gives the shipped code the environment of its functions."""

import os
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from scripts.local.stack import Stack

LOCAL = "local"
# The function whose environment is read; every function of a stage has the same.
PROBE = "StartWorkflow"


class NotDeployed(Exception):
    """The stage does not answer: says what was asked and what to do."""


@dataclass(frozen=True, slots=True)
class Connection:
    stage: str

    def client(self, service: str, *, read_timeout_seconds: int = 60) -> Any:
        return _client(service, read_timeout_seconds)

    def function(self, name: str) -> str:
        return f"signal9-{self.stage}-{name}"


def connect(stage: str) -> Connection:
    """The laptop's stack is found by its facts file, any other stage by the shell's own AWS configuration."""
    if stage == LOCAL and "AWS_ENDPOINT_URL" not in os.environ:
        use_local_stack()
    connection = Connection(stage)
    try:
        answer = connection.client("lambda").get_function_configuration(
            FunctionName=connection.function(PROBE)
        )
    except (BotoCoreError, ClientError) as failure:
        do = (
            "run `make run` (or `make up`) first"
            if stage == LOCAL
            else f"deploy it with `make deploy STAGE={stage}`"
        )
        raise NotDeployed(f"stage {stage!r} does not answer ({failure}); {do}") from failure
    os.environ.update(answer["Environment"]["Variables"])
    return connection


@cache
def _client(service: str, read_timeout_seconds: int) -> Any:
    config = Config(connect_timeout=3, read_timeout=read_timeout_seconds, retries={"max_attempts": 3})
    return boto3.client(service, config=config)  # type: ignore[call-overload]


def use_local_stack() -> None:
    environment = Stack().environment()
    os.environ.clear()
    os.environ.update(environment)

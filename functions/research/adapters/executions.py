import json
from collections.abc import Callable
from typing import Any

FAILED = ("FAILED", "ABORTED", "TIMED_OUT")
# A day that failed this often wants a person.
ATTEMPTS = 9


def named(work: str, attempt: int) -> str:
    return work if attempt == 1 else f"{work}-attempt-{attempt}"


def next_attempt(name: str) -> str:
    """The name of the attempt after the one of this name."""
    work, _, attempt = name.partition("-attempt-")
    return named(work, int(attempt or 1) + 1)


class Executions:
    """Starts state machines under names that mean the same work, so a second start is recognised."""

    def __init__(self, client: Any, arn_of: Callable[[str], str]) -> None:
        self._client = client
        self._arn_of = arn_of

    def start(
        self, workflow: str, name: str, input_: dict[str, Any], *, again_if_failed: bool
    ) -> dict[str, str]:
        """Outcome `started`, or `already` with the status of the execution that holds the name."""
        arn = self._arn_of(workflow)
        for attempt in range(1, ATTEMPTS + 1):
            attempt_name = named(name, attempt)
            try:
                started = self._client.start_execution(
                    stateMachineArn=arn, name=attempt_name, input=json.dumps(input_, sort_keys=True)
                )
            except self._client.exceptions.ExecutionAlreadyExists:
                execution = f"{arn.replace(':stateMachine:', ':execution:')}:{attempt_name}"
                status = self._client.describe_execution(executionArn=execution)["status"]
                if status in FAILED and again_if_failed:
                    continue
                return {"outcome": "already", "status": status, "execution_arn": execution}
            return {"outcome": "started", "status": "RUNNING", "execution_arn": started["executionArn"]}
        return {"outcome": "already", "status": "FAILED", "execution_arn": execution}

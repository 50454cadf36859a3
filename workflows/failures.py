"""How every machine ends when a step fails after its retries: recorded, alerted, failed by name."""

from functions.research.handlers import record_failure
from workflows.states import Chain, Fail, Task, invoke

RECORD_TIMEOUT_SECONDS = 35


def record(workflow: str, *, symbol_path: str | None = None, named: str = "RecordRunFailure") -> Task:
    payload = {
        "workflow": workflow,
        "as_of.$": "$.as_of",
        "execution.$": "$$.Execution.Name",
        "error.$": "$.error",
    }
    if symbol_path:
        payload["symbol.$"] = symbol_path
    return invoke(
        record_failure,
        payload,
        result_path=None,
        timeout_seconds=RECORD_TIMEOUT_SECONDS,
        named="RecordAssetFailure" if symbol_path else named,
    )


def fail_recorded(workflow: str) -> Chain:
    return Chain(
        [
            record(workflow),
            Fail(
                f"{workflow}Failed",
                error=f"{workflow}Failed",
                cause="A step failed after its retries; `signal9 runs --failed` shows which and why",
            ),
        ]
    )

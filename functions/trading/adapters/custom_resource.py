"""Answers CloudFormation: a custom resource that says nothing is waited for an hour."""

import json
from collections.abc import Callable
from typing import Any

_ANSWER_SECONDS = 10.0


def answered(event: dict[str, Any], do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Runs `do` by hand, for a creation or an update; whatever happens, the stack hears of it."""
    if "ResponseURL" not in event:
        return do()
    try:
        done = {} if event["RequestType"] == "Delete" else do()
    except Exception as failure:
        _tell(event, "FAILED", str(failure)[:500], {})
        raise
    _tell(event, "SUCCESS", "", done)
    return done


def _tell(event: dict[str, Any], status: str, reason: str, data: dict[str, Any]) -> None:
    document = {
        "Status": status,
        "Reason": reason,
        "PhysicalResourceId": event.get("PhysicalResourceId") or event["LogicalResourceId"],
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "Data": {name: str(value) for name, value in data.items()},
    }
    import httpx

    # The address is signed for a request without a content type.
    httpx.put(
        event["ResponseURL"],
        content=json.dumps(document).encode(),
        headers={"Content-Type": ""},
        timeout=_ANSWER_SECONDS,
    ).raise_for_status()

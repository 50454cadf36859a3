"""One JSON object a line on standard output; the event name comes first because people search for it."""

import json
import os
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime


class _Cause:
    """Of what is being done right now; an environment does one thing at a time."""

    correlation_id: str | None = None


def correlate(correlation_id: str | None) -> None:
    """Every line from now on names the request or the job that all this comes from."""
    _Cause.correlation_id = correlation_id


def event(name: str, /, **fields: object) -> None:
    _write(name, "INFO", fields)


def warning(name: str, /, **fields: object) -> None:
    _write(name, "WARN", fields)


def failure(name: str, fault: BaseException, /, **fields: object) -> None:
    """With the traceback, which goes nowhere else."""
    told = "".join(traceback.format_exception(fault))
    _write(name, "ERROR", {"error": type(fault).__name__, "traceback": told, **fields})


def _trace() -> dict[str, str]:
    """The root of the X-Ray trace, which AWS hands on from the API and from machines to functions."""
    parts = os.environ.get("_X_AMZN_TRACE_ID", "").split(";")
    root = next((part.removeprefix("Root=") for part in parts if part.startswith("Root=")), None)
    return {"trace": root} if root else {}


def _write(name: str, level: str, fields: Mapping[str, object]) -> None:
    record = {
        "event": name,
        "level": level,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "function": os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""),
        **({"correlation_id": _Cause.correlation_id} if _Cause.correlation_id else {}),
        **_trace(),
        **fields,
    }
    # In one piece, so that lines of two threads do not mix.
    print(json.dumps(record, default=str) + "\n", end="", flush=True)  # noqa: T201  Lambda's log is standard output

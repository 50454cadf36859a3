"""One JSON object a line on standard output; the event name comes first because people search for it."""

import json
import os
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime


def event(name: str, /, **fields: object) -> None:
    _write(name, "INFO", fields)


def warning(name: str, /, **fields: object) -> None:
    _write(name, "WARN", fields)


def failure(name: str, fault: BaseException, /, **fields: object) -> None:
    """With the traceback, which goes nowhere else."""
    told = "".join(traceback.format_exception(fault))
    _write(name, "ERROR", {"error": type(fault).__name__, "traceback": told, **fields})


def _write(name: str, level: str, fields: Mapping[str, object]) -> None:
    record = {
        "event": name,
        "level": level,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "function": os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""),
        **fields,
    }
    print(json.dumps(record, default=str), flush=True)  # noqa: T201  Lambda's log is standard output

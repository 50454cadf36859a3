"""One JSON object a line on standard output; the event name comes first because people search for it."""

import json
import os
from datetime import UTC, datetime


def event(name: str, /, *, level: str = "INFO", **fields: object) -> None:
    record = {
        "event": name,
        "level": level,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "function": os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""),
        **fields,
    }
    print(json.dumps(record, default=str), flush=True)  # noqa: T201  Lambda's log is standard output


def warning(name: str, /, **fields: object) -> None:
    event(name, level="WARN", **fields)

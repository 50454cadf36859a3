"""Subsegments for outgoing calls, when the invocation is sampled and only then.

The X-Ray SDK costs 290 ms to import, so an invocation that nobody will look at does not load it. Tracing
is never a reason for a call to fail.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Subsegment:
    """What the call can add to its own trace; without a recorder it keeps quiet."""

    def __init__(self, recorded: Any = None) -> None:
        self._recorded = recorded

    def status(self, code: int) -> None:
        if self._recorded is not None:
            _quietly(lambda: self._recorded.put_http_meta("status", code))


@contextmanager
def subsegment(name: str, method: str, url: str) -> Iterator[Subsegment]:
    """`url` is recorded as given: pass it without its query string."""
    if "Sampled=1" not in os.environ.get("_X_AMZN_TRACE_ID", ""):
        yield Subsegment()
        return
    recorded = _quietly(lambda: _begin(name, method, url))
    try:
        yield Subsegment(recorded)
    finally:
        if recorded is not None:
            _quietly(_end)


def _begin(name: str, method: str, url: str) -> Any:
    from aws_xray_sdk.core import xray_recorder

    recorded = xray_recorder.begin_subsegment(name, namespace="remote")
    if recorded is not None:
        recorded.put_http_meta("method", method)
        recorded.put_http_meta("url", url)
    return recorded


def _end() -> None:
    from aws_xray_sdk.core import xray_recorder

    xray_recorder.end_subsegment()


def _quietly(record: Callable[[], Any]) -> Any:
    try:
        return record()
    except Exception:  # noqa: BLE001  whatever the tracing library trips over, the provider call goes on
        return None

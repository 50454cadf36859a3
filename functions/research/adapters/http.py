"""One bounded GET: it ends at its deadline and at its size, whatever the other side does.

httpx costs 140 ms to import and build, so it is imported with the first call and its client is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from functions.research.adapters import tracing

if TYPE_CHECKING:
    from functions.research.adapters.bounded_client import BoundedClient


class ProviderUnavailable(Exception):
    """No complete answer; the message names the host and what happened, never the query string."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reply:
    """`headers` has lower-case names; `body` is decompressed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def get(
    url: str,
    params: Mapping[str, str],
    headers: Mapping[str, str],
    *,
    deadline_seconds: float,
    max_bytes: int,
) -> Reply:
    """Redirects are answers, not instructions. Raises ProviderUnavailable."""
    with tracing.subsegment(host_of(url), "GET", url) as traced:
        reply = _client().get(url, params, headers, deadline_seconds=deadline_seconds, max_bytes=max_bytes)
        traced.status(reply.status)
    return reply


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or "provider"
    except ValueError:
        return "provider"


@cache
def _client() -> "BoundedClient":
    from functions.research.adapters.bounded_client import BoundedClient

    return BoundedClient()

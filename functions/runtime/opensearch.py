"""OpenSearch over HTTP: where it is, by which authentication, and what can go wrong.

The AWS SDK has loaded urllib3 anyway; a client library would add sixty milliseconds to every cold start.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from urllib3.exceptions import HTTPError

from functions.runtime.announcement import Announcement, Unannounced


class SearchUnavailable(Exception):
    """OpenSearch did not answer in time, or not as a healthy one does; the tables can answer instead."""


class SearchRefused(Exception):
    """OpenSearch understood and refused: a fault of the request."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"HTTP {status}: {said[:500]}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Address:
    endpoint: str
    authentication: str  # sigv4, or none


class AddressParameter:
    """The SSM document {"endpoint": "https://..." | "none", "authentication": "sigv4" | "none"}."""

    def __init__(self, parameters: Any, name: str, clock: Callable[[], float]) -> None:
        self._announcement = Announcement(parameters, name, clock)

    def current(self) -> Address | None:
        """None where the stage has no OpenSearch. Raises SearchUnavailable where nobody can tell."""
        try:
            document = self._announcement.current()
        except Unannounced as fault:
            raise SearchUnavailable(str(fault)) from fault
        if document is None:
            return None
        return Address(document["endpoint"].rstrip("/"), document["authentication"])


class OpenSearch:
    """`credentials` and `region` sign what goes to an address that wants signatures."""

    def __init__(
        self, address: AddressParameter, credentials: Callable[[], Any], region: str, *, seconds: float
    ) -> None:
        self._address = address
        self._credentials = credentials
        self._region = region
        timeout = urllib3.Timeout(connect=min(seconds, 2.0), total=seconds)
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False, maxsize=2)

    @property
    def is_on(self) -> bool:
        return self._address.current() is not None

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The answer's document. Raises SearchUnavailable or SearchRefused."""
        content = b"" if body is None else json.dumps(body).encode()
        return self._sent(method, path, content, "application/json")

    def bulk(self, lines: Iterable[Mapping[str, Any]]) -> Any:
        content = "".join(json.dumps(line) + "\n" for line in lines).encode()
        return self._sent("POST", "/_bulk", content, "application/x-ndjson")

    def _sent(self, method: str, path: str, content: bytes, kind: str) -> Any:
        address = self._address.current()
        if address is None:
            raise SearchUnavailable("this stage has no OpenSearch")
        headers = {"Content-Type": kind} if content else {}
        url = f"{address.endpoint}{path}"
        if address.authentication == "sigv4":
            headers = self._signed(method, url, content, headers)
        try:
            reply = self._pool.request(method, url, body=content or None, headers=headers)
        except HTTPError as fault:
            raise SearchUnavailable(f"{type(fault).__name__} at {method} {path}") from fault
        return _document(reply.status, reply.data, f"{method} {path}")

    def _signed(self, method: str, url: str, content: bytes, headers: Mapping[str, str]) -> dict[str, str]:
        request = AWSRequest(method=method, url=url, data=content, headers=headers)
        SigV4Auth(self._credentials(), "es", self._region).add_auth(request)
        return dict(request.headers.items())


def _document(status: int, data: bytes, what: str) -> Any:
    if status >= 500 or status == 429:  # noqa: PLR2004
        raise SearchUnavailable(f"HTTP {status} at {what}")
    if status >= 400:  # noqa: PLR2004
        raise SearchRefused(status, data.decode(errors="replace"))
    try:
        return json.loads(data) if data else None
    except ValueError as broken:
        raise SearchUnavailable(f"an answer that is not JSON at {what}") from broken

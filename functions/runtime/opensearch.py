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
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

OFF = "none"
# How long a known address is believed, and how long it is believed that there is none.
ADDRESS_SECONDS = 60.0
OFF_SECONDS = 5.0


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
        self._parameters = parameters
        self._name = name
        self._clock = clock
        self._known: Address | None = None
        self._read_again_at = 0.0

    def current(self) -> Address | None:
        """None where the stage has no OpenSearch. Raises SearchUnavailable where nobody can tell."""
        now = self._clock()
        if now >= self._read_again_at:
            try:
                self._known = self._read()
            except (BotoCoreError, ClientError) as fault:
                if self._known is None:
                    raise SearchUnavailable(f"{self._name} could not be read") from fault
            self._read_again_at = now + (OFF_SECONDS if self._known is None else ADDRESS_SECONDS)
        return self._known

    def _read(self) -> Address | None:
        try:
            value = self._parameters.get_parameter(Name=self._name)["Parameter"]["Value"]
        except self._parameters.exceptions.ParameterNotFound:
            return None
        document = json.loads(value)
        if document["endpoint"] == OFF:
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

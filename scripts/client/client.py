"""Asks the API: waits as it says, goes through pages, and fetches nothing twice that has not changed."""

import random
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from scripts.client.errors import ApiRefused, ApiUnreachable, refused
from scripts.client.operations import Operations

TIMEOUT_SECONDS = 20.0
ATTEMPTS = 4
# A minute is what the API's own limit says at most; who says more is not waited for.
LONGEST_WAIT_SECONDS = 60.0
FIRST_WAIT_SECONDS = 0.5
# For who says to come back at once: not in a closed loop.
SHORTEST_WAIT_SECONDS = 0.1
ANSWERS_KEPT = 256
_AGAIN = (429, 503)
# What a gateway says before or instead of a function; repeated only where nothing is done twice by it.
_AGAIN_IF_HARMLESS = (500, 502, 504)
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class _Kept:
    tag: str
    document: Any


class Client(Operations):
    """One user's or one key's. Raises ApiRefused or one of its kinds, or ApiUnreachable.

    Refusals for the moment (429, 503) are repeated after the time they name. A broken connection or a fault
    is repeated where the request changes nothing or carries an Idempotency-Key.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        api_key: str | None = None,
        http: httpx.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if token and api_key:
            raise ValueError("TwoCredentials: got a token and an API key, expected one of them")
        self.url = url.rstrip("/")
        self._credential = {"Authorization": f"Bearer {token}"} if token else {}
        self._credential |= {"X-Api-Key": api_key} if api_key else {}
        self._http = http or httpx.Client(timeout=TIMEOUT_SECONDS)
        self._sleep = sleep
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def __repr__(self) -> str:
        return f"Client({self.url!r})"

    def pages(self, method: Callable[..., Any], *given: Any, **asked: Any) -> Iterator[Any]:
        """Every item of a list, page after page: `client.pages(client.list_assets, sector="Energy")`."""
        token = None
        while True:
            page = method(*given, **asked, **({"next_token": token} if token else {}))
            yield from page["items"]
            token = page.get("next_token")
            if not token:
                return

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        body: Any = None,
    ) -> Any:
        """The document of the answer; text where it is not JSON, None where there is none."""
        wanted = {name: _word(value) for name, value in (query or {}).items() if value is not None}
        sent = {name: str(value) for name, value in (headers or {}).items() if value is not None}
        request = self._http.build_request(
            method,
            f"{self.url}{path}",
            params=wanted,
            headers={**sent, **self._credential},
            **({} if body is None else {"json": body}),
        )
        known = self._kept.get(str(request.url)) if method == "GET" else None
        if known:
            request.headers["If-None-Match"] = known.tag
        response = self._answer(request)
        if known and response.status_code == _NOT_MODIFIED:
            return known.document
        return self._read(request, response)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        harmless = request.method == "GET" or "Idempotency-Key" in request.headers
        for attempt in range(1, ATTEMPTS + 1):
            try:
                response = self._http.send(request)
            except httpx.HTTPError as failure:
                if attempt == ATTEMPTS or not harmless:
                    where = f"{request.method} {request.url.path}"
                    raise ApiUnreachable(f"ApiUnreachable: {where}: {failure!r}") from failure
                self._sleep(_backoff(attempt))
                continue
            repeated = _AGAIN + (_AGAIN_IF_HARMLESS if harmless else ())
            if attempt == ATTEMPTS or response.status_code not in repeated:
                break
            wait = _asked_for(response)
            if wait is not None and wait > LONGEST_WAIT_SECONDS:
                break
            self._sleep(_backoff(attempt) if wait is None else wait)
        return response

    def _read(self, request: httpx.Request, response: httpx.Response) -> Any:
        is_json = response.headers.get("Content-Type", "").partition(";")[0] == "application/json"
        try:
            document = response.json() if is_json else response.text or None
        except ValueError as broken:
            raise _strange(request, response) from broken
        if response.is_success:
            if request.method == "GET" and (tag := response.headers.get("ETag")):
                self._keep(str(request.url), _Kept(tag, document))
            return document
        raise _refusal(request, response, document)

    def _keep(self, url: str, answer: _Kept) -> None:
        self._kept[url] = answer
        self._kept.move_to_end(url)
        while len(self._kept) > ANSWERS_KEPT:
            self._kept.popitem(last=False)


def _refusal(request: httpx.Request, response: httpx.Response, document: Any) -> ApiRefused | ApiUnreachable:
    error = document.get("error") if isinstance(document, dict) else None
    return refused(response.status_code, error) if isinstance(error, dict) else _strange(request, response)


def _strange(request: httpx.Request, response: httpx.Response) -> ApiUnreachable:
    where = f"{request.method} {request.url.path}"
    return ApiUnreachable(f"ApiUnreachable: {where}: HTTP {response.status_code} {response.text[:200]}")


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _asked_for(response: httpx.Response) -> float | None:
    """Seconds of Retry-After, which may be a number or a date; None where it says neither."""
    told = response.headers.get("Retry-After", "")
    try:
        return max(SHORTEST_WAIT_SECONDS, float(told)) if told else None
    except ValueError:
        pass
    try:
        return max(SHORTEST_WAIT_SECONDS, parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return None


def _backoff(attempt: int) -> float:
    """Doubles, and differs from caller to caller, so that they do not come back together."""
    return FIRST_WAIT_SECONDS * 2.0 ** (attempt - 1) * random.uniform(0.5, 1.0)  # noqa: S311

"""The stage's API over HTTPS, with the token and the session that are kept for it."""

from typing import Any
from uuid import uuid4

import httpx

from scripts.signal9.connection import LOCAL, Connection
from scripts.signal9.credentials import Credentials, keep, kept

SECONDS = 20.0


class ApiRefused(Exception):
    """The API's own words: code, message, and the field each detail is about."""

    def __init__(self, status: int, error: dict[str, Any]) -> None:
        details = "".join(f"\n  {one.get('field')}: {one.get('message')}" for one in error.get("details", ()))
        super().__init__(f"{error.get('code')}: {error.get('message')} (HTTP {status}){details}")
        self.status = status
        self.code = str(error.get("code"))


class ApiUnreachable(Exception):
    """No answer, or one that is not the API's."""


def api_url(connection: Connection) -> str:
    if connection.stage != LOCAL:
        name = f"/trading-platform/{connection.stage}/api/url"
        return str(connection.client("ssm").get_parameter(Name=name)["Parameter"]["Value"])
    # The emulator gives no host to an API: it is below the emulator's own address.
    gateway = connection.client("apigateway")
    apis = [api["id"] for api in gateway.get_rest_apis(limit=500)["items"] if api["name"] == "signal9-local"]
    return f"{gateway.meta.endpoint_url}/restapis/{apis[0]}/{LOCAL}/_user_request_"


class ApiClient:
    def __init__(self, stage: str, url: str, credentials: Credentials) -> None:
        self._stage = stage
        self._credentials = credentials
        self._http = httpx.Client(base_url=url, timeout=SECONDS, trust_env=stage != LOCAL)

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        wanted = {name: value for name, value in query.items() if value is not None}
        return self._ask("GET", path, params=wanted)

    def post(self, path: str, document: dict[str, Any]) -> dict[str, Any]:
        return self._ask("POST", path, json=document)

    def in_session(
        self, method: str, path: str, *, headers: dict[str, str], **content: Any
    ) -> dict[str, Any]:
        """With the kept session; one that has ended is replaced, once."""
        session_id = self._credentials.session_id or self._open_session()
        try:
            return self._ask(method, path, headers={**headers, "Signal9-Session": session_id}, **content)
        except ApiRefused as refused:
            if refused.code != "session_not_live":
                raise
        return self._ask(
            method, path, headers={**headers, "Signal9-Session": self._open_session()}, **content
        )

    def _open_session(self) -> str:
        session = self._ask("POST", "/api/v1/sessions", json={"device": "signal9 command"})
        self._credentials = self._credentials.in_session(session["session_id"])
        keep(self._stage, self._credentials)
        return str(session["session_id"])

    def _ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **content: Any
    ) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {self._credentials.access_token}"}
        try:
            response = self._http.request(method, path, headers={**bearer, **(headers or {})}, **content)
            document: dict[str, Any] = response.json() if response.content else {}
        except (httpx.HTTPError, ValueError) as failure:
            raise ApiUnreachable(f"ApiUnreachable: {method} {path}: {failure!r}") from failure
        if response.is_success:
            return document
        error = document.get("error") if isinstance(document, dict) else None
        if not isinstance(error, dict):
            raise ApiUnreachable(
                f"ApiUnreachable: {method} {path}: HTTP {response.status_code} {response.text[:200]}"
            )
        raise ApiRefused(response.status_code, error)


def connected(connection: Connection) -> ApiClient:
    return ApiClient(connection.stage, api_url(connection), kept(connection.stage))


def new_client_order_id() -> str:
    return f"cli-{uuid4().hex[:20]}"

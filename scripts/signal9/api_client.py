"""The stage's API over HTTPS, with the token and the session that are kept for it."""

from typing import Any
from uuid import uuid4

import httpx

from scripts.client import ApiRefused, Client
from scripts.client.client import TIMEOUT_SECONDS
from scripts.signal9.connection import LOCAL, Connection
from scripts.signal9.credentials import Credentials, keep, kept


def api_url(connection: Connection) -> str:
    if connection.stage != LOCAL:
        name = f"/trading-platform/{connection.stage}/api/url"
        return str(connection.client("ssm").get_parameter(Name=name)["Parameter"]["Value"])
    # The emulator gives no host to an API: it is below the emulator's own address.
    gateway = connection.client("apigateway")
    apis = [api["id"] for api in gateway.get_rest_apis(limit=500)["items"] if api["name"] == "signal9-local"]
    return f"{gateway.meta.endpoint_url}/restapis/{apis[0]}/{LOCAL}/_user_request_"


class ApiClient:
    """The client with the session that orders want, which is kept between commands."""

    def __init__(self, stage: str, url: str, credentials: Credentials) -> None:
        self._stage = stage
        self._credentials = credentials
        http = httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=stage != LOCAL)
        self._client = Client(url, token=credentials.access_token, http=http)

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._client.ask("GET", path, query=query)
        return found

    def post(self, path: str, document: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self._client.ask("POST", path, body=document)
        return found

    def in_session(
        self, method: str, path: str, *, headers: dict[str, str], json: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """With the kept session; one that has ended is replaced, once."""
        session_id = self._credentials.session_id or self._open_session()
        try:
            return self._in(session_id, method, path, headers, json)
        except ApiRefused as refused:
            if refused.code != "session_not_live":
                raise
        return self._in(self._open_session(), method, path, headers, json)

    def _in(
        self, session_id: str, method: str, path: str, headers: dict[str, str], body: dict[str, str] | None
    ) -> dict[str, Any]:
        named = {**headers, "Signal9-Session": session_id}
        found: dict[str, Any] = self._client.ask(method, path, headers=named, body=body)
        return found

    def _open_session(self) -> str:
        session = self.post("/api/v1/sessions", {"device": "signal9 command"})
        self._credentials = self._credentials.in_session(session["session_id"])
        keep(self._stage, self._credentials)
        return str(session["session_id"])


def connected(connection: Connection) -> ApiClient:
    return ApiClient(connection.stage, api_url(connection), kept(connection.stage))


def new_client_order_id() -> str:
    return f"cli-{uuid4().hex[:20]}"

"""Get an access token from the stage's OIDC issuer, by the device flow (RFC 8628): no browser needed."""

import time
from collections.abc import Callable
from typing import Any

import httpx

from functions.operations.adapters.identity_parameter import Identity, parsed
from scripts.signal9.connection import Connection
from scripts.signal9.credentials import Credentials, keep

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
SCOPE = "trades:read trades:write"
SLOWER_SECONDS = 5


class LoginFailed(Exception):
    """The issuer gave no token: says who was asked and what was answered."""


def login(connection: Connection, person: str | None, tell: Callable[[str], None]) -> Credentials:
    """Waits until the person has let the device in. Raises LoginFailed."""
    identity = _identity(connection)
    issuer, client_id = identity.issuer, identity.client_id
    with httpx.Client(
        timeout=10, follow_redirects=False, trust_env=not issuer.startswith("http://127.")
    ) as client:
        discovered = _answer(client.get(f"{issuer}/.well-known/openid-configuration"), issuer)
        asked = {"client_id": client_id, "scope": SCOPE, "audience": identity.audience}
        if person:
            asked["login_hint"] = person
        device = _answer(client.post(discovered["device_authorization_endpoint"], data=asked), issuer)
        if notice := device.get("notice"):
            tell(notice)
        else:
            tell(f"Open {device.get('verification_uri_complete') or device['verification_uri']}")
            tell(f"and confirm the code {device['user_code']}.")
        answer = _token(client, discovered["token_endpoint"], device, client_id, issuer)
    credentials = Credentials(answer["access_token"], time.time() + float(answer["expires_in"]))
    keep(connection.stage, credentials)
    return credentials


def _identity(connection: Connection) -> Identity:
    name = f"/signal9/{connection.stage}/identity"
    return parsed(name, connection.client("ssm").get_parameter(Name=name)["Parameter"]["Value"])


def _token(
    client: httpx.Client, endpoint: str, device: dict[str, Any], client_id: str, issuer: str
) -> dict[str, Any]:
    pause = 0.0
    ends = time.monotonic() + float(device["expires_in"])
    while time.monotonic() < ends:
        time.sleep(pause)
        form = {"grant_type": GRANT, "device_code": device["device_code"], "client_id": client_id}
        response = client.post(endpoint, data=form)
        error = response.json().get("error") if response.is_client_error else None
        if error not in ("authorization_pending", "slow_down"):
            return _answer(response, issuer)
        pause = max(pause, float(device.get("interval", SLOWER_SECONDS)))
        pause += SLOWER_SECONDS if error == "slow_down" else 0
    raise LoginFailed(f"LoginFailed: nobody confirmed the code at {issuer} within {device['expires_in']} s")


def _answer(response: httpx.Response, issuer: str) -> dict[str, Any]:
    if not response.is_success:
        raise LoginFailed(
            f"LoginFailed: {issuer} answered {response.status_code} at {response.url.path}:"
            f" {response.text[:300]}"
        )
    document: dict[str, Any] = response.json()
    return document

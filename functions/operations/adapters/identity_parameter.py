import json
import time
from dataclasses import dataclass
from typing import Any

FRESH_SECONDS = 300
FIELDS = ("issuer", "audience", "client_id")


@dataclass(frozen=True, slots=True)
class Identity:
    issuer: str
    audience: str
    client_id: str


class IdentityNotConfigured(Exception):
    """The stage names no issuer yet; a person must set it."""


class IdentityParameter:
    """Issuer and audience of the stage, read again every five minutes: another issuer needs no deployment."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._read_at = float("-inf")
        self._known: Identity | None = None

    def current(self) -> Identity:
        """Raises IdentityNotConfigured."""
        if self._known is None or time.monotonic() > self._read_at + FRESH_SECONDS:
            self._known = parsed(
                self._name, self._client.get_parameter(Name=self._name)["Parameter"]["Value"]
            )
            self._read_at = time.monotonic()
        return self._known


def parsed(name: str, text: str) -> Identity:
    try:
        document = json.loads(text)
        identity = Identity(*(str(document[field]) for field in FIELDS))
    except (ValueError, KeyError, TypeError):
        raise IdentityNotConfigured(f"{name}: expected JSON with {', '.join(FIELDS)}") from None
    if identity.issuer.startswith("REPLACE_"):
        raise IdentityNotConfigured(f"{name}: issuer is still a placeholder; put the OIDC issuer's URL there")
    return Identity(identity.issuer.rstrip("/"), identity.audience, identity.client_id)

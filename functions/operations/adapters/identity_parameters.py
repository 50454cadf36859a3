import time
from dataclasses import dataclass
from typing import Any

FRESH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Identity:
    issuer: str
    audience: str


class IdentityNotConfigured(Exception):
    """The stage names no issuer yet; a person must set it."""


class IdentityParameters:
    """Issuer and audience of the stage, read again every five minutes: another issuer needs no deployment."""

    def __init__(self, client: Any, path: str) -> None:
        self._client = client
        self._path = path
        self._read_at = float("-inf")
        self._known: Identity | None = None

    def current(self) -> Identity:
        if self._known is None or time.monotonic() > self._read_at + FRESH_SECONDS:
            self._known = self._read()
            self._read_at = time.monotonic()
        return self._known

    def _read(self) -> Identity:
        listed = self._client.get_parameters_by_path(Path=self._path)["Parameters"]
        values = {one["Name"].rpartition("/")[2]: one["Value"] for one in listed}
        missing = [
            name for name in ("issuer", "audience") if values.get(name, "REPLACE_").startswith("REPLACE_")
        ]
        if missing:
            raise IdentityNotConfigured(f"{self._path}: {', '.join(missing)} still to be set")
        return Identity(values["issuer"].rstrip("/"), values["audience"])

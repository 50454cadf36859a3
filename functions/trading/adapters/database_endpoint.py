"""Where the database is and how to get in, from one SSM document: an IAM token, or a secret's password.

{"host", "port", "name", "user", "authentication": "iam" | "password", "secret", "owner_secret",
 "certificates"}
"""

import json
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from functions.trading.adapters.database import Endpoint


class DatabaseNotConfigured(RuntimeError):
    """The SSM document or the secret it names cannot be used; the text says what is missing."""


class Directory:
    def __init__(self, client: Callable[[str], Any], parameter: str) -> None:
        self._client = client
        self._parameter = parameter

    def endpoint(self) -> Endpoint:
        """For the desk's own role, which can read and write rows and nothing else."""
        known = self._document()
        password = self._token(known) if known["authentication"] == "iam" else self._secret(known, "secret")
        return self._endpoint(known, known["user"], password)

    def owner(self) -> Endpoint:
        """For migrations."""
        known = self._document()
        user = json.loads(self._value(known["owner_secret"]))["username"]
        return self._endpoint(known, user, self._secret(known, "owner_secret"))

    def _document(self) -> dict[str, Any]:
        value = self._client("ssm").get_parameter(Name=self._parameter)["Parameter"]["Value"]
        known: dict[str, Any] = json.loads(value)
        wanted = {"host", "port", "name", "user", "authentication", "owner_secret"}
        if known.get("authentication") not in ("iam", "password") or wanted - known.keys():
            raise DatabaseNotConfigured(
                f"{self._parameter}: expected {', '.join(sorted(wanted))}; authentication iam or password"
            )
        return known

    def _endpoint(self, known: dict[str, Any], user: str, password: Callable[[], str]) -> Endpoint:
        return Endpoint(
            known["host"],
            int(known["port"]),
            known["name"],
            user,
            password,
            _trust(known.get("certificates")),
        )

    def _token(self, known: dict[str, Any]) -> Callable[[], str]:
        rds = self._client("rds")

        def token() -> str:
            signed: str = rds.generate_db_auth_token(
                DBHostname=known["host"], Port=int(known["port"]), DBUsername=known["user"]
            )
            return signed

        return token

    def _secret(self, known: dict[str, Any], which: str) -> Callable[[], str]:
        if which not in known:
            raise DatabaseNotConfigured(f"{self._parameter}: expected {which} for authentication by password")
        return lambda: str(json.loads(self._value(known[which]))["password"])

    def _value(self, secret: str) -> str:
        return str(self._client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])


def _trust(certificates: str | None) -> ssl.SSLContext | None:
    """None only where the document names no certificates: a database on this machine's own loopback."""
    if certificates is None:
        return None
    path = Path(__file__).parents[1] / "certificates" / certificates
    if not path.exists():
        raise DatabaseNotConfigured(f"{path} is missing: package again with a connection to the internet")
    return ssl.create_default_context(cafile=str(path))

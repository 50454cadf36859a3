"""The laptop's OIDC issuer: its key, the tokens it makes, and how its process is started.

It stands in for an identity provider and believes everybody: whoever asks for a token gets one. Its key is
made for this laptop, so its tokens are good for the service on this laptop only.
"""

import json
import os
import sys
import time
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from scripts.local.emulator import REPOSITORY
from scripts.local.processes import ROOT_MARK, START_MARK, Launch

NAME = "issuer"
HEALTH_PATH = "/_issuer/health"
AUDIENCE = "signal9"
SCOPES = "trades:read trades:write"
TOKEN_SECONDS = 24 * 60 * 60
CLIENT_ID = "signal9-cli"
PARAMETER = "/signal9/local/identity"
_KEY_BITS = 2048


class LaptopIssuer:
    def __init__(self, root: Path, url: str) -> None:
        self.url = url
        self._file = root / "issuer" / "key.pem"

    def token(self, subject: str, **claims: Any) -> str:
        """A day's token with every scope; `claims` take the place of the usual ones."""
        now = int(time.time())
        usual = {
            "iss": self.url,
            "sub": subject,
            "aud": AUDIENCE,
            "scope": SCOPES,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "jti": str(uuid4()),
        }
        return jwt.encode({**usual, **claims}, self._key, algorithm="RS256", headers={"kid": self._key_id})

    def public_keys(self) -> dict[str, Any]:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {"keys": [{**key, "kid": self._key_id, "use": "sig", "alg": "RS256"}]}

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        if not self._file.exists():
            self._make()
        key = serialization.load_pem_private_key(self._file.read_bytes(), None)
        assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101  this module wrote the file
        return key

    @property
    def _key_id(self) -> str:
        numbers = self._key.public_key().public_numbers()
        return sha256(str(numbers.n).encode()).hexdigest()[:16]

    def _make(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
        text = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self._file.parent.mkdir(parents=True, exist_ok=True)
        partial = self._file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text)
        partial.replace(self._file)


def url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def launch(root: Path, log: Path, *, port: int, start_id: str) -> Launch:
    return Launch(
        name=NAME,
        command=[
            *(sys.executable, "-m", "scripts.local.issuer_process"),
            *("--root", str(root)),
            *("--port", str(port)),
        ],
        environment={**os.environ, ROOT_MARK: str(root), START_MARK: start_id},
        folder=REPOSITORY,
        log=log,
        health_url=f"{url(port)}{HEALTH_PATH}",
    )


def use(parameters: Any, issuer_url: str) -> None:
    """Have the deployed service believe the laptop's issuer."""
    value = json.dumps({"issuer": issuer_url, "audience": AUDIENCE, "client_id": CLIENT_ID})
    parameters.put_parameter(Name=PARAMETER, Value=value, Type="String", Overwrite=True)

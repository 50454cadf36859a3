"""Verifies access tokens of an OIDC issuer: RS256, by the keys it publishes."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt

from functions.operations.adapters.identity_parameter import Identity

SKEW_SECONDS = 30
KEYS_FRESH_SECONDS = 600
# Tokens that name unknown keys must not have the issuer asked for each of them.
ASKED_AGAIN_SECONDS = 15
LONGEST_TOKEN = 8192

Fetch = Callable[[str], bytes]


class TokenRefused(Exception):
    """Why a token is not believed; for the log, never for the caller."""


class IssuerKeys:
    """The issuer's signing keys by id, fetched when they are old or when a token names one we do not know."""

    def __init__(self, issuer: str, fetch: Fetch) -> None:
        self._issuer = issuer
        self._fetch = fetch
        self._keys: Mapping[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")

    def key(self, key_id: str) -> jwt.PyJWK:
        age = time.monotonic() - self._fetched_at
        if age > KEYS_FRESH_SECONDS or (key_id not in self._keys and age > ASKED_AGAIN_SECONDS):
            self._read()
        if key_id not in self._keys:
            raise TokenRefused("signed with a key the issuer does not publish")
        return self._keys[key_id]

    def _read(self) -> None:
        """An issuer that does not answer is asked again later; known keys stay good meanwhile."""
        try:
            discovered = json.loads(self._fetch(f"{self._issuer}/.well-known/openid-configuration"))
            published = json.loads(self._fetch(discovered["jwks_uri"]))["keys"]
        except Exception:
            if not self._keys:
                raise
        else:
            self._keys = {key["kid"]: jwt.PyJWK(key, "RS256") for key in published if _is_signing(key)}
        self._fetched_at = time.monotonic()


class AccessTokens:
    def __init__(self, identity: Identity, keys: IssuerKeys) -> None:
        self._identity = identity
        self._keys = keys

    def claims(self, token: str) -> dict[str, Any]:
        """Of a token that is believed. Raises TokenRefused."""
        if len(token) > LONGEST_TOKEN:
            raise TokenRefused(f"{len(token)} characters long")
        try:
            key = self._keys.key(str(jwt.get_unverified_header(token).get("kid")))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self._identity.audience,
                issuer=[self._identity.issuer, f"{self._identity.issuer}/"],
                leeway=SKEW_SECONDS,
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )
        except jwt.InvalidTokenError as wrong:
            raise TokenRefused(f"{type(wrong).__name__}: {wrong}") from None
        return claims


def _is_signing(key: Mapping[str, Any]) -> bool:
    return key.get("kty") == "RSA" and key.get("use", "sig") == "sig" and "kid" in key

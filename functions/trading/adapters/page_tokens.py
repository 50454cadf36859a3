"""Where a list goes on: opaque to clients, and of no use when changed or shown by somebody else."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256

_SIGNATURE_BYTES = 16


class PageTokenRefused(Exception):
    """Not a token this service made for this list and this user."""


class PageTokens:
    """A token is good for one user and one list: `scope` names both, and is signed but not in it."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def made(self, position: str, scope: Mapping[str, str | None]) -> str:
        text = position.encode()
        return urlsafe_b64encode(self._signature(text, scope) + text).decode().rstrip("=")

    def position(self, token: str, scope: Mapping[str, str | None]) -> str:
        """Raises PageTokenRefused."""
        try:
            whole = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            raise PageTokenRefused(token[:20]) from None
        signature, text = whole[:_SIGNATURE_BYTES], whole[_SIGNATURE_BYTES:]
        # Compared as made: other spellings of the same bytes are refused too.
        if not hmac.compare_digest(signature, self._signature(text, scope)) or token != self.made(
            text.decode(), scope
        ):
            raise PageTokenRefused(token[:20])
        return text.decode()

    def _signature(self, text: bytes, scope: Mapping[str, str | None]) -> bytes:
        named = json.dumps(sorted(scope.items())).encode()
        # Length first, so that no text can be read as part of a scope.
        message = len(named).to_bytes(4, "big") + named + text
        return hmac.new(self._secret, message, sha256).digest()[:_SIGNATURE_BYTES]

"""The process of the laptop's OIDC issuer: discovery, keys, and the device flow of RFC 8628.

It says that it is a stand-in, in its discovery document and on its only page. A device is let in at once, as
the person its login hint names.
"""

import argparse
import json
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scripts.local.issuer import AUDIENCE, HEALTH_PATH, SCOPES, TOKEN_SECONDS, LaptopIssuer, url

NOTICE = "This is the stand-in for an identity provider on a laptop: it believes whoever asks."
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
DEFAULT_PERSON = "developer"
LONGEST_FORM = 10_000
_WAITING_MOST = 1000


class Issuer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, root: Path, port: int) -> None:
        self.issuer = LaptopIssuer(root, url(port))
        self.waiting: dict[str, dict[str, str]] = {}
        self.issuer.public_keys()
        super().__init__(("127.0.0.1", port), Conversation)


class Conversation(BaseHTTPRequestHandler):
    server: Issuer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        issuer = self.server.issuer
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            self._answer(200, _discovery(issuer.url))
        elif path == "/jwks.json":
            self._answer(200, issuer.public_keys())
        elif path in (HEALTH_PATH, "/", "/activate"):
            self._answer(200, {"notice": NOTICE})
        else:
            self._answer(404, {"error": "not_found", "notice": NOTICE})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(min(length, LONGEST_FORM)).decode()).items()}
        if self.path == "/device":
            self._answer(200, self._device(form))
        elif self.path == "/token":
            self._token(form)
        else:
            self._answer(404, {"error": "not_found", "notice": NOTICE})

    def _device(self, form: dict[str, str]) -> dict[str, Any]:
        waiting = self.server.waiting
        while len(waiting) >= _WAITING_MOST:
            waiting.pop(next(iter(waiting)))
        code, user_code = secrets.token_urlsafe(24), secrets.token_hex(4).upper()
        waiting[code] = form
        page = f"{self.server.issuer.url}/activate"
        return {
            "device_code": code,
            "user_code": user_code,
            "verification_uri": page,
            "verification_uri_complete": f"{page}?user_code={user_code}",
            "expires_in": 600,
            "interval": 1,
            "notice": NOTICE,
        }

    def _token(self, form: dict[str, str]) -> None:
        if form.get("grant_type") != DEVICE_GRANT:
            self._answer(400, {"error": "unsupported_grant_type"})
            return
        asked = self.server.waiting.pop(form.get("device_code", ""), None)
        if asked is None:
            self._answer(400, {"error": "expired_token"})
            return
        scope = asked.get("scope", SCOPES)
        person = asked.get("login_hint", DEFAULT_PERSON)
        token = self.server.issuer.token(person, scope=scope, aud=asked.get("audience", AUDIENCE))
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS, "scope": scope}
        self._answer(200, answer)

    def _answer(self, status: int, document: dict[str, Any]) -> None:
        body = json.dumps(document).encode()
        head = f"HTTP/1.1 {status} \r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        # In one piece: head and body apart cost 40 ms each answer.
        self.wfile.write(head.encode() + body)

    def log_message(self, *_: object) -> None:
        print(f"{self.command} {urlsplit(self.path).path}", flush=True)


def _discovery(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/jwks.json",
        "token_endpoint": f"{issuer}/token",
        "device_authorization_endpoint": f"{issuer}/device",
        "grant_types_supported": [DEVICE_GRANT],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": SCOPES.split(),
        "notice": NOTICE,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--root", type=Path, required=True)
    arguments.add_argument("--port", type=int, required=True)
    given = arguments.parse_args()
    Issuer(given.root, given.port).serve_forever()


if __name__ == "__main__":
    main()

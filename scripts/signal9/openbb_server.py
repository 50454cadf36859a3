"""A server on this machine that OpenBB Workspace takes its widgets from; the API's key stays here."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scripts.client import ApiRefused, ApiUnreachable, Client
from scripts.signal9.openbb_widgets import WIDGETS, apps_json, missing, widgets_json

HOST = "127.0.0.1"
ORIGINS = ("https://pro.openbb.co",)


class WidgetServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, client: Client, port: int, origins: tuple[str, ...] = ORIGINS) -> None:
        super().__init__((HOST, port), _Requests)
        self.client = client
        self.origins = origins
        # The client keeps answers; one question at a time.
        self.turn = Lock()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    def answer(self, path: str, given: dict[str, str]) -> tuple[int, Any]:
        """Status and document."""
        static = {"/widgets.json": widgets_json, "/apps.json": apps_json}
        if path in static:
            return 200, static[path]()
        widget = WIDGETS.get(path.removeprefix("/"))
        if widget is None:
            return 404, {"error": f"no such widget: {path}"}
        known = {name: value for name, value in given.items() if name in widget.parameters and value}
        if lacks := missing(widget, known):
            return 400, {"error": f"missing: {', '.join(lacks)}"}
        try:
            with self.turn:
                return 200, widget.show(self.client, known)
        except ApiRefused as refused:
            return refused.status, {"error": str(refused)}
        except ApiUnreachable as failure:
            return 502, {"error": str(failure)}


class _Requests(BaseHTTPRequestHandler):
    server: WidgetServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self._is_for_us():
            self._send(403, {"error": "asked for under another name"})
            return
        parts = urlsplit(self.path)
        self._send(*self.server.answer(parts.path, dict(parse_qsl(parts.query))))

    def do_OPTIONS(self) -> None:
        self._send(204, None)

    def _is_for_us(self) -> bool:
        """A page whose own name was made to mean this machine would read what is the user's."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in (HOST, "localhost")

    def _send(self, status: int, document: Any) -> None:
        body = b"" if document is None else json.dumps(document).encode()
        self.send_response(status)
        origin = self.headers.get("Origin", "")
        if origin in self.server.origins:
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Methods", "GET, OPTIONS")
            self.send_header(
                "Access-Control-Allow-Headers", self.headers.get("Access-Control-Request-Headers", "*")
            )
            self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Vary", "Origin")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """What was asked is the user's own affair."""

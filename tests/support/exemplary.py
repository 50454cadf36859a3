"""An API that answers every request with the example of the contract, over real HTTP on this machine."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from functions.runtime import contract
from scripts.build.contract import described, operations
from tests.support import examples


class ExemplaryApi(ThreadingHTTPServer):
    """Keeps what it was asked; `refusals` are statuses that the next requests get, with their headers."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Requests)
        self.asked = []
        self.refusals = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_fault):
        self.shutdown()
        self.server_close()


ROUTES = [
    (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"), operation)
    for path, method, operation in sorted(operations(described()), key=lambda one: "{" in one[0])
]


def route(method, path):
    return next(o for m, p, o in ROUTES if m == method and p.match(path))


class _Requests(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = urlsplit(self.path).path
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        if self.server.refusals:
            status, headers = self.server.refusals.pop(0)
            error = {"code": f"told_{status}", "message": "no", "details": [], "requestId": "id-1"}
            self._send(status, {"error": error}, headers)
            return
        operation = route(self.command, path)
        status = next(each for each in operation["responses"] if each.startswith("2"))
        response = contract.resolved(operation["responses"][status])
        tag = {"ETag": '"as-ever"'} if "ETag" in response.get("headers", {}) else {}
        if tag and self.headers.get("If-None-Match") == tag["ETag"]:
            self._send(304, None, tag)
            return
        self._send(int(status), examples.of(response), tag)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815  as the server calls them

    def _send(self, status, document, headers):
        body = b"" if document is None else json.dumps(document).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        if body:
            self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass

"""What the supervisors of the laptop's servers share: their command line, their health and an orderly end."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol


class Supervisor(Protocol):
    def run(self) -> None:
        """Until `stop`; a server that died is started again."""

    def stop(self, *_: object) -> None: ...

    def health(self) -> tuple[HTTPStatus, bytes]: ...


def supervise(description: str | None, supervisor_of: Callable[[Path], Supervisor]) -> None:
    """`--root FOLDER --port HEALTH_PORT`, until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    supervisor = supervisor_of(arguments.root)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.stop)
    health = _serve_health(arguments.port, supervisor)
    supervisor.run()
    health.shutdown()
    sys.exit(os.EX_OK)


def end(server: subprocess.Popen[bytes], *, by: signal.Signals = signal.SIGTERM, seconds: float) -> None:
    """Asked to end, and killed where it does not."""
    if server.poll() is None:
        server.send_signal(by)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _serve_health(port: int, supervisor: Supervisor) -> ThreadingHTTPServer:
    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = supervisor.health()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A line a look would fill the log."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Health)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server

"""PostgreSQL on the laptop: started again when it dies, stopped when it is asked to, and its health.

python -m scripts.local.postgres_process --root FOLDER --port HEALTH_PORT
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pg8000.native

from scripts.local import ports
from scripts.local.postgres import DATABASE, OWNER, ROLE, PostgresFiles

_POLL_SECONDS = 0.05
_STOP_SECONDS = 15.0
# Children of a killed server hold its shared memory until they notice, a second or two.
_PAUSE_SECONDS = 0.2


class Supervisor:
    def __init__(self, files: PostgresFiles) -> None:
        self._files = files
        self._stopping = threading.Event()
        self._port = 0

    def stop(self, *_: object) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Until `stop`; a server that died is started again."""
        self._files.prepare()
        # Port 0 is what a cluster says that has never run.
        self._port = ports.choose(self._files.remembered_port() or None, taken=set())
        self._files.remember_port(self._port)
        while not self._stopping.is_set():
            server = self._files.start(self._port)
            while server.poll() is None and not self._stopping.is_set():
                time.sleep(_POLL_SECONDS)
            if self._stopping.is_set():
                _end(server)
            else:
                print(f"postgres ended with {server.returncode}; starting it again", flush=True)
                time.sleep(_PAUSE_SECONDS)

    def healthy(self) -> bool:
        if not self._port:
            return False
        try:
            self._make_database()
        except (pg8000.native.Error, OSError):
            return False
        return True

    def _make_database(self) -> None:
        with contextlib.closing(self._connect("postgres")) as server:
            if not server.run("SELECT 1 FROM pg_database WHERE datname = :name", name=DATABASE):
                server.run(f"CREATE DATABASE {DATABASE}")
            if not server.run("SELECT 1 FROM pg_roles WHERE rolname = :name", name=ROLE):
                password = pg8000.native.literal(self._files.access().password)
                server.run(f"CREATE ROLE {ROLE} LOGIN PASSWORD {password}")

    def _connect(self, database: str) -> pg8000.native.Connection:
        access = self._files.access()
        return pg8000.native.Connection(
            OWNER,
            host="127.0.0.1",
            port=self._port,
            database=database,
            password=access.password,
            timeout=5,
        )


def _end(server: subprocess.Popen[bytes]) -> None:
    """A fast shutdown: connections are cut, what was committed is kept."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()


def _serve_health(port: int, supervisor: Supervisor) -> ThreadingHTTPServer:
    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(HTTPStatus.OK if supervisor.healthy() else HTTPStatus.SERVICE_UNAVAILABLE)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """A line a look would fill the log."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Health)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    supervisor = Supervisor(PostgresFiles(arguments.root))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.stop)
    health = _serve_health(arguments.port, supervisor)
    supervisor.run()
    health.shutdown()
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main())

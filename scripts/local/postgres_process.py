"""PostgreSQL on the laptop: started again when it dies, stopped when it is asked to, and its health.

python -m scripts.local.postgres_process --root FOLDER --port HEALTH_PORT
"""

import contextlib
import signal
import threading
import time
from http import HTTPStatus

import pg8000.native

from scripts.local import ports
from scripts.local.postgres import DATABASE, OWNER, ROLE, PostgresFiles
from scripts.local.supervision import end, supervise

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
                # A fast shutdown: connections are cut, what was committed is kept.
                end(server, by=signal.SIGINT, seconds=_STOP_SECONDS)
            else:
                print(f"postgres ended with {server.returncode}; starting it again", flush=True)
                time.sleep(_PAUSE_SECONDS)

    def health(self) -> tuple[HTTPStatus, bytes]:
        return (HTTPStatus.OK if self._is_well() else HTTPStatus.SERVICE_UNAVAILABLE), b""

    def _is_well(self) -> bool:
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


if __name__ == "__main__":
    supervise(__doc__, lambda root: Supervisor(PostgresFiles(root)))

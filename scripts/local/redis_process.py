"""Redis on the laptop: started again when it dies, stopped when it is asked to, and its health.

python -m scripts.local.redis_process --root FOLDER --port HEALTH_PORT
"""

import threading
import time
from http import HTTPStatus

import redis

from scripts.local import ports, redis_server
from scripts.local.redis_server import RedisFiles
from scripts.local.supervision import end, supervise

_POLL_SECONDS = 0.05
_STOP_SECONDS = 5.0
_PAUSE_SECONDS = 0.2


class Supervisor:
    def __init__(self, files: RedisFiles) -> None:
        self._files = files
        self._stopping = threading.Event()
        self._is_known = False
        self._port: int | None = None

    def stop(self, *_: object) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Until `stop`; a server that died is started again."""
        reason = redis_server.why_not_here()
        self._port = None if reason else ports.choose(self._files.remembered_port(), taken=set())
        self._files.remember_port(self._port)
        self._is_known = True
        if self._port is None:
            print(f"no Redis: {reason}", flush=True)
        while not self._stopping.is_set():
            if self._port is None:
                self._stopping.wait(_POLL_SECONDS)
            else:
                self._run_once(self._port)

    def health(self) -> tuple[HTTPStatus, bytes]:
        return (HTTPStatus.OK if self._is_well() else HTTPStatus.SERVICE_UNAVAILABLE), b""

    def _is_well(self) -> bool:
        """Also where there is no server on purpose."""
        if not self._is_known or self._port is None:
            return self._is_known
        try:
            with redis.Redis(host="127.0.0.1", port=self._port, socket_timeout=2) as server:
                return bool(server.ping())
        except (redis.RedisError, OSError):
            return False

    def _run_once(self, port: int) -> None:
        """One life of the server."""
        server = self._files.start(port)
        while server.poll() is None and not self._stopping.is_set():
            time.sleep(_POLL_SECONDS)
        if self._stopping.is_set():
            end(server, seconds=_STOP_SECONDS)
        else:
            print(f"redis ended with {server.returncode}; starting it again", flush=True)
            self._stopping.wait(_PAUSE_SECONDS)


if __name__ == "__main__":
    supervise(__doc__, lambda root: Supervisor(RedisFiles(root)))

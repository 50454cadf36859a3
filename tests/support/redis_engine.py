"""A real Redis for tests, that can be killed, held and started again."""

import signal
import subprocess
import time

import pytest
import redis

from scripts.local import ports, redis_server
from scripts.local.redis_server import RedisFiles

SECONDS = 15


class RedisEngine:
    def __init__(self, root):
        if redis_server.program() is None:
            # The pinned wheel has one for Linux on x86-64 and Python 3.11 and 3.12 only.
            pytest.skip("no redis-server on this machine")
        self._files = RedisFiles(root)
        self.port = ports.choose(None, taken=set())
        self.url = f"redis://127.0.0.1:{self.port}"
        self._process = None

    def start(self):
        self._process = self._files.start(self.port)
        ends = time.monotonic() + SECONDS
        while not self._answers():
            assert self._process.poll() is None, "Redis ended"
            assert time.monotonic() < ends, f"no Redis at {self.url} after {SECONDS} s"
            time.sleep(0.02)

    def kill(self):
        self._process.kill()
        self._process.wait()

    def hold(self):
        """It keeps its connections and says nothing any more."""
        self._process.send_signal(signal.SIGSTOP)

    def let_go(self):
        self._process.send_signal(signal.SIGCONT)

    @property
    def pid(self):
        return self._process.pid

    def ask(self):
        return redis.Redis(port=self.port, socket_timeout=5)

    def kept(self):
        """Contents by key."""
        with self.ask() as server:
            return {key.decode(): server.get(key) for key in server.scan_iter()}

    def clear(self):
        with self.ask() as server:
            server.flushall()

    def _answers(self):
        try:
            with self.ask() as server:
                return server.ping()
        except (redis.RedisError, subprocess.SubprocessError):
            return False

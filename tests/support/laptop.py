"""A laptop's AWS of its own for a test, as a user has it: folder, processes, command."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
from localstack_client.session import Session

from scripts.local import deployment, facts
from scripts.local.ports import is_free
from scripts.local.postgres import PostgresFiles
from scripts.local.stack import Stack
from tests.support.fragments import ROOT
from tests.support.sharing import one_at_a_time

SHIPPED = ROOT / "scripts" / "sandbox" / "data"
# A run ends with orders of its own, on the clock of the wall.
TRADED_ANEW = {
    "signal9-account-access-local",
    "signal9-order-intents-local",
    "signal9-sessions-local",
}
# Differ between two honest runs of the same day: clocks, retries and what was paid for.
# A sector's profiles have the growth of the ratings made by then, and jobs overlap.
# The cause of a rating is the run that asked for it, which a day that was killed may have done twice.
VOLATILE = {"ttl", "version", "written_by", "window", "calls", "rows_added", "profiles", "correlation_id"}


class Laptop:
    def __init__(self, folder: Path, data: Path, shares_ports: bool = False) -> None:
        self.folder = folder
        self.data = data
        self.stack = Stack(folder)
        self._shares_ports = shares_ports

    def start(self) -> None:
        """A copy moves: a client of one that was ended would go on with whoever took its port."""
        folder = Path(tempfile.gettempdir()) / "signal9-test-ports"
        folder.mkdir(exist_ok=True)
        with one_at_a_time(folder), ExitStack() as occupied:
            if self._shares_ports:
                for server in facts.read(self.folder / "stack.json").servers.values():
                    if is_free(server.port):
                        occupied.enter_context(socket.create_server(("127.0.0.1", server.port)))
            self.stack.start(self.data)
        self._shares_ports = False

    def deploy(self) -> None:
        running = self.stack.start(self.data)
        deployment.deploy(self.folder, running.state_id, self.stack.environment())

    def stop(self) -> None:
        self.stack.stop()

    def delete(self) -> None:
        """What a database leaves outside of the laptop's folder would outlive the test."""
        self.stop()
        PostgresFiles(self.folder).delete()

    def copy_to(self, folder: Path) -> "Laptop":
        """Another laptop with the same deployment; this one must be stopped."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.lock", "logs"))
        (folder / "logs").mkdir()
        database = PostgresFiles(self.folder).home
        if not database.is_relative_to(self.folder):
            # Root's database belongs to another user, who may not enter root's folders.
            shutil.rmtree(PostgresFiles(folder).home, ignore_errors=True)
            subprocess.run(["cp", "-a", str(database), str(PostgresFiles(folder).home)], check=True)
        return Laptop(folder, self.data, shares_ports=True)

    def command(self, *arguments: str) -> subprocess.Popen:
        """`make run` without the set-up."""
        return subprocess.Popen(
            [sys.executable, "-m", "scripts.local.run", "--data", str(self.data), *arguments],
            cwd=ROOT,
            env={**_clean_environment(), "SIGNAL9_LOCAL_DIR": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, seconds: int = 300) -> str:
        process = self.command(*arguments)
        out, _ = process.communicate(timeout=seconds)
        assert process.returncode == 0, out
        return out

    def client(self, service: str):
        return self._session().client(service)

    def table(self, name: str):
        return self._session().resource("dynamodb").Table(name)

    def _session(self) -> Session:
        host = urlsplit(self.stack.environment()["AWS_ENDPOINT_URL"]).netloc
        # The account's root: no token, or the emulator takes the keys for a role's.
        return Session("test", "test", aws_session_token=None, localstack_host=host)

    def tables(self) -> dict[str, list[str]]:
        """Every item of every table as canonical text, without what differs between two honest runs."""
        dynamodb = self.client("dynamodb")
        found = {}
        for name in sorted(set(dynamodb.list_tables()["TableNames"]) - TRADED_ANEW):
            pages = dynamodb.get_paginator("scan").paginate(TableName=name)
            items = [item for page in pages for item in page["Items"] if not _is_of_the_hour(item)]
            kept = [_first_recording(item) if "sector-snapshots" in name else item for item in items]
            found[name] = sorted(
                json.dumps({k: v for k, v in item.items() if k not in VOLATILE}, sort_keys=True, default=repr)
                for item in kept
            )
        return found

    def provider_calls(self) -> list[dict]:
        url = f"{self.stack.start(self.data).sandbox_url}/_sandbox/calls"
        return httpx.get(url, timeout=10).json()

    def workers(self) -> list[psutil.Process]:
        """The processes that run functions right now."""
        found = []
        for process in psutil.process_iter(["cmdline"]):
            words = process.info["cmdline"] or []
            if any(str(self.folder) in word and word.endswith("_worker.py") for word in words):
                found.append(process)
        return found

    def emulator_pid(self) -> int:
        facts = json.loads((self.folder / "stack.json").read_text())
        return facts["servers"]["emulator"]["pid"]


def _is_of_the_hour(item: dict) -> bool:
    """Who was here is counted by the hour, on the wall, and a test may begin before it and end after."""
    return item.get("pk", {}).get("S", "").startswith("ACTIVE#")


def _first_recording(snapshot: dict) -> dict:
    """A day that went on after ratings had read a sector keeps a second snapshot, recorded a second later."""
    moment, _, recorded = snapshot["as_of"]["S"].partition("#")
    part = recorded.partition("#")[2]
    held = {k: v for k, v in snapshot.items() if k not in {"recorded_at", "at"}}
    return {**held, "as_of": {"S": f"{moment}#{part}"}}


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def data_of(symbols: set[str], folder: Path) -> Path:
    """The shipped data folder, narrowed to some companies."""
    for function in (SHIPPED / "alphavantage").iterdir():
        target = folder / "alphavantage" / function.name
        target.mkdir(parents=True)
        for file in function.iterdir():
            name = file.stem.partition("_")[0]
            if file.stem == "all" or name in symbols:
                shutil.copy(file, target)
    assets = json.loads((SHIPPED / "alpaca" / "assets.json").read_text())
    (folder / "alpaca" / "bars").mkdir(parents=True)
    (folder / "alpaca" / "assets.json").write_text(
        json.dumps([a for a in assets if a.get("symbol") in symbols])
    )
    for file in (SHIPPED / "alpaca" / "bars").iterdir():
        if file.stem in symbols:
            shutil.copy(file, folder / "alpaca" / "bars")
    shutil.copy(SHIPPED / "sandbox.json", folder)
    return folder

"""How the laptop's providers are started and told which folder to serve."""

import os
import sys
from pathlib import Path

import httpx

from scripts.local.emulator import REPOSITORY
from scripts.local.failures import DataFolderMissing, DataFolderRefused
from scripts.local.processes import ROOT_MARK, START_MARK, Launch

NAME = "sandbox"
HEALTH_PATH = "/_sandbox/health"
SHIPPED_DATA = REPOSITORY / "scripts" / "sandbox" / "data"
REQUESTS_LOG = "sandbox-requests.log"

_CHANGE_SECONDS = 30.0


def launch(root: Path, log: Path, *, port: int, start_id: str, data: Path) -> Launch:
    return Launch(
        name=NAME,
        command=[
            *(sys.executable, "-m", "scripts.sandbox.server"),
            *("--port", str(port)),
            *("--data", str(data)),
            *("--log", str(log.with_name(REQUESTS_LOG))),
        ],
        environment={**os.environ, ROOT_MARK: str(root), START_MARK: start_id},
        folder=REPOSITORY,
        log=log,
        health_url=f"{url(port)}{HEALTH_PATH}",
    )


def url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def data_folder(named: Path) -> Path:
    folder = named.expanduser().resolve()
    if not (folder / "alpaca" / "assets.json").is_file():
        raise DataFolderMissing(folder)
    return folder


def serve_from(port: int, folder: Path) -> None:
    try:
        with httpx.Client(trust_env=False, timeout=_CHANGE_SECONDS) as client:
            answer = client.put(f"{url(port)}/_sandbox/data", json={"dir": str(folder)})
    except httpx.HTTPError as failure:
        raise DataFolderRefused(folder, repr(failure)) from failure
    if answer.status_code != httpx.codes.OK:
        raise DataFolderRefused(folder, f"HTTP {answer.status_code}: {answer.text[:500]}")

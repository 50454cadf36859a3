"""How the AWS emulator is started and spoken to."""

import os
import sys
from pathlib import Path

import httpx

from scripts.local.emulator_state import EmulatorState
from scripts.local.failures import EmulatorRefused
from scripts.local.meter import SWITCH as METER
from scripts.local.processes import ROOT_MARK, START_MARK, Launch

NAME = "emulator"
REGION = "us-east-1"
HEALTH_PATH = "/_ministack/health"
CHECKPOINT_PATH = "/_signal9/checkpoint"
REPOSITORY = Path(__file__).resolve().parents[2]

# A Wait or a retry of a minute takes 0.6 s.
WAIT_SCALE = 0.01
ENFORCE_PERMISSIONS = "SIGNAL9_ENFORCE_PERMISSIONS"

_IDLE_WORKER_SECONDS = 60  # each holds 30 MB; the last worker of a function stays
_CHECKPOINT_SECONDS = 60.0

# Lambda code sees the emulator's environment. Only what a program needs to run at all is handed on, so that a
# setting that a function forgot to declare is missing here as it would be in the cloud.
_HANDED_ON = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "TZ",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "LD_LIBRARY_PATH",
)
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


def launch(root: Path, log: Path, *, port: int, start_id: str, wait_scale: float) -> Launch:
    state = EmulatorState(root)
    return Launch(
        name=NAME,
        # The same interpreter, so that Lambda code runs with this environment's packages.
        command=[sys.executable, "-m", "scripts.local.emulator_process"],
        environment=_environment(root, state, port=port, start_id=start_id, wait_scale=wait_scale),
        folder=REPOSITORY,
        log=log,
        health_url=f"{endpoint(port)}{HEALTH_PATH}",
    )


def endpoint(port: int) -> str:
    """An address, not a name: S3 is then addressed by path, and no name has to resolve."""
    return f"http://127.0.0.1:{port}"


def client_environment(port: int) -> dict[str, str]:
    """The caller's environment with every AWS client in it turned to the emulator on `port`."""
    kept = {name: value for name, value in os.environ.items() if not _misleads(name)}
    return {
        **kept,
        **_beside_proxies(),
        "AWS_ENDPOINT_URL": endpoint(port),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
    }


def checkpoint(port: int) -> None:
    """Have the state written without stopping; what `saved` then says is what a kill leaves."""
    _post(port, CHECKPOINT_PATH, {}, _CHECKPOINT_SECONDS)


def scale_waits(port: int, factor: float) -> None:
    _post(port, "/_ministack/config", {"stepfunctions._SFN_WAIT_SCALE": factor}, 10.0)


def _post(port: int, path: str, body: dict[str, float], timeout_seconds: float) -> None:
    try:
        with httpx.Client(trust_env=False, timeout=timeout_seconds) as client:
            answer = client.post(f"{endpoint(port)}{path}", json=body)
    except httpx.HTTPError as failure:
        raise EmulatorRefused(f"POST {path}", repr(failure)) from failure
    if answer.status_code != httpx.codes.OK:
        raise EmulatorRefused(f"POST {path}", f"HTTP {answer.status_code}: {answer.text[:500]}")


def _misleads(name: str) -> bool:
    return name in {"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"} or (
        name.startswith("AWS_ENDPOINT_URL_") or name == "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"
    )


def _beside_proxies() -> dict[str, str]:
    excepted = [os.environ.get("NO_PROXY") or os.environ.get("no_proxy", ""), "127.0.0.1,localhost"]
    value = ",".join(filter(None, excepted))
    return {"NO_PROXY": value, "no_proxy": value} if any(name in os.environ for name in _PROXIES) else {}


def _environment(
    root: Path, state: EmulatorState, *, port: int, start_id: str, wait_scale: float
) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in (*_HANDED_ON, *_PROXIES) if name in os.environ},
        **_beside_proxies(),
        ROOT_MARK: str(root),
        START_MARK: start_id,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state.services),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state.objects),
        "TMPDIR": str(state.scratch),
        "SFN_WAIT_SCALE": str(wait_scale),
        "LAMBDA_WARM_TTL_SECONDS": str(_IDLE_WORKER_SECONDS),
        # With AUTH a function may do what its role allows, as in the cloud, and all takes a tenth longer.
        "AUTH": "true" if os.environ.get(ENFORCE_PERMISSIONS) else "false",
        **({METER: "1"} if os.environ.get(METER) else {}),
        # The account's root.
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # It removes containers it takes for its own; the developer's Docker is none of its business.
        "DOCKER_HOST": f"unix://{state.folder / 'no-docker'}",
    }

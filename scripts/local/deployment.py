"""Deploys the service into the laptop's AWS, and knows when that is not needed."""

import hashlib
import json
import os
import signal
import subprocess
from pathlib import Path

from scripts.local.failures import LocalStackFailure
from scripts.local.logs import tail

REPOSITORY = Path(__file__).parents[2]
SOURCES = ("serverless.yml", "resources/stages.yml", "package-lock.json", "requirements.txt")
FOLDERS = ("functions", "workflows", "resources", "scripts/build")
# A deployment takes 20 s; one that hangs would wait for an hour.
DEPLOY_SECONDS = 240


class DeploymentFailed(LocalStackFailure):
    def __init__(self, got: str, log: Path) -> None:
        lines = "\n".join(f"    {line}" for line in tail(log, 25))
        super().__init__(
            f"DeploymentFailed: `sls deploy --stage local` {got}; expected it to end well.\n"
            f"Last lines of {log}:\n{lines}\n"
            "Correct what they name and run again; `make reset` starts from an empty AWS."
        )


def fingerprint(root: Path = REPOSITORY) -> str:
    """The same for the same deployable sources."""
    files = [root / name for name in SOURCES]
    for folder in FOLDERS:
        files += [p for p in (root / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_deployed(folder: Path, state_id: str) -> bool:
    try:
        known = json.loads((folder / "deployed.json").read_text())
    except (OSError, ValueError):
        return False
    return bool(known == {"fingerprint": fingerprint(), "state_id": state_id})


def deploy(folder: Path, state_id: str, environment: dict[str, str]) -> None:
    """Run the deployment to its end; the note that it was done is written last."""
    note, log = folder / "deployed.json", folder / "logs" / "deploy.log"
    note.unlink(missing_ok=True)
    deployed = fingerprint()
    command = ["npx", "--no-install", "sls", "deploy", "--stage", "local"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            code = process.wait(DEPLOY_SECONDS)
        except subprocess.TimeoutExpired:
            raise DeploymentFailed(f"did not end within {DEPLOY_SECONDS} s", log) from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    if code != 0:
        raise DeploymentFailed(f"ended with code {code}", log)
    partial = note.with_suffix(".partial")
    partial.write_text(json.dumps({"fingerprint": deployed, "state_id": state_id}))
    partial.replace(note)

"""The token and the session of a stage, kept between commands in a file that only its owner reads."""

import json
import os
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from scripts.local.stack import Stack
from scripts.signal9.connection import LOCAL

_SPARE_SECONDS = 30


class NotLoggedIn(Exception):
    def __init__(self, stage: str, why: str) -> None:
        super().__init__(f"NotLoggedIn: {why}; run `signal9 --stage {stage} login`")


@dataclass(frozen=True, slots=True)
class Credentials:
    access_token: str
    expires_at: float  # epoch seconds
    session_id: str | None = None

    def in_session(self, session_id: str) -> "Credentials":
        return replace(self, session_id=session_id)


def file_of(stage: str) -> Path:
    """The laptop's go with the laptop's AWS, which knows nobody after a reset."""
    if stage == LOCAL:
        return Stack().root / "credentials.json"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return config / "signal9" / f"{stage}.json"


def keep(stage: str, credentials: Credentials) -> None:
    path = file_of(stage)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(credentials), file)
    partial.replace(path)


def kept(stage: str) -> Credentials:
    """Raises NotLoggedIn, also when the token has run out."""
    try:
        credentials = Credentials(**json.loads(file_of(stage).read_text()))
    except (OSError, ValueError, TypeError):
        raise NotLoggedIn(stage, f"no token is kept for stage {stage!r}") from None
    if time.time() > credentials.expires_at - _SPARE_SECONDS:
        raise NotLoggedIn(stage, f"the token kept for stage {stage!r} has run out")
    return credentials

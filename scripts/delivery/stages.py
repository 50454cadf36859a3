"""Which AWS a delivery command talks to."""

import os
import re

import typer

from scripts.signal9.connection import LOCAL, use_local_stack

REGION = "us-east-1"
PROD = "prod"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,15}")


def prepared(stage: str) -> None:
    """The laptop's AWS for `local`, else the shell's own configuration; always the service's region."""
    if not _NAME.fullmatch(stage):
        raise typer.BadParameter(
            f"got {stage!r}, expected lower case letters, digits and hyphens, 16 at most"
        )
    if stage == LOCAL and "AWS_ENDPOINT_URL" not in os.environ:
        use_local_stack()
    os.environ["AWS_DEFAULT_REGION"] = os.environ["AWS_REGION"] = REGION

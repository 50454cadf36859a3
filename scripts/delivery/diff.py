"""Compare what is deployed with what would be: `make diff STAGE=dev`.

    python -m scripts.delivery.diff dev
    python -m scripts.delivery.diff dev --before old.json --after new.json --markdown

Answers 0; 3 when a resource that holds data would be replaced or removed.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import boto3
import typer
from botocore.exceptions import ClientError

from scripts.delivery.diff_print import as_markdown, as_text
from scripts.delivery.stages import prepared
from scripts.delivery.template_diff import compare

ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / ".serverless" / "cloudformation-template-update-stack.json"
DATA_AT_RISK = 3


def diff(
    stage: str,
    before: Annotated[Path | None, typer.Option(help="Instead of the deployed template.")] = None,
    after: Annotated[Path | None, typer.Option(help="Instead of packaging these sources.")] = None,
    markdown: Annotated[bool, typer.Option(help="For a pull request.")] = False,
) -> None:
    """What a deployment of this stage would add, change, replace and remove."""
    prepared(stage)
    old = json.loads(before.read_text()) if before else deployed(stage)
    new = json.loads((after or packaged(stage)).read_text())
    changes = compare(old, new)
    what = f"signal9-{stage}" + ("" if old.get("Resources") else " (not deployed yet)")
    sys.stdout.write((as_markdown if markdown else as_text)(changes, what))
    if any(change.warning for change in changes):
        raise typer.Exit(DATA_AT_RISK)


def deployed(stage: str) -> dict[str, Any]:
    """The template that CloudFormation was given last; an empty one where there is no stack."""
    try:
        answer = boto3.client("cloudformation").get_template(StackName=f"signal9-{stage}")
    except ClientError as failure:
        if "does not exist" in str(failure):
            return {}
        raise
    body = answer["TemplateBody"]
    template: dict[str, Any] = json.loads(body) if isinstance(body, str) else body
    return template


def packaged(stage: str) -> Path:
    command = ["npx", "--no-install", "sls", "package", "--stage", stage]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return PACKAGED


def main() -> None:
    typer.run(diff)


if __name__ == "__main__":
    main()

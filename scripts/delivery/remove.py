"""Remove a stage: `make remove STAGE=dev`; `make remove STAGE=prod WORD=remove-prod`.

What the template retains stays: it is listed, and has to be deleted by hand. Of a database its last state
stays, as a snapshot.
"""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from scripts.delivery.diff import deployed
from scripts.delivery.stages import PROD, prepared

ROOT = Path(__file__).parents[2]
WORD = "remove-prod"
KEPT = ("Retain", "RetainExceptOnCreate")


def remove(
    stage: str,
    word: Annotated[str, typer.Option(help=f"For prod: {WORD}.")] = "",
    answer: Annotated[str | None, typer.Option(help="To the question, for scripts.")] = None,
) -> None:
    """Say what goes and what stays, ask, and delete the stack."""
    if stage == PROD and word != WORD:
        raise typer.BadParameter(f"prod is removed only with WORD={WORD}; nothing was done")
    prepared(stage)
    template = deployed(stage)
    if not template:
        raise typer.BadParameter(f"there is no stack signal9-{stage}; nothing was done")
    if protected := protected_databases(template):
        raise typer.BadParameter(
            f"{', '.join(protected)} is protected from deletion; first"
            f" `npx sls deploy --stage {stage} --param database_protection=false`; nothing was done"
        )
    going, staying = holders(template)
    sys.stdout.write(f"Deleted with all they hold: {', '.join(going)}\n")
    if staying:
        sys.stdout.write(f"Kept, to be deleted by hand: {', '.join(staying)}\n")
    stack = f"signal9-{stage}"
    if (answer or typer.prompt(f"Type {stack} to remove it")) != stack:
        raise typer.BadParameter(f"the answer was not {stack}; nothing was done")
    subprocess.run(["npx", "--no-install", "sls", "remove", "--stage", stage], cwd=ROOT, check=True)


def holders(template: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Logical ids of tables, buckets, databases, secrets: those that go with the stack, those that stay."""
    kinds = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::RDS::DBCluster", "AWS::SecretsManager::Secret")
    held = {name: one for name, one in template["Resources"].items() if one["Type"] in kinds}
    staying = sorted(name for name, one in held.items() if one.get("DeletionPolicy") in KEPT)
    return sorted(held.keys() - set(staying)), staying


def protected_databases(template: dict[str, Any]) -> list[str]:
    """Deleting the stack would fail at them, with everything around them gone."""
    return sorted(
        name
        for name, one in template["Resources"].items()
        if one["Type"] == "AWS::RDS::DBCluster"
        and str(one.get("Properties", {}).get("DeletionProtection", False)).lower() == "true"
    )


def main() -> None:
    typer.run(remove)


if __name__ == "__main__":
    main()

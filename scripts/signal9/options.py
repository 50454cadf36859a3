"""What commands ask for alike, and how they find their stage."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from scripts.signal9.connection import Connection

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Day = Annotated[str | None, typer.Option(help="Business day, YYYY-MM-DD; else the newest one that ran.")]
Symbol = Annotated[str, typer.Argument(help="For example AAPL or BRK.B.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said before the command."""

    stage: str
    api: str | None


def connected(ctx: typer.Context) -> "Connection":
    """For what reads the stage's own tables and secrets, which nobody else's API can stand in for."""
    from scripts.signal9.connection import connect

    if ctx.obj.api:
        raise typer.BadParameter(f"`{ctx.info_name}` works on a stage of one's own: say --stage, not --api")
    return connect(ctx.obj.stage)

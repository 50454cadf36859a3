"""What commands ask for alike, and how they find their stage."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from scripts.signal9.connection import Connection

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Day = Annotated[str | None, typer.Option(help="Business day, YYYY-MM-DD; else the newest one that ran.")]
Symbol = Annotated[str, typer.Argument(help="For example AAPL or BRK.B.")]


def connected(ctx: typer.Context) -> "Connection":
    from scripts.signal9.connection import connect

    return connect(ctx.obj)

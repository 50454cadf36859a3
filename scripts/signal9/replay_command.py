"""The command that makes stored ratings again."""

from typing import Annotated

import typer

from scripts.signal9.commands import tell
from scripts.signal9.failures import FAILED_RUN
from scripts.signal9.options import Json, connected


def register(app: typer.Typer) -> None:
    app.command()(replay)


def replay(  # noqa: PLR0913, PLR0917  a command has that many options
    ctx: typer.Context,
    as_of: Annotated[str, typer.Option(help="A day, YYYY-MM-DD, or a moment, YYYY-MM-DDTHH:MM:SSZ.")],
    symbols: Annotated[
        list[str] | None, typer.Argument(metavar="SYMBOL", help="Else all that were rated then.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Earlier ratings as well.")] = False,
    on_machine: Annotated[
        bool, typer.Option("--as-state-machine", help="On the stage's machine: all that were rated then.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make stored ratings again from what was known and recorded then, and compare them byte for byte."""
    if on_machine and (symbols or everything):
        raise typer.BadParameter("--as-state-machine replays all of --as-of: leave SYMBOL and --all out")
    connection = connected(ctx)
    from scripts.signal9 import replay as replaying
    from scripts.signal9.replay_print import print_replay

    if on_machine:
        result = replaying.on_the_machine(connection, as_of)
    else:
        chosen = replaying.symbols_to_replay(as_of, symbols or [], everything=everything)
        result = replaying.replayed(chosen, as_of, everything=everything)
    tell(result, lambda console: print_replay(console, result), as_json=as_json)
    raise typer.Exit(FAILED_RUN if result["mismatched"] else 0)

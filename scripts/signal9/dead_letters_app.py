"""`signal9 dead-letters`."""

from typing import Annotated

import typer

from scripts.signal9.commands import tell
from scripts.signal9.failures import FAILED_RUN
from scripts.signal9.options import Json, connected

dead_letters_app = typer.Typer(
    help="Messages that were given up, of every consumer: list, show, give again.", no_args_is_help=True
)
Source = Annotated[str | None, typer.Option("--source", help="The consumer, for example start-workflow.")]
Error = Annotated[str | None, typer.Option("--error", help="Part of the error or of its reason.")]
Since = Annotated[str, typer.Option("--since", help="Sent since: the beginning of an ISO UTC moment.")]


@dead_letters_app.command("list")
def list_(  # noqa: PLR0913, PLR0917  each is an option
    ctx: typer.Context,
    source: Source = None,
    error: Error = None,
    since: Since = "",
    everything: Annotated[bool, typer.Option("--all", help="Also what was given again.")] = False,
    as_json: Json = False,
) -> None:
    """Dead letters that nobody has given again yet, oldest first."""
    connection = connected(ctx)
    from scripts.signal9 import dead_letters as letters

    letters.sweep(connection)
    query = letters.Query(source, error, since, with_redriven=everything)
    shown = list(letters.found(letters.log(), query))
    documents = [letters.document(letter) for letter in shown]
    tell(documents, lambda console: letters.print_letters(console, shown), as_json=as_json)


@dead_letters_app.command("show")
def show(
    ctx: typer.Context,
    letter_id: Annotated[str, typer.Argument(metavar="ID", help="As `dead-letters list` prints it.")],
    as_json: Json = False,
) -> None:
    """One dead letter with its body."""
    connected(ctx)
    from scripts.signal9 import dead_letters as letters

    letter = letters.named(letters.log(), letter_id)
    tell(letters.document(letter), lambda console: letters.print_letter(console, letter), as_json=as_json)


@dead_letters_app.command("redrive")
def redrive(  # noqa: PLR0913, PLR0917  each is an option
    ctx: typer.Context,
    letter_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Only these.")] = None,
    source: Source = None,
    error: Error = None,
    since: Since = "",
    everything: Annotated[bool, typer.Option("--all", help="Whatever is open.")] = False,
    as_json: Json = False,
) -> None:
    """Give dead letters to their consumers again. Safe to repeat, and to run by two at once."""
    if not (letter_ids or source or error or since or everything):
        raise typer.BadParameter("say which: ids, --source, --error, --since, or --all")
    connection = connected(ctx)
    from scripts.signal9 import dead_letters as letters

    letters.sweep(connection)
    kept = letters.log()
    if letter_ids:
        chosen = [letters.named(kept, letter_id) for letter_id in letter_ids]
    else:
        chosen = list(letters.found(kept, letters.Query(source, error, since)))
    done = letters.redrive(connection, kept, chosen)
    tell(done.document(), lambda console: letters.print_redriven(console, done), as_json=as_json)
    raise typer.Exit(FAILED_RUN if done.failed else 0)

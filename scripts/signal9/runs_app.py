"""`signal9 runs` and `signal9 runs rerun`."""

from enum import StrEnum
from typing import Annotated

import typer

from scripts.signal9.commands import tell
from scripts.signal9.options import Json, connected

runs_app = typer.Typer(help="The executions of a day, and failed ones started again.")


class Ended(StrEnum):
    FAILED = "FAILED"
    TIMED_OUT = "TIMED_OUT"
    ABORTED = "ABORTED"


@runs_app.callback(invoke_without_command=True)
def runs(
    ctx: typer.Context,
    failed: Annotated[bool, typer.Option("--failed", help="Only failures, with error and cause.")] = False,
    day: Annotated[str | None, typer.Option(help="Business day; else the newest with an execution.")] = None,
    as_json: Json = False,
) -> None:
    """The executions of a day: how they ended, how long they took and what they counted."""
    if ctx.invoked_subcommand is not None:
        return
    connection = connected(ctx)
    from scripts.signal9 import runs as shown
    from scripts.signal9.days import checked

    chosen = checked(day) if day else shown.newest_day(connection)
    executions = shown.executions_of(connection, chosen)
    tell(
        shown.document(chosen, executions, only_failed=failed),
        lambda console: shown.print_runs(console, chosen, executions, only_failed=failed),
        as_json=as_json,
    )


@runs_app.command("rerun")
def rerun(  # noqa: PLR0913, PLR0917  each is an option
    ctx: typer.Context,
    state: Annotated[Ended, typer.Option(help="How they ended.")] = Ended.FAILED,
    error: Annotated[str | None, typer.Option("--error", help="Part of the error or its cause.")] = None,
    since: Annotated[str, typer.Option("--since", help="Started since: an ISO UTC moment or a day.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which.")] = False,
    as_json: Json = False,
) -> None:
    """Start failed executions again with what they were given. Safe to repeat, and to run by two at once."""
    if not (error or since):
        raise typer.BadParameter("say which: --error, --since, or both")
    connection = connected(ctx)
    from scripts.signal9 import reruns

    matching = reruns.failed_runs(connection, state=state.value, error=error, since=since)
    if dry_run:
        listed = list(matching)
        tell(
            [run.name for run in listed],
            lambda console: reruns.print_matching(console, listed),
            as_json=as_json,
        )
        return
    done = reruns.rerun(connection, reruns.claims(), matching)
    tell(done.document(), lambda console: reruns.print_reruns(console, done), as_json=as_json)

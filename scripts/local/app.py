"""The laptop's AWS from the command line: start, stop, status, reset, checkpoint."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from scripts.local.failures import LocalStackFailure
from scripts.local.stack import Running, Stack, Stopped
from scripts.local.standing import Standing

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.command()
def start(
    data: Annotated[Path | None, typer.Option(help="Folder the sandbox serves.")] = None,
    wait_scale: Annotated[
        float | None, typer.Option(help="Part of its time that a Wait takes.", min=0)
    ] = None,
    as_json: Json = False,
) -> None:
    """Start the emulator and the sandbox, or find them running."""
    stack = Stack()
    running = stack.start(data, wait_scale)
    if as_json:
        _print_json(asdict(running))
        return
    _print_standing(stack.status())
    for line in _remarks(running):
        _console().print(line)


@app.command()
def stop(as_json: Json = False) -> None:
    """Save the emulator's state and end every process."""
    _print_stopped(Stack().stop(), as_json=as_json)


@app.command()
def status(as_json: Json = False) -> None:
    """What runs, where, and when its state was last saved. Exit code 1 when something does not run."""
    standing = Stack().status()
    if as_json:
        _print_json(standing.document())
    else:
        _print_standing(standing)
    raise typer.Exit(0 if standing.running else 1)


@app.command()
def reset(as_json: Json = False) -> None:
    """Stop, and delete everything the emulator holds."""
    _print_stopped(Stack().reset(), as_json=as_json)


@app.command()
def checkpoint() -> None:
    """Save the emulator's state without stopping it."""
    Stack().checkpoint()


def main() -> None:
    try:
        app()
    except LocalStackFailure as failure:
        Console(stderr=True, highlight=False, soft_wrap=True, markup=False).print(str(failure))
        raise SystemExit(1) from None


def _remarks(running: Running) -> list[str]:
    remarks = []
    if running.lost_state:
        since = f"what changed after {running.saved_at}" if running.saved_at else "everything it held"
        remarks.append(f"The emulator was not stopped cleanly and has lost {since}: deploy again.")
    if running.moved:
        names = " and ".join(running.moved)
        remarks.append(f"The port of the {names} was taken and has changed; `make run` tells all who ask.")
    return remarks


def _print_stopped(stopped: Stopped, *, as_json: bool) -> None:
    if as_json:
        _print_json(asdict(stopped))
        return
    console = _console()
    if not stopped.ended and not stopped.killed:
        console.print("Nothing was running.")
        return
    console.print(f"Stopped {' and '.join(stopped.ended) or 'what was left'} in {stopped.seconds:.1f} s.")
    if not stopped.clean:
        console.print(
            "The emulator's state is not complete on disk: the next start will say so. Deploy again then."
        )
    for message in stopped.unsaved:
        console.print(f"Not saved: {message}", markup=False)


def _print_standing(standing: Standing) -> None:
    table = Table("server", "", "address", "pid", "MB", "workers", box=None)
    for server in standing.servers:
        cells = (server.url, server.pid, server.memory_mb, server.workers)
        table.add_row(server.name, server.standing, *("" if cell is None else str(cell) for cell in cells))
    console = _console()
    console.print(table)
    console.print(f"data    {standing.data}")
    console.print(f"state   {standing.folder}, saved {standing.saved_at or 'never'}")
    console.print(f"logs    {standing.folder / 'logs'}")


def _print_json(document: dict[str, Any]) -> None:
    typer.echo(json.dumps(document, indent=2, default=str))


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()

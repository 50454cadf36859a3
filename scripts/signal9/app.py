"""Run market days, trade, and look at what is held: ratings, assets, calls, quarantine, runs, orders."""

from typing import Annotated

import typer
from rich.console import Console

from scripts.signal9 import api_commands, backtest_commands, rating_commands, replay_command
from scripts.signal9.accounts_app import accounts_app
from scripts.signal9.commands import Commands, print_json, tell
from scripts.signal9.dead_letters_app import dead_letters_app
from scripts.signal9.failures import FAILED_RUN
from scripts.signal9.ledger_app import ledger_app, positions
from scripts.signal9.options import Asked, Day, Json, Symbol, connected
from scripts.signal9.orders_app import login, orders_app
from scripts.signal9.reader import over_api
from scripts.signal9.runs_app import runs_app

EXIT_CODES = (
    "Exit codes: 0 done; 1 something failed in the run; 2 the command was used wrongly or the stage is not"
    " deployed; 3 a provider is not configured; 4 not found. Errors go to standard error as one sentence;"
    " with --json standard output holds one JSON document and nothing else."
)

app = typer.Typer(
    cls=Commands,
    help=__doc__,
    epilog=EXIT_CODES,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
day_app = typer.Typer(help="Run a market day, or see how far it is.", no_args_is_help=True)
quarantine_app = typer.Typer(help="Provider payloads that could not be used.", no_args_is_help=True)
app.add_typer(day_app, name="day")
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(orders_app, name="orders")
app.add_typer(accounts_app, name="accounts")
app.add_typer(ledger_app, name="ledger")
app.add_typer(dead_letters_app, name="dead-letters")
app.add_typer(runs_app, name="runs")
app.command()(positions)
app.command()(login)
rating_commands.register(app)
api_commands.register(app)
replay_command.register(app)
backtest_commands.register(app)


@app.callback(invoke_without_command=True)
def signal9(
    ctx: typer.Context,
    stage: Annotated[str, typer.Option(help="The deployed stage: local is the laptop's.")] = "local",
    api: Annotated[str | None, typer.Option(help="Read over the API at this address.")] = None,
) -> None:
    ctx.obj = Asked(stage, api)
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@day_app.command("run")
def day_run(
    ctx: typer.Context,
    day: Annotated[str | None, typer.Option(help="Business day; else the one the providers are at.")] = None,
    max_assets: Annotated[int | None, typer.Option(help="Assets a collection may choose.", min=1)] = None,
    as_json: Json = False,
) -> None:
    """Run a day's jobs in their order and wait for what they set off. What has run is not run again."""
    connection = connected(ctx)
    from scripts.signal9 import day_report, running
    from scripts.signal9.day import run_day
    from scripts.signal9.day_progress import DayProgress

    chosen = running.prepared_day(connection, day)
    most = max_assets or running.most_assets(connection)
    with DayProgress(Console(stderr=as_json, highlight=False), chosen) as progress:
        result = run_day(connection, chosen, max_assets=most, report=progress.report)
    running.save(connection)
    if as_json:
        print_json(day_report.document(result))
    else:
        day_report.print_day(Console(highlight=False), result)
    raise typer.Exit(FAILED_RUN if result.failed else 0)


@day_app.command("status")
def day_status(ctx: typer.Context, day: Day = None, as_json: Json = False) -> None:
    """Which jobs of a day have run, how far its collections and analyses are, and who waits for calls."""
    connection = connected(ctx)
    from scripts.signal9 import day_status as status

    standing = status.day_standing(connection, day)
    tell(standing.document(), lambda console: status.print_standing(console, standing), as_json=as_json)
    raise typer.Exit(FAILED_RUN if standing.failed_jobs else 0)


@app.command()
def asset(ctx: typer.Context, symbol: Symbol, day: Day = None, as_json: Json = False) -> None:
    """All that is held about one asset: figures and where they came from, rating, payloads, calendar."""
    if client := over_api(ctx):
        api_commands.tell_asset(client, symbol, day, as_json=as_json)
        return
    connected(ctx)
    from scripts.signal9.asset_page import asset_page
    from scripts.signal9.asset_print import print_asset
    from scripts.signal9.days import asked_or_newest

    page = asset_page(symbol, asked_or_newest(day))
    tell(page.document(), lambda console: print_asset(console, page), as_json=as_json)


@app.command()
def ratings(
    ctx: typer.Context,
    day: Day = None,
    everything: Annotated[bool, typer.Option("--all", help="Also assets the day did not look at.")] = False,
    as_json: Json = False,
) -> None:
    """The ratings of every asset a day looked at, best first; withheld ones with their reason."""
    if client := over_api(ctx):
        api_commands.tell_ratings(client, day, everything=everything, as_json=as_json)
        return
    connected(ctx)
    from scripts.signal9.days import asked_or_newest
    from scripts.signal9.rating_table import print_codes, print_ratings
    from scripts.signal9.ratings import rated_assets

    assets = rated_assets(asked_or_newest(day), everything=everything)

    def show(console: Console) -> None:
        print_ratings(console, assets)
        print_codes(console, assets)

    tell([asset.document() for asset in assets], show, as_json=as_json)


@quarantine_app.command("list")
def quarantine_list(ctx: typer.Context, day: Day = None, as_json: Json = False) -> None:
    """Payloads in quarantine and why, newest first; of every day unless one is named."""
    connected(ctx)
    from functions.research import wiring
    from scripts.signal9.day_report import print_quarantined
    from scripts.signal9.days import checked

    cases = wiring.quarantine().list(day=checked(day) if day else None)

    def show(console: Console) -> None:
        if cases:
            print_quarantined(console, cases)
        else:
            console.print("Nothing is in quarantine.")

    tell(cases, show, as_json=as_json)


@quarantine_app.command("show")
def quarantine_show(
    ctx: typer.Context,
    case_id: Annotated[str, typer.Argument(metavar="ID", help="As `quarantine list` prints it.")],
    as_json: Json = False,
) -> None:
    """The reasons of one case and the beginning of what the provider sent."""
    connected(ctx)
    from scripts.signal9.quarantined import case_named, print_case

    case = case_named(case_id)
    tell(case, lambda console: print_case(console, case), as_json=as_json)


@app.command()
def budget(ctx: typer.Context, day: Day = None, as_json: Json = False) -> None:
    """A day's provider calls: used, reserved and limit, in the minute and in the day."""
    connected(ctx)
    from scripts.signal9.budget import document, kept_usage, print_usage
    from scripts.signal9.days import asked_or_newest

    usage = kept_usage(asked_or_newest(day))
    tell(document(usage), lambda console: print_usage(console, usage), as_json=as_json)


@app.command()
def refresh(
    ctx: typer.Context,
    symbols: Annotated[list[str], typer.Argument(metavar="SYMBOL...", help="For example AAPL BRK.B.")],
    wait: Annotated[bool, typer.Option("--wait", help="Until they are collected and rated.")] = False,
    as_json: Json = False,
) -> None:
    """Collect and rate assets again, later on the newest day that ran."""
    connected(ctx)
    from scripts.signal9 import refresh as refreshing
    from scripts.signal9.days import newest

    request = refreshing.refresh(symbols, newest())
    if not as_json:
        refreshing.print_requested(Console(highlight=False), request)
    is_well = refreshing.wait(request) if wait else True
    if wait or as_json:
        tell(request, lambda console: refreshing.print_outcome(console, request), as_json=as_json)
    raise typer.Exit(0 if is_well else FAILED_RUN)


def main() -> None:
    app()

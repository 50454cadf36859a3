"""`make run`: the laptop's AWS, the service in it, one market day, and what it found."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import httpx
import typer
from botocore.exceptions import BotoCoreError
from rich.console import Console

from functions.research.adapters.provider_secret import ProviderNotConfigured
from functions.research.domain.plans import UnknownPlan, plan_named
from scripts.client import ApiRefused, ApiUnreachable
from scripts.local import deployment, issuer, opensearch, providers, redis_server, sandbox
from scripts.local.desk_demo import DemonstrationFailed, demonstrate
from scripts.local.failures import LocalStackFailure
from scripts.local.redis_server import RedisFiles
from scripts.local.stack import Running, Stack
from scripts.signal9 import connection as connections
from scripts.signal9.accounts import DeskFunctionFailed
from scripts.signal9.day import NothingScheduled, WorkflowNotStarted, require_market_day, run_day
from scripts.signal9.day_progress import DayProgress
from scripts.signal9.day_report import print_day
from scripts.signal9.failures import NotADay
from scripts.signal9.login import LoginFailed

# Every asset of a shipped or generated folder; the planner's own cap is for paid calls.
MAX_ASSETS = 4000
console = Console()
# What a person can act on: said in a sentence, without a traceback.
EXPECTED = (
    LocalStackFailure,
    NothingScheduled,
    NotADay,
    WorkflowNotStarted,
    ProviderNotConfigured,
    UnknownPlan,
    connections.NotDeployed,
    DemonstrationFailed,
    DeskFunctionFailed,
    ApiRefused,
    ApiUnreachable,
    LoginFailed,
)


class Providers(StrEnum):
    SANDBOX = "sandbox"
    REAL = "real"


def run(
    day: Annotated[str | None, typer.Option(help="The market day, YYYY-MM-DD.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder the sandbox serves.")] = None,
    plan: Annotated[str | None, typer.Option(help="Call plan: free, premium-75 ... premium-1200.")] = None,
    providers_: Annotated[Providers, typer.Option("--providers")] = Providers.SANDBOX,
    no_day: Annotated[bool, typer.Option(help="Deploy only.")] = False,
) -> None:
    plan_named(plan or providers.SANDBOX_PLAN)
    if day:
        require_market_day(day)
    if providers_ is Providers.REAL:
        providers.require_real(day or providers.today())
    stack = Stack()
    universe = (
        "real providers"
        if providers_ is Providers.REAL
        else str(sandbox.data_folder(data or sandbox.SHIPPED_DATA))
    )
    _forget_another_universe(stack, universe)
    with console.status("Starting the laptop's AWS and the sandbox providers"):
        running = stack.start(data or sandbox.SHIPPED_DATA)
    _say_what_started(running)
    connections.use_local_stack()
    _deploy(stack, running)
    issuer.use(connections.connect("local").client("ssm"), running.issuer_url)
    if no_day:
        return
    chosen = day or (
        providers.today() if providers_ is Providers.REAL else providers.default_day(running.data)
    )
    connection = connections.connect("local")
    secrets = connection.client("secretsmanager")
    if providers_ is Providers.REAL:
        providers.use_real(secrets, day=chosen, plan=plan or "free")
    else:
        providers.use_sandbox(secrets, running.sandbox_url, day=chosen, plan=plan or providers.SANDBOX_PLAN)
    # The free plan's waits are real minutes; a scaled wait would only ask in vain more often.
    stack.scale_waits(1.0 if plan == "free" or providers_ is Providers.REAL else 0.01)
    with DayProgress(console, chosen) as progress:
        result = run_day(connection, chosen, max_assets=MAX_ASSETS, report=progress.report)
    print_day(console, result)
    demonstrate(connection, console)
    _say_who_searches(running)
    _say_who_caches(stack)
    stack.checkpoint()
    raise typer.Exit(1 if result.failed else 0)


def _forget_another_universe(stack: Stack, universe: str) -> None:
    """Another folder's companies would all look delisted, and its days would look done."""
    note = stack.root / "universe.txt"
    before = note.read_text() if note.exists() else universe
    if before != universe:
        console.print(
            f"[yellow]The laptop's AWS held {before}; it starts empty for {universe}.[/]", soft_wrap=True
        )
        stack.reset()
    stack.root.mkdir(parents=True, exist_ok=True)
    note.write_text(universe)


def _say_what_started(running: Running) -> None:
    if running.lost_state:
        console.print(
            "[yellow]The emulator did not end cleanly last time and has lost what it held since"
            f" {running.saved_at or 'its start'}; the service is deployed again, the day runs from there.[/]",
            soft_wrap=True,
        )
    words = "started" if running.started else "found running"
    console.print(
        f"[green]✓[/] laptop's AWS {words} at {running.endpoint_url},"
        f" providers' sandbox at {running.sandbox_url}",
        soft_wrap=True,
    )


def _say_who_searches(running: Running) -> None:
    report = opensearch.report(running.search_port)
    if report.state == "ready":
        console.print("[green]✓[/] search: OpenSearch, filled from the tables")
    elif report.state == "off":
        console.print(f"[yellow]Search is answered from the tables: {report.reason}.[/]", soft_wrap=True)
    else:
        console.print(
            f"[yellow]Search is answered from the tables until OpenSearch is up ({report.state}).[/]"
        )


def _say_who_caches(stack: Stack) -> None:
    if RedisFiles(stack.root).remembered_port() is None:
        reason = redis_server.why_not_here() or "it was off when it was started"
        console.print(f"[yellow]Readers read the tables, without a cache: {reason}.[/]", soft_wrap=True)
    else:
        console.print("[green]✓[/] cache: Redis")


def _deploy(stack: Stack, running: Running) -> None:
    if deployment.is_deployed(stack.root, running.state_id):
        console.print("[green]✓[/] service deployed before, sources unchanged")
        return
    with console.status("Deploying serverless.yml with `sls deploy --stage local` (about 40 s)"):
        deployment.deploy(stack.root, running.state_id, stack.environment())
    stack.checkpoint()
    console.print("[green]✓[/] service deployed from serverless.yml")


def main() -> None:
    try:
        typer.run(run)
    except (BotoCoreError, httpx.HTTPError) as failure:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(
            f"The laptop's AWS stopped answering while the day was running ({failure})."
            " Run the same command again: the day goes on from where it was."
        )
        raise SystemExit(3) from None
    except EXPECTED as failure:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(str(failure))
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()

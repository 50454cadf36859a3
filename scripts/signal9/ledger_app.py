"""`signal9 positions` and `signal9 ledger`."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from scripts.signal9.commands import tell
from scripts.signal9.failures import FAILED_RUN
from scripts.signal9.options import connected as stage_of

ledger_app = typer.Typer(help="The desk's double-entry ledger, for operators.", no_args_is_help=True)
Account = Annotated[str, typer.Argument(help="The account's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@ledger_app.command()
def verify(ctx: typer.Context, as_json: Json = False) -> None:
    """Replay every posting and compare. Exit code 1 when the ledger says something else."""
    found = _asked(ctx, "VerifyLedger", {})

    def show(console: Console) -> None:
        counts = [f"{found[name]:,} {name}" for name in ("postings", "transactions", "fills")]
        console.print(f"{', '.join(counts)}: {found['mismatches'] or 'no'} mismatches")
        for example in found["examples"]:
            console.print(example, markup=False, soft_wrap=True)

    tell(found, show, as_json=as_json)
    raise typer.Exit(FAILED_RUN if found["mismatches"] else 0)


@ledger_app.command()
def balances(ctx: typer.Context, account: Account, as_json: Json = False) -> None:
    """What the account's books hold now."""
    _listed(ctx, account, "balances", as_json=as_json)


@ledger_app.command()
def postings(ctx: typer.Context, account: Account, as_json: Json = False) -> None:
    """The newest postings of the account."""
    _listed(ctx, account, "postings", as_json=as_json)


@ledger_app.command()
def reconcile(ctx: typer.Context, as_json: Json = False) -> None:
    """Compare with the brokers now, apply what is certain, show the rest."""
    from scripts.signal9.days import now

    accounts = _asked(ctx, "ListDeskAccounts", {})["accounts"]
    compared = [_asked(ctx, "ReconcileAccount", account) for account in accounts]
    report = _asked(ctx, "ReportReconciliation", {"as_of": now(), "accounts": compared})

    def show(console: Console) -> None:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(report["kinds"].items()))
        console.print(f"{len(accounts)} accounts: {kinds or 'nothing open'}; report {report['report']}")
        for each in (difference for one in compared for difference in one.get("differences", ())):
            console.print(f"{each['kind']:15} {each['subject']}  {each['detail']}", markup=False)

    tell({**report, "compared": compared}, show, as_json=as_json)
    raise typer.Exit(FAILED_RUN if report["needing_a_person"] else 0)


def positions(ctx: typer.Context, account: Account, as_json: Json = False) -> None:
    """Shares the account holds, what they cost, and what sales have realised."""
    _listed(ctx, account, "positions", as_json=as_json)


def _listed(ctx: typer.Context, account: str, view: str, *, as_json: bool) -> None:
    document = _asked(ctx, "ReadLedger", {"view": view, "account_id": account})
    tell(document, lambda console: _table(console, document["items"], view), as_json=as_json)


def _table(console: Console, rows: list[dict[str, Any]], view: str) -> None:
    if not rows:
        console.print(f"No {view}.")
        return
    table = Table(*rows[0], box=None)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    console.print(table)


def _asked(ctx: typer.Context, function: str, payload: dict[str, Any]) -> dict[str, Any]:
    from scripts.signal9.accounts import invoke

    return invoke(stage_of(ctx), function, payload)

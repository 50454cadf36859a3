"""`signal9 accounts`."""

from typing import Annotated

import typer

from scripts.signal9.commands import tell
from scripts.signal9.options import connected as stage_of

accounts_app = typer.Typer(help="Trading accounts, for operators.", no_args_is_help=True)


@accounts_app.command("open")
def open_(  # noqa: PLR0913, PLR0917  each is an option
    ctx: typer.Context,
    account: Annotated[str, typer.Argument(help="The new account's id.")],
    user: Annotated[str, typer.Option(help="Whose it is: the `sub` of the user's tokens.")],
    broker: Annotated[str, typer.Option(help="simulated or alpaca.")] = "simulated",
    deposit: Annotated[str | None, typer.Option(help="US dollars to pay in, once.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Open an account and let its user trade in it. The same again changes nothing."""
    from scripts.signal9.accounts import open_account

    opened = open_account(stage_of(ctx), account, user, broker=broker, deposit_usd=deposit)
    word = "opened" if opened["is_new"] else "was open"
    paid = f", {deposit} USD paid in" if opened["is_paid"] else ""
    tell(opened, lambda console: console.print(f"{account}: {word} for {user}{paid}"), as_json=as_json)


@accounts_app.callback()
def accounts() -> None:
    """Trading accounts, for operators."""

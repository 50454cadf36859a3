"""`signal9 login` and `signal9 orders`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.signal9.commands import tell
from scripts.signal9.options import connected as stage_of

if TYPE_CHECKING:
    from scripts.signal9.api_client import ApiClient

orders_app = typer.Typer(
    help="Orders over the API: submit, show, list, cancel; and what they were based on.", no_args_is_help=True
)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
OrderId = Annotated[str, typer.Argument(metavar="ORDER_ID", help="As `orders submit` prints it.")]


class Side(StrEnum):
    BUY = "buy"
    SELL = "sell"


class TimeInForce(StrEnum):
    DAY = "day"
    GTC = "gtc"
    IOC = "ioc"
    FOK = "fok"


def login(
    ctx: typer.Context,
    person: Annotated[str | None, typer.Option("--as", help="Who to log in as; the issuer decides.")] = None,
) -> None:
    """Get an access token of the stage's issuer and keep it for the next commands."""
    from scripts.signal9 import login as logging_in
    from scripts.signal9.credentials import file_of

    logging_in.login(stage_of(ctx), person, typer.echo)
    typer.echo(f"Logged in to stage {ctx.obj.stage}; the token is in {file_of(ctx.obj.stage)}.")


def _api(ctx: typer.Context) -> "ApiClient":
    from scripts.signal9.api_client import connected

    return connected(stage_of(ctx))


@orders_app.command("submit")
def submit(  # noqa: PLR0913, PLR0917  each is a field of the order
    ctx: typer.Context,
    side: Annotated[Side, typer.Argument(help="buy or sell.")],
    symbol: Annotated[str, typer.Argument(help="For example AAPL or BRK.B.")],
    quantity: Annotated[str | None, typer.Option(help="Shares; or give --notional.")] = None,
    notional: Annotated[str | None, typer.Option(help="US dollars, for a market order of the day.")] = None,
    limit: Annotated[str | None, typer.Option(help="Limit price.")] = None,
    stop: Annotated[str | None, typer.Option(help="Stop price.")] = None,
    time_in_force: Annotated[
        TimeInForce, typer.Option("--tif", help="How long it stands.")
    ] = TimeInForce.DAY,
    account: Annotated[str, typer.Option(help="The account to trade in.")] = "main",
    client_order_id: Annotated[
        str | None, typer.Option(help="Your own id; the same one orders once.")
    ] = None,
    analysis: Annotated[str | None, typer.Option(help="Id of the analysis the order acts on.")] = None,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Ask what the desk would say; send nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Submit an order; answers when it is in the queue."""
    from scripts.signal9 import orders
    from scripts.signal9.api_client import new_client_order_id

    form = orders.form(
        client_order_id=client_order_id or new_client_order_id(),
        account_id=account,
        symbol=symbol.upper(),
        side=side.value,
        time_in_force=time_in_force.value,
        quantity=quantity,
        notional=notional,
        limit_price=limit,
        stop_price=stop,
        analysis_id=analysis,
    )
    if simulate:
        verdict = orders.preview(_api(ctx), form)
        tell(verdict, lambda console: orders.print_verdict(console, form, verdict), as_json=as_json)
        return
    accepted = orders.submit(_api(ctx), form)
    tell(accepted, lambda console: orders.print_order(console, {**form, **accepted}), as_json=as_json)


@orders_app.command("show")
def show(ctx: typer.Context, order_id: OrderId, as_json: Json = False) -> None:
    """An order, where it stands and how it came there."""
    from scripts.signal9 import orders

    order = _api(ctx).get(f"{orders.PATH}/{order_id}")
    tell(order, lambda console: orders.print_order(console, order), as_json=as_json)


@orders_app.command("basis")
def basis(ctx: typer.Context, order_id: OrderId, as_json: Json = False) -> None:
    """What was known when the order was given: its analysis, and where each figure of it came from."""
    from scripts.signal9 import basis as bases
    from scripts.signal9 import orders

    found = bases.basis(_api(ctx).get(f"{orders.PATH}/{order_id}"))
    tell(found.document(), lambda console: bases.print_basis(console, found), as_json=as_json)


@orders_app.command("list")
def list_(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(help="The account.")] = "main",
    status: Annotated[str | None, typer.Option(help="Only orders that stand so.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1, max=100)] = 25,
    as_json: Json = False,
) -> None:
    """The orders of an account, newest first."""
    from scripts.signal9 import orders

    page = _api(ctx).get(orders.PATH, account_id=account, status=status, limit=limit)
    tell(page, lambda console: orders.print_orders(console, page["items"]), as_json=as_json)


@orders_app.command("cancel")
def cancel(ctx: typer.Context, order_id: OrderId, as_json: Json = False) -> None:
    """Ask for an order to be canceled; `orders show` says whether it was."""
    from scripts.signal9 import orders

    answer = orders.cancel(_api(ctx), order_id)
    tell(answer, lambda console: console.print(f"{order_id}: cancellation asked for"), as_json=as_json)

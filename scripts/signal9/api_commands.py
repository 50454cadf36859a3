"""Commands that ask the API, as anybody who is logged in or has a key may: of a stage, or at `--api`."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scripts.signal9.commands import tell
from scripts.signal9.options import Day, Json, Symbol
from scripts.signal9.reader import reader

if TYPE_CHECKING:
    from scripts.client import Client

Most = Annotated[int, typer.Option("--limit", help="Rows at most.", min=1, max=1000)]
PAGE = 100


def register(app: typer.Typer) -> None:
    for command in (history, search, screen, news, upcoming, mcp, openbb):
        app.command()(command)


def _client(ctx: typer.Context) -> "Client":
    return reader(ctx.obj.stage, ctx.obj.api)


def history(
    ctx: typer.Context, symbol: Symbol, day: Day = None, most: Most = 25, as_json: Json = False
) -> None:
    """The ratings of one asset over time, newest first."""
    client = _client(ctx)
    from scripts.signal9 import api_print

    found = list(islice(client.pages(client.list_ratings, symbol, as_of=day, limit=min(most, PAGE)), most))
    tell(found, lambda console: api_print.print_history(console, symbol, found), as_json=as_json)


def search(  # noqa: PLR0913, PLR0917  each is an option
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...")],
    kind: Annotated[str, typer.Option("--type", help="asset, news or analysis.")] = "asset",
    sector: Annotated[str | None, typer.Option(help="For example Energy.")] = None,
    label: Annotated[str | None, typer.Option(help="Of the rating or the mood.")] = None,
    most: Annotated[int, typer.Option("--limit", help="Rows at most.", min=1, max=PAGE)] = 25,
    as_json: Json = False,
) -> None:
    """Assets, stories or ratings by words."""
    client = _client(ctx)
    from scripts.signal9 import api_print

    narrowed: dict[str, Any] = {"type_": kind, "sector": sector, "label": label, "limit": most}
    found = client.search(q=" ".join(words), **narrowed)
    tell(found, lambda console: api_print.print_hits(console, found), as_json=as_json)


def screen(  # noqa: PLR0913, PLR0917  each is an option
    ctx: typer.Context,
    where: Annotated[str, typer.Argument(help="For example return_on_equity:gte:0.15,pe_ratio:lt:20.")],
    sector: Annotated[str | None, typer.Option(help="For example Energy.")] = None,
    sort: Annotated[str | None, typer.Option(help="A figure; with a leading - the largest first.")] = None,
    day: Day = None,
    most: Most = 25,
    as_json: Json = False,
) -> None:
    """Companies chosen by their figures."""
    client = _client(ctx)
    from scripts.signal9 import api_print

    asked = {"where": where, "sector": sector, "sort": sort, "as_of": day, "limit": min(most, PAGE)}
    found = list(islice(client.pages(client.screen_assets, **asked), most))
    tell(found, lambda console: api_print.print_screened(console, found), as_json=as_json)


def news(
    ctx: typer.Context,
    symbol: Annotated[str | None, typer.Argument(help="Only stories about this asset.")] = None,
    day: Day = None,
    most: Most = 25,
    as_json: Json = False,
) -> None:
    """Stories, newest first."""
    client = _client(ctx)
    from scripts.signal9 import api_print

    asked = {"as_of": day, "limit": min(most, PAGE)}
    if symbol:
        pages = client.pages(client.list_asset_news, symbol, **asked)
    else:
        pages = client.pages(client.list_news, **asked)
    found = list(islice(pages, most))
    tell(found, lambda console: api_print.print_stories(console, found), as_json=as_json)


def upcoming(
    ctx: typer.Context,
    days: Annotated[int, typer.Option(help="Today counts as the first.", min=1, max=31)] = 7,
    watchlist_only: Annotated[bool, typer.Option("--watchlist-only", help="Only what you watch.")] = False,
    day: Day = None,
    as_json: Json = False,
) -> None:
    """Reports expected in the coming days."""
    client = _client(ctx)
    from scripts.signal9 import api_print

    asked = {"days": days, "watchlist_only": watchlist_only, "as_of": day, "limit": PAGE}
    found = list(client.pages(client.list_upcoming_earnings, **asked))
    tell(found, lambda console: api_print.print_expected(console, found), as_json=as_json)


def mcp(
    ctx: typer.Context,
    api: Annotated[str | None, typer.Option(help="The API's address; else the stage's.")] = None,
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Also watchlists and alerts; never orders.")
    ] = False,
) -> None:
    """Serve the API to a language model, over standard input and output."""
    client = reader(ctx.obj.stage, api or ctx.obj.api)
    from scripts.signal9.mcp_server import serve

    serve(client, writes=allow_writes)


def openbb(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(help="Of this machine.")] = 6900,
    origin: Annotated[
        list[str] | None, typer.Option(help="A page that may ask; else https://pro.openbb.co.")
    ] = None,
) -> None:
    """Serve widgets to OpenBB Workspace from this machine, until interrupted."""
    client = reader(ctx.obj.stage, ctx.obj.api)
    from scripts.signal9.openbb_server import ORIGINS, WidgetServer

    with WidgetServer(client, port, tuple(origin or ORIGINS)) as server:
        typer.echo(f"Widgets at {server.url}: add it as a backend in OpenBB Workspace. Ctrl-C ends it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def tell_asset(client: "Client", symbol: str, day: str | None, *, as_json: bool) -> None:
    from scripts.client.errors import NotFound
    from scripts.signal9 import api_print

    asset, freshness = client.get_asset(symbol, as_of=day), client.get_freshness(symbol, as_of=day)
    try:
        rating = client.get_rating(symbol, as_of=day)
    except NotFound:
        rating = None
    document = {"asset": asset, "freshness": freshness, "rating": rating}
    tell(document, lambda c: api_print.print_asset(c, asset, freshness, rating), as_json=as_json)


def tell_ratings(client: "Client", day: str | None, *, everything: bool, as_json: bool) -> None:
    from scripts.signal9 import api_print

    asked = {} if everything else {"rating_min": 1}
    found = list(client.pages(client.list_assets, sort="-rating", limit=PAGE, as_of=day, **asked))
    tell(found, lambda console: api_print.print_assets(console, found), as_json=as_json)


def tell_explanation(
    client: "Client", symbol: str, metric: str | None, day: str | None, *, as_json: bool
) -> None:
    from scripts.signal9 import explain_print

    if metric is None:
        rating = client.get_analysis(symbol, as_of=day)
        name = "" if as_json else client.get_asset(symbol)["name"]
        tell(rating, lambda c: explain_print.print_rating(c, rating, name=name), as_json=as_json)
        return
    uses = client.explain_asset(symbol, metric=metric, as_of=day)
    tell(uses, lambda c: explain_print.print_metrics(c, uses), as_json=as_json)


def tell_difference(client: "Client", symbol: str, earlier: str, later: str, *, as_json: bool) -> None:
    from scripts.signal9 import difference_print

    first, second = sorted((earlier, later))
    moved = client.diff_ratings(symbol, earlier=first, later=second)
    tell(moved, lambda c: difference_print.print_difference(c, moved), as_json=as_json)

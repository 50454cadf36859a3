"""Commands about ratings: their arithmetic, what moved them, and what followed them."""

from functools import partial
from typing import Annotated

import typer

from scripts.signal9 import api_commands
from scripts.signal9.commands import tell
from scripts.signal9.options import Day, Json, Symbol, connected
from scripts.signal9.reader import over_api


def register(app: typer.Typer) -> None:
    app.command()(explain)
    app.command()(diff)
    app.command("track-record")(track_record)


def explain(
    ctx: typer.Context,
    symbol: Symbol,
    metric: Annotated[str | None, typer.Argument(help="Code of a metric, for example current_ratio.")] = None,
    day: Day = None,
    as_json: Json = False,
) -> None:
    """The arithmetic of a rating, or of one metric: inputs, where they came from, what would change it."""
    if client := over_api(ctx):
        api_commands.tell_explanation(client, symbol, metric, day, as_json=as_json)
        return
    connected(ctx)
    from functions.research.domain.rating import spelled_out
    from scripts.signal9 import arithmetic, explain_print

    if metric is None:
        found = arithmetic.worked(symbol, day)
        name = found.known.overview.name if found.known.overview else ""
        rating = found.rating.to_json()
        show = partial(explain_print.print_rating, rating=rating, name=name, is_stored=found.is_stored)
        tell(rating, show, as_json=as_json)
        return
    uses = [spelled_out.explanation(use) for use in arithmetic.explained(symbol, metric, day)]
    tell(uses, lambda c: explain_print.print_metrics(c, uses), as_json=as_json)


def diff(
    ctx: typer.Context,
    symbol: Symbol,
    earlier: Annotated[str, typer.Argument(help="A day, YYYY-MM-DD.")],
    later: Annotated[str, typer.Argument(help="Another day.")],
    as_json: Json = False,
) -> None:
    """Which inputs moved a rating between two days and by how much, summing to the difference."""
    if client := over_api(ctx):
        api_commands.tell_difference(client, symbol, earlier, later, as_json=as_json)
        return
    connected(ctx)
    from functions.research.domain.rating import spelled_out
    from scripts.signal9 import arithmetic, difference_print

    moved = spelled_out.difference(arithmetic.moved(symbol, earlier, later))
    tell(moved, lambda c: difference_print.print_difference(c, moved), as_json=as_json)


def track_record(
    ctx: typer.Context,
    horizon: Annotated[int | None, typer.Option(help="Months after publication: 1, 3, 6 or 12.")] = None,
    symbol: Annotated[str | None, typer.Option(help="What followed the ratings of one asset.")] = None,
    as_json: Json = False,
) -> None:
    """What followed the published ratings, by label and horizon, against the whole universe."""
    from functions.research.domain.track_record import HORIZONS

    if horizon not in (None, *HORIZONS):
        raise typer.BadParameter(f"got {horizon} months, expected one of {', '.join(map(str, HORIZONS))}")
    connected(ctx)
    from scripts.signal9 import track_record as kept
    from scripts.signal9 import track_record_print as printing

    if symbol:
        of_symbol = kept.followed(symbol, horizon)
        document: object = [one.document() for one in of_symbol]
        show = partial(printing.print_followed, publications=of_symbol)
    else:
        record = kept.track_record(horizon)
        document, show = record.document(), partial(printing.print_track_record, record=record)
    tell(document, show, as_json=as_json)

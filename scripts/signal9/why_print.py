"""Reasons and moves as a table that fits 80 columns."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.signal9.rating_table import section
from scripts.signal9.ratings import RatedAsset


def print_why(console: Console, assets: Sequence[RatedAsset]) -> None:
    rated = [asset for asset in assets if asset.rating is not None]
    if not rated:
        return
    has_moves = any(asset.previous_rating is not None for asset in rated)
    table = section("Why, and what moved it since the rating before" if has_moves else "Why")
    table.add_column("Symbol", no_wrap=True)
    for name in ("For", "Against", "Moved") if has_moves else ("For", "Against"):
        table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=1)
    for asset in rated:
        _add_asset(table, asset, has_moves=has_moves)
    console.print(table, "")


def _add_asset(table: Table, asset: RatedAsset, *, has_moves: bool) -> None:
    reasons = asset.why
    if reasons is None:
        return
    moved: Iterable[tuple[str, str]] = reasons.moved or (("", _without_moves(asset)),)
    for n, (plus, minus, move) in enumerate(zip_longest(reasons.favourable, reasons.adverse, moved)):
        symbol = Text(asset.symbol if n == 0 else "", "bold")
        cells = [symbol, _cell(plus, "green"), _cell(minus, "red")]
        table.add_row(*cells, *([_cell(move, "")] if has_moves else []))


def _without_moves(asset: RatedAsset) -> str:
    return "first rating" if asset.previous_rating is None else f"as on {(asset.previous_as_of or '')[:10]}"


def _cell(entry: tuple[str, str] | None, style: str) -> Text:
    if entry is None:
        return Text("")
    value, name = entry
    if not style and value:
        style = "green" if value.startswith("+") else "red"
    return Text.assemble((value, style), " " if value else "", name)

"""Ratings as tables that fit 80 columns, and say more where there is room."""

import re
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from functions.research.domain.finding_codes import MEANINGS
from scripts.signal9.ratings import RatedAsset

# Below this the codes stand under the table only.
WIDE_COLUMNS = 110
# What the other columns of a wide table take.
BESIDE_CODES = 84
MOST_NAMED = 6
STYLES = {"strong_buy": "bold green", "buy": "green", "hold": "", "sell": "yellow", "strong_sell": "red"}


def print_ratings(console: Console, assets: Sequence[RatedAsset]) -> None:
    rated = [asset for asset in assets if asset.rating is not None]
    withheld = [asset for asset in assets if asset.rating is None]
    if rated:
        console.print(_rated_table(rated, console.width), "")
    if withheld:
        console.print(_withheld_table(withheld), "")
    if not assets:
        console.print("No asset was looked at.")


def print_codes(console: Console, assets: Sequence[RatedAsset]) -> None:
    """Every code of the tables with its meaning and whom it is about."""
    symbols: dict[str, list[str]] = {}
    meanings = dict(MEANINGS)
    for asset in assets:
        for code in codes_of(asset):
            symbols.setdefault(code, []).append(asset.symbol)
        for code, message in asset.flags.items():
            meanings.setdefault(code, f"{asset.symbol}: {message}.")
    if not symbols:
        return
    console.print(Text("Findings", "bold"))
    for code, found in sorted(symbols.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        console.print(Text(f"{code}: {shortened(found, most=MOST_NAMED)}"))
        if code in meanings:
            console.print(Padding(Text(meanings[code], "dim"), (0, 0, 0, 2), expand=False))
    console.print()


def section(title: str) -> Table:
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        header_style="dim",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        expand=True,
    )


def shortened(names: Sequence[str], *, most: int) -> str:
    """`AAPL, MSFT and 12 more`."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def codes_of(asset: RatedAsset) -> list[str]:
    return sorted({*asset.findings, *asset.flags})


def _rated_table(rated: Iterable[RatedAsset], width: int) -> Table:
    is_wide = width >= WIDE_COLUMNS
    table = section("Ratings")
    table.add_column("Symbol", no_wrap=True)
    table.add_column("Name", no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("Rating", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for name in ("Conf.", "Interval", "Age"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Findings" if is_wide else "Codes", no_wrap=True, justify="left" if is_wide else "right")
    for asset in rated:
        codes = codes_of(asset)
        table.add_row(
            asset.symbol,
            Text(short(asset.name)),
            f"{asset.rating:.1f}",
            Text(worded(asset.label), STYLES.get(asset.label, "")),
            f"{asset.confidence:.0f} %",
            interval(asset),
            age(asset),
            _fitting(codes, width - BESIDE_CODES) if is_wide else str(len(codes) or ""),
        )
    return table


def _withheld_table(withheld: Iterable[RatedAsset]) -> Table:
    table = section("Not rated")
    table.add_column("Symbol", no_wrap=True)
    table.add_column("Name", no_wrap=True, overflow="ellipsis", max_width=24)
    table.add_column("Reason", ratio=1)
    table.add_column("Age", justify="right", no_wrap=True)
    said = None
    for asset in sorted(withheld, key=_by_reason):
        reason = of_any(asset.symbol, asset.explanation or "")
        table.add_row(
            asset.symbol, Text(short(asset.name)), Text("the same" if reason == said else reason), age(asset)
        )
        said = reason
    return table


def _by_reason(asset: RatedAsset) -> tuple[str, str]:
    return of_any(asset.symbol, asset.explanation or ""), asset.symbol


def short(name: str) -> str:
    """Without what nearly every row of the broker's list says."""
    return name.removesuffix(" Common Stock")


def of_any(symbol: str | None, sentence: str) -> str:
    """The sentence without the name of the asset it is about, to tell faults that are the same."""
    return re.sub(rf"(?<![\w.]){re.escape(symbol)}(?![\w.])", "the asset", sentence) if symbol else sentence


def worded(label: str) -> str:
    return label.replace("_", " ")


def interval(asset: RatedAsset) -> str:
    return "" if asset.low is None or asset.high is None else f"{asset.low:.1f}-{asset.high:.1f}"


def age(asset: RatedAsset) -> str:
    days = asset.newest_statement_age_days
    return "" if days is None else f"{days} d"


def _fitting(codes: Sequence[str], width: int) -> str:
    """As many whole codes as fit, and the number of the others."""
    for shown in range(len(codes), 0, -1):
        rest = len(codes) - shown
        text = " ".join(codes[:shown]) + (f" +{rest}" if rest else "")
        if len(text) <= width:
            return text
    return f"{len(codes)} findings" if codes else ""

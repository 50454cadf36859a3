"""What moved a rating between two moments, for people, from the document that the API answers too."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from scripts.signal9.amounts import amount
from scripts.signal9.rating_table import section

MOST_INPUTS = 15
SMALLEST_SHOWN = 0.0005
OTHERS = {
    "came_and_went": "metrics that came or went",
    "by_weights": "weights that shifted for it",
    "by_rules": "judged as another kind of firm",
    "by_caps": "caps",
    "by_rounding": "rounding to tenths",
}


def print_difference(console: Console, moved: Mapping[str, Any]) -> None:
    earlier, later = moved["earlier"], moved["later"]
    span = f"{earlier['rating']:.1f} for {earlier['as_of']} to {later['rating']:.1f} for {later['as_of']}"
    console.print(
        Text.assemble((f"{moved['symbol']}  ", "bold"), span, (f"  {moved['points']:+.1f}", "bold")),
        end="\n\n",
    )
    table = section("What moved it")
    table.add_column("Cause", ratio=1, no_wrap=True, overflow="ellipsis")
    for name in ("Before", "After"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Through", no_wrap=True, overflow="ellipsis", max_width=24)
    table.add_column("Points", justify="right", no_wrap=True)
    shown = [move for move in moved["inputs"] if abs(move["points"]) >= SMALLEST_SHOWN][:MOST_INPUTS]
    for move in shown:
        by_metric = move["points_by_metric"]
        through = max(by_metric, key=lambda code: abs(by_metric[code]))
        more = len(by_metric) - 1
        table.add_row(
            move["input"], _value(move["earlier"]), _value(move["later"]),
            f"{through}{f' +{more}' if more else ''}", _points(move["points"]),
        )  # fmt: skip
    rest = sum(move["points"] for move in moved["inputs"]) - sum(move["points"] for move in shown)
    others = {f"{len(moved['inputs']) - len(shown)} more inputs": rest}
    others |= {words: moved[name] for name, words in OTHERS.items()}
    for cause, points in others.items():
        if abs(points) >= SMALLEST_SHOWN:
            table.add_row(Text(cause, "dim"), "", "", "", _points(points))
    table.add_section()
    table.add_row(Text("sum", "bold"), "", "", "", _points(moved["points"]))
    console.print(table)


def _value(reading: Mapping[str, Any] | None) -> str:
    return amount(reading["value"]) if reading else "-"


def _points(points: float) -> Text:
    return Text(f"{points:+.3f}", "green" if points > 0 else "red" if points < 0 else "")

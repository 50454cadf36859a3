"""What moved a rating between two moments, for people."""

from rich.console import Console
from rich.text import Text

from functions.research.domain.rating.difference import Difference
from functions.research.domain.rating.input_shares import Reading
from scripts.signal9.amounts import amount
from scripts.signal9.rating_table import section

MOST_INPUTS = 15
SMALLEST_SHOWN = 0.0005


def print_difference(console: Console, moved: Difference) -> None:
    earlier, later = moved.earlier, moved.later
    span = f"{earlier.rating:.1f} for {earlier.as_of} to {later.rating:.1f} for {later.as_of}"
    console.print(
        Text.assemble((f"{later.symbol}  ", "bold"), span, (f"  {moved.points:+.1f}", "bold")), end="\n\n"
    )
    table = section("What moved it")
    table.add_column("Cause", ratio=1, no_wrap=True, overflow="ellipsis")
    for name in ("Before", "After"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Through", no_wrap=True, overflow="ellipsis", max_width=24)
    table.add_column("Points", justify="right", no_wrap=True)
    shown = [move for move in moved.inputs if abs(move.points) >= SMALLEST_SHOWN][:MOST_INPUTS]
    for move in shown:
        through = max(move.points_by_metric, key=lambda code: abs(move.points_by_metric[code]))
        more = len(move.points_by_metric) - 1
        table.add_row(
            move.name, _value(move.earlier), _value(move.later), f"{through}{f' +{more}' if more else ''}",
            _points(move.points),
        )  # fmt: skip
    rest = sum(move.points for move in moved.inputs) - sum(move.points for move in shown)
    for cause, points in (
        (f"{len(moved.inputs) - len(shown)} more inputs", rest),
        ("metrics that came or went", moved.came_and_went),
        ("weights that shifted for it", moved.by_weights),
        (f"judged as {later.grounds.firm_kind if later.grounds else ''}", moved.by_rules),
        ("caps", moved.by_caps),
        ("rounding to tenths", moved.by_rounding),
    ):
        if abs(points) >= SMALLEST_SHOWN:
            table.add_row(Text(cause, "dim"), "", "", "", _points(points))
    table.add_section()
    table.add_row(Text("sum", "bold"), "", "", "", _points(moved.points))
    console.print(table)


def _value(reading: Reading | None) -> str:
    return amount(reading.value) if reading else "-"


def _points(points: float) -> Text:
    return Text(f"{points:+.3f}", "green" if points > 0 else "red" if points < 0 else "")

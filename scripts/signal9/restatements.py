"""Restated figures for people."""

from rich.console import Console
from rich.text import Text

from functions.research.domain.restatements import Restatement
from scripts.signal9.rating_table import section

MOST_SHOWN = 12


def print_restatements(console: Console, found: list[Restatement]) -> None:
    if not found:
        return
    table = section("Restated figures")
    for name in ("Figure", "Period", "Value"):
        table.add_column(name, no_wrap=name == "Period", justify="right" if name == "Value" else "left")
    table.add_column("Known from", no_wrap=True)
    table.add_column("Recorded", no_wrap=True)
    for one in found[:MOST_SHOWN]:
        what = f"{one.statement}, {one.figure}".replace("_", " ")
        period = f"{one.fiscal_date} {one.period[0].upper()}"
        table.add_row(
            what, period, _shown(one.before), *_dates(one.before_known_from, one.before_recorded_at)
        )
        table.add_row("", "", _shown(one.after), *_dates(one.after_known_from, one.after_recorded_at))
    console.print(table)
    left = len(found) - MOST_SHOWN
    if left > 0:
        console.print(Text(f"and {left} more; --json lists them", "dim"))
    console.print()


def _dates(*moments: str) -> list[str]:
    return [moment[:10] for moment in moments]


def _shown(value: float | str | None) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else f"{value:,}"

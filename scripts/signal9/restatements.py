"""What companies corrected: a period's figures before and after, and since when which of them were known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from rich.console import Console
from rich.text import Text

from functions.research.domain.statements import Row
from scripts.signal9.rating_table import section

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Restatement:
    """`known_from` is when the public knew a value, `recorded_at` when we stored it; None is no value."""

    statement: str
    period: str
    fiscal_date: str
    figure: str
    before: int | float | str | None
    before_known_from: str
    before_recorded_at: str
    after: int | float | str | None
    after_known_from: str
    after_recorded_at: str


def restatements(rows: Iterable[Row]) -> list[Restatement]:
    """Of every version of a period against the one before, the newest correction first."""
    by_period = groupby(sorted(rows, key=lambda row: (_period(row), row.known_from)), key=_period)
    found = [
        changed
        for _, versions in by_period
        for before, after in pairwise(versions)
        for changed in _changed(before, after)
    ]
    return sorted(found, key=lambda r: (r.after_known_from, r.fiscal_date), reverse=True)


def _period(row: Row) -> tuple[str, str, str]:
    report = row.report
    return report.statement.value, report.period.name.lower(), report.fiscal_date.isoformat()


def _changed(before: Row, after: Row) -> Iterator[Restatement]:
    old, new = before.report.figures, after.report.figures
    for figure in sorted({*old, *new}):
        if old.get(figure) != new.get(figure):
            yield Restatement(
                *_period(after),
                figure,
                old.get(figure),
                before.known_from,
                recorded_at(before),
                new.get(figure),
                after.known_from,
                recorded_at(after),
            )


def recorded_at(row: Row) -> str:
    """Rows without it count as recorded when they were known."""
    return row.recorded_at or row.known_from


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

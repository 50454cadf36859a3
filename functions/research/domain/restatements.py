"""What companies corrected: a period's figures before and after, and since when which of them were known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from functions.research.domain.statements import Row


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

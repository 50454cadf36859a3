"""Where a figure came from."""

from collections.abc import Sequence
from typing import NamedTuple

from functions.research.domain.figures import number
from functions.research.domain.statements import Report, Row, Statement

# A wrong one of these is recognised by itself or by the figure beside it.
DOUBTED = frozenset({"gross_profit", "common_stock_shares_outstanding"})


class Evidence(NamedTuple):
    """One figure a metric read. `first_date` and `days` are of a run of daily figures that ends with it."""

    name: str
    value: float
    statement: str
    period: str | None
    fiscal_date: str | None
    known_from: str | None
    payload_hash: str
    first_date: str | None = None
    days: int = 1


class Rows(NamedTuple):
    """Every one of `names` in every one of `rows`; a hole in a series is None."""

    rows: Sequence[Row | None]
    names: Sequence[str]

    def evidence(self) -> list[Evidence]:
        return [
            Evidence(
                name,
                value,
                row.report.statement.value,
                row.report.period.value,
                row.report.fiscal_date.isoformat(),
                row.known_from,
                row.payload_hash,
            )
            for row in self.rows
            if row is not None
            for name in self.names
            if (value := believable(row.report, name)) is not None
        ]


def believable(report: Report, name: str) -> float | None:
    """Figures that contradict their own statement count as missing."""
    value = number(report.figures, name)
    if value is None or name not in DOUBTED:
        return value
    if name == "gross_profit" and report.statement is Statement.INCOME:
        revenue = number(report.figures, "total_revenue")
        return None if revenue is not None and 0 < revenue <= value else value
    if name == "common_stock_shares_outstanding":
        return value if value > 0 else None
    return value

"""What a new earnings calendar changes in the stored one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from functions.research.domain.calendar import ExpectedReport

# The provider sometimes answers with a stump: rows are removed only for companies the answer still speaks
# of, or when it is at least half as long as what is stored.
CREDIBLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class CalendarChange:
    written: tuple[ExpectedReport, ...]
    removed: tuple[ExpectedReport, ...]


def calendar_change(
    listed: Sequence[ExpectedReport], stored: Sequence[ExpectedReport], *, today: date
) -> CalendarChange:
    """`stored` are the rows from `today` on. Past rows are history and stay.

    A date that moved is a row to write and a row to remove: left alone, it would trigger a collection for a
    report that never came.
    """
    now = {(row.symbol, row.report_date): row for row in listed}
    before = {(row.symbol, row.report_date): row for row in stored if row.report_date >= today}
    written = tuple(row for key, row in sorted(now.items()) if before.get(key) != row)
    is_credible = len(now) >= CREDIBLE_SHARE * len(before)
    spoken_of = {symbol for symbol, _ in now}
    removed = tuple(
        row
        for key, row in sorted(before.items())
        if key not in now and (is_credible or row.symbol in spoken_of)
    )
    return CalendarChange(written, removed)

"""What the provider would know on a day: quarters whose report has come out, and nothing later."""

import bisect
from collections.abc import Callable
from datetime import date
from typing import Any

# Statements and EARNINGS spell one period's end up to four weeks apart (12- and 16-week quarters); half a
# quarter is the widest gap that cannot reach the neighbour.
NEAREST_PERIOD_DAYS = 40
# A 52-week year may end in the first days of the next month.
_SPILL_DAYS = 7

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def as_date(text: object) -> date | None:
    """None for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == len("2026-11-20") else None
    except ValueError:
        return None


class ReportDates:
    """When each quarter of a company became known, from its EARNINGS document."""

    def __init__(self, earnings: Any) -> None:
        rows = earnings.get("quarterlyEarnings") if isinstance(earnings, dict) else None
        known = {}
        for row in rows or ():
            ended = as_date(row.get("fiscalDateEnding")) if isinstance(row, dict) else None
            if ended:
                known[ended] = as_date(row.get("reportedDate")) or ended
        self._ends = sorted(known)
        self._known = [known[ended] for ended in self._ends]

    def known_on(self, ended: date) -> date:
        """The report date of the nearest quarter; a period nobody reported is known from its end."""
        place = bisect.bisect_left(self._ends, ended)
        near = [
            (abs((self._ends[index] - ended).days), index)
            for index in (place - 1, place)
            if 0 <= index < len(self._ends)
        ]
        distance, index = min(near, default=(NEAREST_PERIOD_DAYS + 1, 0))
        return self._known[index] if distance <= NEAREST_PERIOD_DAYS else ended

    def newest_known(self, day: date) -> date | None:
        ends = [ended for ended, known in zip(self._ends, self._known, strict=True) if known <= day]
        return max(ends, default=None)

    def quarters_unknown(self, day: date, year_ends_in: str) -> set[str]:
        """Fiscal quarters ("2026Q1") that are reported after the day."""
        return {
            fiscal_quarter(ended, year_ends_in)
            for ended, known in zip(self._ends, self._known, strict=True)
            if known > day
        }


def fiscal_quarter(ended: date, year_ends_in: str) -> str:
    """`2026Q1` for the quarter ended 2025-12-31 of a year that ends in September."""
    last_month = _MONTHS.index(year_ends_in) + 1 if year_ends_in in _MONTHS else len(_MONTHS)
    months = ended.year * 12 + ended.month - 1 - (ended.day <= _SPILL_DAYS)
    year, month = months // 12, months % 12 + 1
    months_into_year = (month - last_month - 1) % 12 + 1
    return f"{year + (month > last_month)}Q{-(-months_into_year // 3)}"


def visible_statement(document: Any, dates: ReportDates, day: date) -> Any:
    """The document itself when nothing is hidden; `{}` when nothing is left."""
    return _visible_rows(document, lambda row: _known(row.get("fiscalDateEnding"), dates, day))


def visible_earnings(document: Any, dates: ReportDates, day: date) -> Any:
    def is_known(row: dict[str, Any]) -> bool:
        reported = as_date(row.get("reportedDate"))
        return reported <= day if reported else _known(row.get("fiscalDateEnding"), dates, day)

    return _visible_rows(document, is_known)


def visible_overview(document: Any, dates: ReportDates, day: date) -> Any:
    """LatestQuarter moves back to the newest reported quarter; other fields stay as they are in the file."""
    if not isinstance(document, dict) or _known(document.get("LatestQuarter"), dates, day):
        return document
    newest = dates.newest_known(day)
    return {**document, "LatestQuarter": newest.isoformat() if newest else "None"}


def _known(ended: object, dates: ReportDates, day: date) -> bool:
    # A date that cannot be read is served as it is: reading it is what the client is tested on.
    period = as_date(ended)
    return period is None or dates.known_on(period) <= day


def _visible_rows(document: Any, is_known: Callable[[dict[str, Any]], bool]) -> Any:
    if not isinstance(document, dict):
        return document
    shown = {
        name: [row for row in rows if not isinstance(row, dict) or is_known(row)]
        for name, rows in document.items()
        if isinstance(rows, list)
    }
    if all(len(rows) == len(document[name]) for name, rows in shown.items()):
        return document
    return {**document, **shown} if any(shown.values()) else {}

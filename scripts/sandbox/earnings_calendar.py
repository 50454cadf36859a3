"""The calendar's rows from the key's day up to the horizon."""

import calendar
import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from scripts.sandbox.data_folder import DataFileUnreadable, DataFolder
from scripts.sandbox.notices import CALENDAR_COLUMNS
from scripts.sandbox.visibility import as_date

HORIZON_MONTHS = {"3month": 3, "6month": 6, "12month": 12}
_FILE = "alphavantage/EARNINGS_CALENDAR/all.csv"


@dataclass(frozen=True, slots=True)
class _Row:
    report_date: date | None
    line: str


def lines(folder: DataFolder, day: date, horizon: str, symbol: str) -> list[str]:
    """CSV lines without line ends, in the file's order; an empty symbol asks for the whole market."""
    last = months_after(day, HORIZON_MONTHS[horizon])

    def within() -> list[str]:
        rows = folder.remember((_FILE,), "rows", lambda: _rows_by_symbol(folder.raw(_FILE)))
        chosen = rows.get(symbol, []) if symbol else [row for rows_ in rows.values() for row in rows_]
        return [row.line for row in chosen if row.report_date is None or day <= row.report_date <= last]

    return folder.remember((_FILE,), (day, horizon, symbol), within)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > date.max.year:
        return date.max
    last_day = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last_day))


def _rows_by_symbol(body: bytes | None) -> dict[str, list[_Row]]:
    rows = defaultdict(list)
    try:
        text = (body or b"").decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise DataFileUnreadable(f"{_FILE}: expected UTF-8, {cause}") from cause
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        if row.get("symbol") is None:
            raise DataFileUnreadable(f"{_FILE}: expected a header with symbol, got {reader.fieldnames}")
        rows[row["symbol"]].append(_Row(as_date(row.get("reportDate")), _line(row)))
    return dict(rows)


def _line(row: dict[str, str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([row.get(column) or "" for column in CALENDAR_COLUMNS])
    return out.getvalue()

"""Write a data folder: the broker's assets and bars, the provider's five files per company, the calendar."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from scripts.sandbox.market_days import months_before, next_trading_day
from scripts.sandbox.market_figures import newest_period, overview
from scripts.sandbox.vendor_shapes import (
    Company,
    Payloads,
    Period,
    decimal_text,
    file_stem,
    statement_texts,
    to_text,
    write_text,
)

_DAYS_BACK = 30
CALENDAR_HEADER = ("symbol", "name", "reportDate", "fiscalDateEnding", "estimate", "currency", "timeOfTheDay")


def texts_of(company: Company, day: date) -> dict[str, str]:
    """The provider's five files: function to text."""
    return {"OVERVIEW": to_text(overview(company, day)), **statement_texts(company)}


def payloads_of(company: Company, day: date) -> Payloads:
    return {function: json.loads(text) for function, text in texts_of(company, day).items()}


def write_provider_files(folder: Path, symbol: str, texts: Mapping[str, str]) -> None:
    for function, text in texts.items():
        write_text(folder / "alphavantage" / function / f"{file_stem(symbol)}.json", text)


def add_company(folder: Path, company: Company, day: date) -> None:
    write_provider_files(folder, company.symbol, texts_of(company, day))
    add_bars(folder, company)


def add_bars(folder: Path, company: Company) -> None:
    write_text(folder / "alpaca" / "bars" / f"{company.symbol}.json", to_text(company.bars))


def asset(symbol: str, name: str, exchange: str, **changes: Any) -> dict[str, Any]:
    """An asset object as the broker gives it; ids follow from the symbol."""
    return {
        "id": str(uuid5(NAMESPACE_URL, f"signal9-sandbox:{symbol}")),
        "class": "us_equity",
        "exchange": exchange,
        "symbol": symbol,
        "name": name,
        "status": "active",
        "tradable": True,
        "marginable": True,
        "maintenance_margin_requirement": 30,
        "margin_requirement_long": "30",
        "margin_requirement_short": "30",
        "shortable": True,
        "easy_to_borrow": True,
        "fractionable": True,
        "attributes": ["fractional_eh_enabled", "has_options"],
    } | changes


def write_assets(folder: Path, companies: Iterable[Company], others: Sequence[dict[str, Any]] = ()) -> None:
    """All assets, replacing the file; sorted by symbol."""
    rows = [asset(c.symbol, f"{c.name} Common Stock", c.exchange) for c in companies]
    rows = sorted([*rows, *others], key=lambda row: str(row["symbol"]))
    write_text(folder / "alpaca" / "assets.json", to_text(rows))


def calendar_rows(company: Company, day: date) -> list[tuple[str, ...]]:
    """Reports of the month before `day` and later, and the one expected next after `day`."""
    rows = [
        _calendar_row(company, period.reported_on, period.end, period)
        for period in company.quarterly
        if period.reported_on and period.reported_on >= day - timedelta(days=_DAYS_BACK)
    ]
    newest = newest_period(company)
    if newest.reported_on:
        lag, ends = newest.reported_on - newest.end, months_before(newest.end, -3)
        while ends + lag <= day:
            ends = months_before(ends, -3)
        expected = next_trading_day(ends + lag - timedelta(days=1))
        rows.append(_calendar_row(company, expected, ends, None))
    return rows


def _calendar_row(company: Company, on: date, ends: date, period: Period | None) -> tuple[str, ...]:
    """A report nobody has estimated has an empty estimate."""
    estimate = period.estimated_eps if period else None
    return (
        file_stem(company.symbol),
        company.name,
        on.isoformat(),
        ends.isoformat(),
        "" if estimate is None else decimal_text(estimate),
        "USD",
        period.report_time if period and period.report_time != "None" else "",
    )


def write_calendar(folder: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """CRLF, as live answers have; sorted by symbol and date."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CALENDAR_HEADER)
    writer.writerows(sorted(rows))
    write_text(folder / "alphavantage" / "EARNINGS_CALENDAR" / "all.csv", text.getvalue())


def write_default_day(folder: Path, day: date) -> None:
    write_text(folder / "sandbox.json", to_text({"day": day.isoformat()}))

"""Write a data folder: the broker's assets and bars, the provider's five files per company, the calendar."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from scripts.sandbox.market_figures import overview
from scripts.sandbox.vendor_shapes import (
    Company,
    Payloads,
    file_stem,
    statements,
    write_payloads,
    write_rows,
    write_text,
)

CALENDAR_HEADER = ("symbol", "name", "reportDate", "fiscalDateEnding", "estimate", "currency", "timeOfTheDay")


def payloads_of(company: Company, day: date) -> Payloads:
    return {"OVERVIEW": dict(overview(company, day)), **statements(company)}


def add_company(folder: Path, company: Company, day: date) -> None:
    write_payloads(folder, company.symbol, payloads_of(company, day))
    add_bars(folder, company)


def add_bars(folder: Path, company: Company) -> None:
    write_rows(folder / "alpaca" / "bars" / f"{file_stem(company.symbol)}.json", company.bars)


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
    write_rows(
        folder / "alpaca" / "assets.json", sorted([*rows, *others], key=lambda row: str(row["symbol"]))
    )


def write_calendar(folder: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """CRLF, as live answers have; sorted by symbol and date."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CALENDAR_HEADER)
    writer.writerows(sorted(rows))
    write_text(folder / "alphavantage" / "EARNINGS_CALENDAR" / "all.csv", text.getvalue())


def write_default_day(folder: Path, day: date) -> None:
    write_text(folder / "sandbox.json", json.dumps({"day": day.isoformat()}) + "\n")

"""Make a figure file of companies in a data folder of the sandbox.

python -m scripts.figures.from_folder FOLDER --into FILE [--symbols S ...] [--profiles P] [--day D]

The folder has one profile a company, of its own day. Profiles of the years before are made of its words, the
shares then outstanding and nothing else: what the market paid is in no file. Closes are those of the folder.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.adapters.alpha_vantage.statements import FUNCTIONS
from functions.research.domain.dossier import Dossier
from functions.research.domain.overview import Overview
from scripts.figures import collected
from scripts.figures.figure_file import write
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.vendor_shapes import file_stem
from scripts.sandbox.visibility import ReportDates, visible_overview

WORDS = frozenset(
    {
        "Symbol",
        "AssetType",
        "Name",
        "Description",
        "CIK",
        "Exchange",
        "Currency",
        "Country",
        "Sector",
        "Industry",
        "FiscalYearEnd",
        "LatestQuarter",
    }
)


def dossiers(folder: Path, symbols: Sequence[str], days: Sequence[date]) -> Iterator[Dossier]:
    """`days` oldest first; the last is the folder's own."""
    for symbol in symbols:
        documents = {function: _read(folder, function, symbol) for function in ("OVERVIEW", *FUNCTIONS)}
        known = ReportDates(documents["EARNINGS"])
        profiles = [
            (collected.at(day), profile)
            for day in days
            if known.newest_known(day) and (profile := _profile(documents, known, symbol, day, days[-1]))
        ]
        bars = folder / "alpaca" / "bars" / f"{symbol}.json"
        traded = json.loads(bars.read_text(encoding="utf-8")) if bars.is_file() else []
        yield collected.dossier(symbol, documents, traded, profiles, days[-1])


def _read(folder: Path, function: str, symbol: str) -> Any:
    path = folder / "alphavantage" / function / f"{file_stem(symbol)}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _profile(documents: Any, known: ReportDates, symbol: str, day: date, own_day: date) -> Overview | None:
    document = visible_overview(documents["OVERVIEW"], known, day)
    if day != own_day:
        words = {name: text for name, text in document.items() if name in WORDS}
        document = {**words, "SharesOutstanding": _shares(documents["BALANCE_SHEET"], known, day)}
    profile, _ = parse_overview(document, symbol, collected.HASH)
    return profile


def _shares(balance_sheets: Any, known: ReportDates, day: date) -> str:
    """Of the newest quarter reported by that day."""
    quarters = sorted(balance_sheets["quarterlyReports"], key=lambda row: str(row["fiscalDateEnding"]))
    reported = [row for row in quarters if known.known_on(date.fromisoformat(row["fiscalDateEnding"])) <= day]
    return str(reported[-1]["commonStockSharesOutstanding"]) if reported else "None"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.figures.from_folder", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--into", type=Path, required=True, metavar="FILE")
    parser.add_argument("--symbols", nargs="+", required=True, metavar="S")
    parser.add_argument("--profiles", type=int, default=5, metavar="P", help="one a year, the last on --day")
    parser.add_argument("--day", type=date.fromisoformat, default=DEFAULT_DAY)
    chosen = parser.parse_args(arguments)
    days = collected.yearly(chosen.day, chosen.profiles)
    count = write(chosen.into, dossiers(chosen.folder, chosen.symbols, days))
    print(f"{count} companies into {chosen.into}")


if __name__ == "__main__":
    main()

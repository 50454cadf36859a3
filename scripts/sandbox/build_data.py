"""Rebuild the committed data folder.

python -m scripts.sandbox.build_data --sec FOLDER [--into DIR]

FOLDER holds SEC company-facts files, <SYMBOL>.json. Everything else comes from this package, so the same
folder gives the same bytes.
"""

import argparse
import shutil
from datetime import date
from pathlib import Path

from scripts.sandbox import import_sec, import_years
from scripts.sandbox.folder_files import (
    add_bars,
    payloads_of,
    write_assets,
    write_default_day,
    write_provider_files,
)
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.vendor_shapes import Company, to_text, write_text

DATA = Path(__file__).with_name("data")
_BY_YEAR = ("MSFT",)


def build(sec: Path, into: Path, day: date) -> list[Company]:
    for part in ("alpaca", "alphavantage"):
        shutil.rmtree(into / part, ignore_errors=True)
    companies, sources = import_sec.import_folder(sec, into, day)
    for symbol in _BY_YEAR:
        company = import_years.read_years(symbol, day)
        payloads = payloads_of(company, day)
        payloads["EARNINGS"]["quarterlyEarnings"] = import_years.last_quarters(company)
        write_provider_files(into, symbol, {function: to_text(body) for function, body in payloads.items()})
        add_bars(into, company)
        companies.append(company)
        sources += "\n" + import_years.sources(symbol)
    write_assets(into, companies)
    write_text(into / "SOURCES.md", sources)
    write_default_day(into, day)
    return companies


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.sandbox.build_data", description=__doc__)
    parser.add_argument("--sec", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--into", type=Path, default=DATA)
    arguments = parser.parse_args()
    companies = build(arguments.sec, arguments.into, DEFAULT_DAY)
    print(f"{len(companies)} companies into {arguments.into}")


if __name__ == "__main__":
    main()

"""Rebuild the committed data folder.

python -m scripts.sandbox.build_data --sec FOLDER [--into DIR]

FOLDER holds SEC company-facts files, <SYMBOL>.json. Everything else comes from this package, so the same
folder gives the same bytes.
"""

import argparse
import shutil
from datetime import date
from operator import itemgetter
from pathlib import Path

from scripts.sandbox import import_sec, invented_files, news_feed, written_reports
from scripts.sandbox.folder_files import (
    add_bars,
    calendar_rows,
    payloads_of,
    write_assets,
    write_calendar,
    write_default_day,
    write_provider_files,
)
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.vendor_shapes import Company, to_text, write_text

DATA = Path(__file__).with_name("data")
# Companies whose reports, or whose later ones, are written down in inputs/.
_WRITTEN_DOWN = ("MSFT", "TSLA")
_SOURCES_HEAD = """# Where the figures of the real companies come from

Statement figures are as filed with the SEC, the first filing of a figure before later ones. Every price, bar,
beta and market figure is made up, for real companies too. Nothing here is advice or a record of any market.
The facts are the SEC's company-facts files, which are in the public domain, and where those end the figures
of later reports in scripts/sandbox/inputs; `python -m scripts.sandbox.build_data --sec FOLDER` makes this
folder anew from the inputs and a folder of company-facts files.

- "served as" is the month end by which the provider dates a period; "ends" is the period's own last day.
- A quarter that was filed only as part of a year to date is the difference of two such figures: the second
  and third quarter of cash flows, and the fourth quarter of everything.
- reportedDate is the day of the filing. No analyst estimate, target or rating is served: they are None.
- costOfRevenue, grossProfit, operatingExpenses, totalLiabilities and non-current totals are differences where
  a company does not state them; ebit is income before tax plus interest expense (operating income where
  interest is not stated), ebitda adds depreciation. Interest expense is not in the facts after early 2024.
- Shares are those outstanding on the balance sheet, else the weighted diluted count, else the cover page's.
"""


def build(sec: Path, into: Path, day: date) -> list[Company]:
    for part in ("alpaca", "alphavantage"):
        shutil.rmtree(into / part, ignore_errors=True)
    companies, sources = _add_real(sec, into, day)
    invented = invented_files.add_cast(into, day)
    invented_files.add_transcripts(into, invented)
    companies += invented
    write_assets(into, companies, invented_files.other_assets())
    rows = [row for company in companies for row in calendar_rows(company, day)]
    write_calendar(into, {*rows, *invented_files.odd_calendar_rows(day)})
    write_text(into / "alphavantage" / "NEWS_SENTIMENT" / "all.json", to_text(news_feed.envelope(day)))
    write_text(into / "SOURCES.md", f"{_SOURCES_HEAD}\n{sources}")
    write_text(into / "ODDITIES.md", invented_files.oddities_text())
    write_default_day(into, day)
    return companies


def _add_real(sec: Path, into: Path, day: date) -> tuple[list[Company], str]:
    companies, texts = [], []
    for company, text in import_sec.read_companies(sec, day):
        texts.append(text)
        if company.symbol in _WRITTEN_DOWN:
            written_reports.add_reports(company)
            texts.append(written_reports.sources(company.symbol))
        companies.append(company)
    for symbol in sorted({*_WRITTEN_DOWN} - {company.symbol for company in companies}):
        companies.append(written_reports.read_company(symbol, day))
        texts += [written_reports.heading(symbol), written_reports.sources(symbol)]
    for company in companies:
        _add_files(into, company, day)
    return companies, "\n".join(texts)


def _add_files(into: Path, company: Company, day: date) -> None:
    payloads = payloads_of(company, day)
    earnings = payloads["EARNINGS"]
    earnings["quarterlyEarnings"] = sorted(
        [*earnings["quarterlyEarnings"], *written_reports.publication_dates(company)],
        key=itemgetter("fiscalDateEnding"),
        reverse=True,
    )
    write_provider_files(
        into, company.symbol, {function: to_text(body) for function, body in payloads.items()}
    )
    add_bars(into, company)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.sandbox.build_data", description=__doc__)
    parser.add_argument("--sec", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--into", type=Path, default=DATA)
    arguments = parser.parse_args()
    companies = build(arguments.sec, arguments.into, DEFAULT_DAY)
    print(f"{len(companies)} companies into {arguments.into}")


if __name__ == "__main__":
    main()

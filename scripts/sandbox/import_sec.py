"""Turn a folder of SEC company-facts files into the sandbox's data folder.

python -m scripts.sandbox.import_sec FOLDER --into DIR [--day YYYY-MM-DD]

Each file is <SYMBOL>.json with cik, entityName and facts. Files without us-gaap facts are skipped and named.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts.sandbox import us_gaap
from scripts.sandbox.folder_files import add_company, write_assets
from scripts.sandbox.market_days import DEFAULT_DAY, provider_fiscal_date, trading_days
from scripts.sandbox.price_walk import Bars, Temper, seeded, walk
from scripts.sandbox.sec_facts import CompanyFacts, Fact
from scripts.sandbox.vendor_shapes import Company

_ANNUAL_KEPT = 6
_QUARTERS_KEPT = 24
_BAR_DAYS = 268
_PROFILES = Path(__file__).with_name("company_profiles.json")


def read_facts(folder: Path) -> Iterator[tuple[str, CompanyFacts]]:
    for path in sorted(folder.glob("*.json")):
        facts = CompanyFacts(json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
        if facts.years:
            yield path.stem, facts
        else:
            print(f"{path.name}: skipped, no fiscal year of us-gaap net income in it")


def to_company(symbol: str, facts: CompanyFacts, day: date) -> Company:
    years = facts.years[-_ANNUAL_KEPT:]
    quarters = list(facts.quarter_ends.items())[-_QUARTERS_KEPT:]
    company = profiled(symbol, facts.name, day)
    company.cik = facts.cik
    company.fiscal_year_end_month = provider_fiscal_date(years[-1].end).month
    company.annual = [us_gaap.year(facts, filing, provider_fiscal_date(filing.end)) for filing in years]
    company.quarterly = [
        us_gaap.quarter(facts, filing, provider_fiscal_date(end))[0] for end, filing in quarters
    ]
    newest = company.quarterly[-1].balance["commonStockSharesOutstanding"]
    company.shares_outstanding = us_gaap.shares_on_cover(facts, day) or newest or 0
    return company


def profiled(symbol: str, name: str, day: date) -> Company:
    """A company with profile and made-up bars; without a profile a round price and no sector."""
    profiles: dict[str, dict[str, Any]] = json.loads(_PROFILES.read_text(encoding="utf-8"))
    profile = profiles.get(symbol, {})
    business = profile.get("business", "files accounts with the SEC")
    beta = profile.get("made_up_beta", 1.0)
    return Company(
        symbol=symbol,
        name=profile.get("name", name),
        exchange=profile.get("exchange", "NASDAQ"),
        sector=profile.get("sector", "None"),
        industry=profile.get("industry", "None"),
        description=(
            f"{profile.get('name', name)} {business}. Statement figures are as filed with the SEC; "
            "prices, beta and every market figure here are made up for the sandbox."
        ),
        fiscal_year_end_month=12,
        shares_outstanding=0,
        bars=made_up_bars(symbol, day, profile.get("made_up_price", 100.0), beta),
        beta=beta,
    )


def made_up_bars(symbol: str, day: date, close: float, beta: float) -> Bars:
    """About a year of bars until a week after `day`."""
    days = trading_days(date.fromordinal(day.toordinal() + 9), _BAR_DAYS)
    return walk(seeded("bars", symbol), days, Temper(beta, 0.012, 4e6), close=close, on=day)


def sources(symbol: str, facts: CompanyFacts) -> str:
    """A section of SOURCES.md: where each served period comes from and what was derived."""
    years = facts.years[-_ANNUAL_KEPT:][::-1]
    quarters = [*facts.quarter_ends.values()][-_QUARTERS_KEPT:][::-1]
    lines = [f"## {symbol}: {facts.name} (CIK {facts.cik})", ""]
    lines += ["| period | served as | ends | form | accession number | filed |", "|---|---|---|---|---|---|"]
    lines += [_source_row(f"fiscal year {provider_fiscal_date(f.end).year}", f) for f in years]
    lines += [_source_row("quarter", filing) for filing in quarters]
    differences = {
        name for f in quarters for name in us_gaap.quarter(facts, f, provider_fiscal_date(f.end))[1]
    }
    lines += ["", f"Differences of year-to-date figures in some quarters: {', '.join(sorted(differences))}."]
    first_filed = min(filing.filed for filing in (*years, *quarters))
    lines += [
        f"\nPer-share figures and share counts filed before {split.known_by} are restated for the "
        f"{split.factor}-for-1 split that filings from that day on show."
        for split in facts.splits
        if split.known_by > first_filed
    ]
    return "\n".join(lines) + "\n"


def _source_row(period: str, filing: Fact) -> str:
    served = provider_fiscal_date(filing.end)
    cells = (period, served, filing.end, filing.form, filing.accession, filing.filed)
    return f"| {' | '.join(map(str, cells))} |"


def read_companies(folder: Path, day: date) -> Iterator[tuple[Company, str]]:
    """Each company with its section of SOURCES.md."""
    for symbol, facts in read_facts(folder):
        yield to_company(symbol, facts, day), sources(symbol, facts)


def import_folder(folder: Path, into: Path, day: date) -> tuple[list[Company], str]:
    companies, texts = [], []
    for company, text in read_companies(folder, day):
        add_company(into, company, day)
        companies.append(company)
        texts.append(text)
    return companies, "\n".join(texts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.sandbox.import_sec", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--day", type=date.fromisoformat, default=DEFAULT_DAY)
    arguments = parser.parse_args()
    companies, text = import_folder(arguments.folder, arguments.into, arguments.day)
    write_assets(arguments.into, companies)
    (arguments.into / "SOURCES.md").write_text(text, encoding="utf-8")
    print(f"{len(companies)} companies into {arguments.into}")


if __name__ == "__main__":
    main()

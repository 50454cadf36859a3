"""Reports written down in inputs/<SYMBOL>.json: the figures they state, under the provider's names."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

from scripts.sandbox import derived_figures
from scripts.sandbox.import_sec import profiled
from scripts.sandbox.vendor_shapes import Company, Period

INPUTS = Path(__file__).with_name("inputs")
_CAVEATS = (
    "Written down by hand from copies of the statements in these reports.",
    "A year without its last quarter is in quarterlyEarnings with its filing date and no figure.",
)


def read_company(symbol: str, day: date, inputs: Path = INPUTS) -> Company:
    """A company of which nothing but the written-down reports is known."""
    document = _document(symbol, inputs)
    company = profiled(symbol, symbol, day)
    company.cik = document["cik"]
    company.fiscal_year_end_month = document["fiscal_year_end_month"]
    add_reports(company, inputs)
    return company


def add_reports(company: Company, inputs: Path = INPUTS) -> None:
    """Reports later than those the company has."""
    document = _document(company.symbol, inputs)
    company.annual += [_period(entry) for entry in document["years"]]
    company.quarterly += [_period(entry) for entry in document["quarters"]]
    newest = company.annual[-1].balance["commonStockSharesOutstanding"]
    company.shares_outstanding = newest or company.shares_outstanding


def publication_dates(company: Company) -> list[dict[str, str]]:
    """Rows of quarterlyEarnings, without a figure, for years whose last quarter is not served.

    The provider dates a year's publication by its last quarter.
    """
    names = ("reportedEPS", "estimatedEPS", "surprise", "surprisePercentage", "reportTime")
    served = {quarter.end for quarter in company.quarterly}
    return [
        {
            "fiscalDateEnding": year.end.isoformat(),
            "reportedDate": str(year.reported_on),
            **dict.fromkeys(names, "None"),
        }
        for year in sorted(company.annual, key=attrgetter("end"), reverse=True)
        if year.end not in served
    ]


def heading(symbol: str, inputs: Path = INPUTS) -> str:
    return f"## {symbol} (CIK {_document(symbol, inputs)['cik']})\n"


def sources(symbol: str, inputs: Path = INPUTS) -> str:
    """The written-down part of the company's section of SOURCES.md."""
    document = _document(symbol, inputs)
    lines = ["Reports written down:", ""]
    lines += ["| period | served as | ends | form | accession number | filed |", "|---|---|---|---|---|---|"]
    lines += [f"| {' | '.join(cells)} |" for cells in _rows(document)]
    lines += ["", *(f"- {note}" for note in (*_CAVEATS, *document["notes"]))]
    return "\n".join(lines) + "\n"


def _rows(document: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for kind in ("years", "quarters"):
        for entry in reversed(document[kind]):
            end = entry["end"]
            period = f"fiscal year {end[:4]}" if kind == "years" else "quarter"
            yield period, end, end, entry["form"], entry["accession"], entry["filed"]


def _document(symbol: str, inputs: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((inputs / f"{symbol}.json").read_text(encoding="utf-8"))
    return document


def _period(entry: dict[str, Any]) -> Period:
    cash_flow = derived_figures.cash_flow(entry["cash_flow"])
    return Period(
        end=date.fromisoformat(entry["end"]),
        income=derived_figures.income(entry["income"], cash_flow),
        balance=derived_figures.balance(entry["balance"]),
        cash_flow=cash_flow,
        reported_on=date.fromisoformat(entry["filed"]),
        diluted_eps=Decimal(entry["diluted_eps"]),
    )

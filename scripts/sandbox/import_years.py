"""A company known by annual filings alone: inputs/<SYMBOL>.json holds figures under the provider's names."""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from scripts.sandbox.import_sec import profiled
from scripts.sandbox.vendor_shapes import Company, Period

INPUTS = Path(__file__).with_name("inputs")
_CAVEAT = (
    "Annual figures only, from a table of 10-K figures. Filing dates and accession numbers were written down "
    "by hand, not read from the filings. Diluted EPS is net income over diluted shares, to the cent. "
    "No quarter is served; quarterlyEarnings carries the filing dates of the years and no figure."
)
_CENT = Decimal("0.01")


def read_years(symbol: str, day: date, inputs: Path = INPUTS) -> Company:
    document = _document(symbol, inputs)
    company = profiled(symbol, symbol, day)
    company.cik = document["cik"]
    company.fiscal_year_end_month = document["fiscal_year_end_month"]
    company.annual = [_year(entry) for entry in document["years"]]
    # The provider dates a year's publication by its last quarter, of which nothing else is known here.
    company.quarterly = []
    company.shares_outstanding = company.annual[-1].balance["commonStockSharesOutstanding"] or 0
    return company


def last_quarters(company: Company) -> list[dict[str, str]]:
    """Rows of quarterlyEarnings that carry a year's filing date and no figure."""
    unknown = {"estimatedEPS": "None", "surprise": "None", "surprisePercentage": "None"}
    return [
        {
            "fiscalDateEnding": year.end.isoformat(),
            "reportedDate": str(year.reported_on),
            "reportedEPS": "None",
            **unknown,
            "reportTime": "None",
        }
        for year in reversed(company.annual)
    ]


def sources(symbol: str, inputs: Path = INPUTS) -> str:
    """Dates and accession numbers were written down by hand, and the text says so."""
    document = _document(symbol, inputs)
    lines = [f"## {symbol} (CIK {document['cik']})", ""]
    lines += ["| period | served as | ends | form | accession number | filed |", "|---|---|---|---|---|---|"]
    for year in reversed(document["years"]):
        end = year["end"]
        cells = (f"fiscal year {end[:4]}", end, end, "10-K", year["accession"], year["filed"])
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", _CAVEAT]
    return "\n".join(lines) + "\n"


def _document(symbol: str, inputs: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((inputs / f"{symbol}.json").read_text(encoding="utf-8"))
    return document


def _year(entry: dict[str, Any]) -> Period:
    shares = entry["balance"]["commonStockSharesOutstanding"]
    eps = (Decimal(entry["income"]["netIncome"]) / shares).quantize(_CENT, ROUND_HALF_UP)
    return Period(
        end=date.fromisoformat(entry["end"]),
        income=entry["income"],
        balance=entry["balance"],
        cash_flow=entry["cash_flow"],
        reported_on=date.fromisoformat(entry["filed"]),
        diluted_eps=eps,
    )

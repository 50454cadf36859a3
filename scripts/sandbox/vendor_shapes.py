"""AlphaVantage's own file shapes: field names in its order, numbers as text, newest period first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts.sandbox.vendor_fields import STATEMENT_FIELDS

Amounts = Mapping[str, int | None]
Payloads = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Period:
    """One quarter or year; amounts in whole units of `currency` under the provider's field names."""

    end: date
    income: Amounts
    balance: Amounts
    cash_flow: Amounts
    currency: str = "USD"
    reported_on: date | None = None
    diluted_eps: Decimal | None = None
    estimated_eps: Decimal | None = None
    report_time: str = "post-market"


@dataclass(slots=True)
class Company:
    """Everything the providers say about one company; periods oldest first."""

    symbol: str  # the broker's spelling: QZB.B
    name: str
    exchange: str
    sector: str
    industry: str
    description: str
    fiscal_year_end_month: int
    shares_outstanding: int
    annual: list[Period] = field(default_factory=list)
    quarterly: list[Period] = field(default_factory=list)
    bars: list[dict[str, Any]] = field(default_factory=list)
    beta: float = 1.0
    country: str = "USA"
    cik: str = "None"
    # Opinions that only an invented company may have: target over price, five counts of ratings.
    target_over_price: float | None = None
    ratings: tuple[int, int, int, int, int] | None = None


def file_stem(symbol: str) -> str:
    """AlphaVantage spells the class share BRK.B as BRK-B."""
    return symbol.replace(".", "-")


def decimal_text(value: Decimal | float | None, places: int = 4) -> str:
    if value is None:
        return "None"
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def statements(company: Company) -> Payloads:
    """INCOME_STATEMENT, BALANCE_SHEET, CASH_FLOW and EARNINGS of one company."""
    symbol = file_stem(company.symbol)
    payloads: Payloads = {
        function: {
            "symbol": symbol,
            "annualReports": [_report(p, function) for p in reversed(company.annual)],
            "quarterlyReports": [_report(p, function) for p in reversed(company.quarterly)],
        }
        for function in STATEMENT_FIELDS
    }
    payloads["EARNINGS"] = {
        "symbol": symbol,
        "annualEarnings": [
            {"fiscalDateEnding": p.end.isoformat(), "reportedEPS": decimal_text(p.diluted_eps)}
            for p in reversed(company.annual)
        ],
        "quarterlyEarnings": [_earnings(p) for p in reversed(company.quarterly) if p.reported_on],
    }
    return payloads


def _report(period: Period, function: str) -> dict[str, str]:
    amounts: Amounts
    if function == "INCOME_STATEMENT":
        amounts = period.income
    elif function == "BALANCE_SHEET":
        amounts = period.balance
    else:
        amounts = period.cash_flow
    known = amounts.get
    row = {"fiscalDateEnding": period.end.isoformat(), "reportedCurrency": period.currency}
    # str(None) is the word the provider writes for a missing figure.
    row.update({name: str(known(name)) for name in STATEMENT_FIELDS[function]})
    return row


def _earnings(period: Period) -> dict[str, str]:
    surprise = percent = None
    if period.diluted_eps is not None and period.estimated_eps is not None:
        surprise = period.diluted_eps - period.estimated_eps
        percent = surprise / abs(period.estimated_eps) * 100 if period.estimated_eps else None
    return {
        "fiscalDateEnding": period.end.isoformat(),
        "reportedDate": str(period.reported_on),
        "reportedEPS": decimal_text(period.diluted_eps),
        "estimatedEPS": decimal_text(period.estimated_eps),
        "surprise": decimal_text(surprise),
        "surprisePercentage": decimal_text(percent),
        "reportTime": period.report_time,
    }


def to_text(payload: Mapping[str, Any]) -> str:
    """JSON with one line per period: small, quick to write, and a change to a figure is a one-line diff."""
    parts = []
    for key, value in payload.items():
        if isinstance(value, list):
            rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f"{json.dumps(key)}: [\n{rows}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_text(path: Path, text: str) -> None:
    """UTF-8 with the newlines the text carries, on every system."""
    try:
        path.write_bytes(text.encode())
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def write_payloads(folder: Path, symbol: str, payloads: Payloads) -> None:
    for function, payload in payloads.items():
        write_text(folder / "alphavantage" / function / f"{file_stem(symbol)}.json", to_text(payload))


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """A JSON array with one row per line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    write_text(path, f"[\n{lines}\n]\n")

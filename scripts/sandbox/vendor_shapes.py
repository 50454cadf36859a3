"""AlphaVantage's own file shapes: field names in its order, numbers as text, newest period first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

from scripts.sandbox.vendor_fields import STATEMENT_FIELDS

Amounts = Mapping[str, int | None]
Payloads = dict[str, dict[str, Any]]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": "))

# Filling in a text is four times as quick as building and encoding dictionaries.
_STATEMENT = '{"symbol": "%s",\n"annualReports": [%s],\n"quarterlyReports": [%s]}\n'
_ROWS = {
    function: "{"
    + ",\n".join(f'"{name}": "%s"' for name in ("fiscalDateEnding", "reportedCurrency", *names))
    + "}"
    for function, names in STATEMENT_FIELDS.items()
}
_INCOME, _BALANCE, _CASH_FLOW = attrgetter("income"), attrgetter("balance"), attrgetter("cash_flow")


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
    report_time: str = "None"


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


def statement_texts(company: Company) -> dict[str, str]:
    """INCOME_STATEMENT, BALANCE_SHEET, CASH_FLOW and EARNINGS of one company, as the files' text."""
    symbol = file_stem(company.symbol)
    texts = {
        function: _STATEMENT
        % (symbol, _reports(company.annual, function), _reports(company.quarterly, function))
        for function in STATEMENT_FIELDS
    }
    texts["EARNINGS"] = to_text(
        {
            "symbol": symbol,
            "annualEarnings": [
                {"fiscalDateEnding": p.end.isoformat(), "reportedEPS": decimal_text(p.diluted_eps)}
                for p in reversed(company.annual)
            ],
            "quarterlyEarnings": [_earnings(p) for p in reversed(company.quarterly) if p.reported_on],
        }
    )
    return texts


def _reports(periods: Sequence[Period], function: str) -> str:
    """Rows of figures, newest first; a missing one is the word None, which is how it is written anyway."""
    names, row = STATEMENT_FIELDS[function], _ROWS[function]
    amounts = {"INCOME_STATEMENT": _INCOME, "BALANCE_SHEET": _BALANCE, "CASH_FLOW": _CASH_FLOW}[function]
    return ",\n".join(
        row % (period.end, period.currency, *map(amounts(period).get, names)) for period in reversed(periods)
    )


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


def to_text(document: object) -> str:
    """JSON with one line per figure: quick to write, and a change to a figure is a one-line diff."""
    return _ENCODER.encode(document) + "\n"


def write_text(path: Path, text: str) -> None:
    """UTF-8 with the newlines the text carries, on every system."""
    try:
        path.write_bytes(text.encode())
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

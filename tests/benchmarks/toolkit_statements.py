"""The statements both sides are given: generated companies, fiscal years, newest first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from functions.research.adapters.alpha_vantage.statements import FUNCTIONS, parse_statement
from functions.research.domain.figures import number
from functions.research.domain.statements import Period, Statement

# Generated companies have no quotes from years ago: every share costs a year and a half of its sales.
PRICE_TO_SALES = 1.5


@dataclass(frozen=True)
class Year:
    income: Mapping[str, float]
    balance: Mapping[str, float]
    cash_flow: Mapping[str, float]

    def of(self, statement: Statement) -> Mapping[str, float]:
        if statement is Statement.INCOME:
            return self.income
        return self.balance if statement is Statement.BALANCE else self.cash_flow


@dataclass(frozen=True)
class Company:
    symbol: str
    years: tuple[Year, ...]


def price(year: Year) -> float:
    return PRICE_TO_SALES * year.income["total_revenue"] / year.balance["common_stock_shares_outstanding"]


def companies(folder: Path) -> list[Company]:
    symbols = sorted(path.stem for path in (folder / "alphavantage" / "OVERVIEW").glob("*.json"))
    return [Company(symbol, _years(folder, symbol)) for symbol in symbols]


def _years(folder: Path, symbol: str) -> tuple[Year, ...]:
    annual = {}
    for function, statement in FUNCTIONS.items():
        if statement is not Statement.EARNINGS:
            document = json.loads((folder / "alphavantage" / function / f"{symbol}.json").read_bytes())
            reports, _ = parse_statement(statement, document, symbol)
            annual[statement] = [_numbers(r.figures) for r in reports if r.period is Period.ANNUAL]
    return tuple(
        Year(*figures)
        for figures in zip(
            annual[Statement.INCOME], annual[Statement.BALANCE], annual[Statement.CASH_FLOW], strict=True
        )
    )


def _numbers(figures: Mapping[str, object]) -> dict[str, float]:
    found = {name: number(figures, name) for name in figures}
    return {name: value for name, value in found.items() if value is not None}

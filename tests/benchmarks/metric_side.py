"""Our metric functions over the same statements, every fiscal year of every company."""

import math
import time
from collections.abc import Iterable

from functions.research.domain.rating.declaration import (
    Input,
    Judged,
    Metric,
    Outcome,
    Series,
    Source,
    Step,
    Values,
)
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.growth import GROWTH
from functions.research.domain.rating.panels import PANELS
from functions.research.domain.rating.risk import RISK
from functions.research.domain.statements import Statement
from tests.benchmarks.toolkit_statements import Company, Year, price

FINANCIAL_STATEMENTS = (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW)
MARKET_VALUE = frozenset({"market_value", "market_capitalization"})


def compute(companies: list[Company], labels: list[int]) -> dict:
    """Values by metric and symbol, newest year first, None where there is none, and what they took."""
    metrics = _metrics()
    inputs = {wanted.name: wanted for metric in metrics for wanted in metric.inputs}
    needs = [
        (metric.code, metric.measure, {i.name for i in metric.inputs if isinstance(i, Series) or i.required})
        for metric in metrics
    ]

    began = time.process_time()
    values: dict[str, dict[str, list[float | None]]] = {metric.code: {} for metric in metrics}
    for company in companies:
        years = [_read(company.years[back:], inputs.values()) for back in range(len(labels))]
        for code, ask, needed in needs:
            values[code][company.symbol] = [
                _number(ask(given)) if needed <= known else None for given, known in years
            ]
    return {"values": values, "cpu_seconds": time.process_time() - began}


def _metrics() -> list[Metric]:
    """All that annual statements and a market value are enough for."""
    graded = [m for c in (FINANCIAL_HEALTH, GROWTH, RISK) for block in c.blocks for m in block.metrics]
    shown = [metric for panel in PANELS for metric in panel.metrics]
    return [m for m in graded + shown if all(_is_given(wanted) for wanted in m.inputs)]


def _is_given(wanted: Input | Series) -> bool:
    if isinstance(wanted, Series):
        return wanted.step is Step.YEARS and wanted.origin in FINANCIAL_STATEMENTS
    if wanted.origin in FINANCIAL_STATEMENTS:
        return wanted.quarters_back is None
    return wanted.name in MARKET_VALUE or not wanted.required


def _read(years: tuple[Year, ...], inputs: Iterable[Input | Series]) -> tuple[Values, set[str]]:
    """What the newest of these years gives, and the names of it."""
    values: dict[str, float] = {}
    series: dict[str, tuple[float | None, ...]] = {}
    for wanted in inputs:
        if isinstance(wanted, Series):
            line = tuple(year.of(wanted.origin).get(wanted.field) for year in years[: wanted.longest])
            if len(line) - line.count(None) >= wanted.shortest:
                series[wanted.name] = line
        else:
            value = _find(wanted, years)
            if value is not None:
                values[wanted.name] = value
    return Values(values, series), values.keys() | series.keys()


def _find(wanted: Input, years: tuple[Year, ...]) -> float | None:
    if wanted.name in MARKET_VALUE:
        return price(years[0]) * years[0].balance["common_stock_shares_outstanding"]
    if isinstance(wanted.origin, Source) or wanted.years_back >= len(years):
        return None
    figures = years[wanted.years_back].of(wanted.origin)
    for names in wanted.sums:
        found = [figures.get(name) for name in names]
        if None not in found:
            return found[0] if len(found) == 1 else math.fsum(found)
    return None


def _number(outcome: Outcome) -> float | None:
    if isinstance(outcome, float):
        return outcome
    return outcome.value if isinstance(outcome, Judged) else None

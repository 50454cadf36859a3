"""How long checking and rating a company takes in one process, from payloads already in memory.

    python -m tests.benchmarks.bench_rating [--companies 200] [--json]

The floor beside it is reading the same payloads as JSON.
"""

import argparse
import json
import tempfile
import time
from datetime import date
from pathlib import Path

from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.adapters.alpha_vantage.statements import FUNCTIONS, parse_earnings, parse_statement
from functions.research.domain.history import added_rows, report_dates
from functions.research.domain.rating import rate
from functions.research.domain.rating.known import Known
from functions.research.domain.validation import validate_company
from scripts.sandbox.generate import generate

DAY = "2026-05-27"
AS_OF = f"{DAY}T07:00:00Z"


def payloads(folder: Path, symbol: str) -> dict[str, bytes]:
    functions = ("OVERVIEW", *FUNCTIONS)
    return {f: (folder / "alphavantage" / f / f"{symbol}.json").read_bytes() for f in functions}


def rated(symbol: str, documents: dict[str, dict]) -> int:
    """Rows rated; the whole way from documents to rating."""
    overview, found = parse_overview(documents["OVERVIEW"], symbol)
    earnings, more = parse_earnings(documents["EARNINGS"], symbol, overview.fiscal_year_end_month)
    parsed = [(earnings, more)]
    for function, statement in FUNCTIONS.items():
        if function != "EARNINGS":
            parsed.append(parse_statement(statement, documents[function], symbol))
    dates = report_dates(earnings)
    rows = []
    for reports, findings in parsed:
        found += findings
        rows += added_rows([], reports, reported_on=dates, payload_hash="bench", as_of=AS_OF)
    findings = found + validate_company(rows, overview, as_of=AS_OF)
    rate(Known(symbol, rows, overview, findings), as_of=AS_OF)
    return len(rows)


def measure(companies: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="signal9-bench-") as name:
        folder = Path(name)
        generate(companies, "9", folder, date.fromisoformat(DAY))
        symbols = sorted(path.stem for path in (folder / "alphavantage" / "OVERVIEW").glob("*.json"))
        texts = {symbol: payloads(folder, symbol) for symbol in symbols}
    began = time.process_time()
    documents = {symbol: {f: json.loads(t) for f, t in text.items()} for symbol, text in texts.items()}
    read = time.process_time() - began
    began = time.process_time()
    rows = sum(rated(symbol.replace("-", "."), documents[symbol]) for symbol in symbols)
    spent = time.process_time() - began
    return {
        "companies": len(symbols),
        "rows_a_company": round(rows / len(symbols), 1),
        "cpu_ms_a_company": round(1000 * spent / len(symbols), 2),
        "json_floor_ms_a_company": round(1000 * read / len(symbols), 2),
        "times_the_floor": round(spent / read, 1),
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    figures = measure(chosen.companies)
    if chosen.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"  {name:<26} {figure}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""A month of a stage in USD: `make cost STAGE=dev ASSETS=500`.

What stands costs by the template of the stage, what is used by the counts of a market day.
"""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from scripts.cost import counts as counted
from scripts.cost.market_day import of_day, usd
from scripts.cost.prices import prices
from scripts.cost.standing import standing
from scripts.delivery.diff import packaged

MARKET_DAYS = 26  # of a month, Monday to Saturday


def estimate(
    stage: str,
    assets: Annotated[int, typer.Option(min=0, help="Companies asked about on a market day.")] = 500,
    template: Annotated[Path | None, typer.Option(help="Instead of packaging these sources.")] = None,
) -> None:
    """Print what the stage costs a month, standing and by use."""
    stands = standing(json.loads((template or packaged(stage)).read_text()))
    counts = counted.read()
    used = of_day(assets, counts)
    day = usd(used)
    console = Console(file=sys.stdout)
    console.print(_table(f"signal9-{stage}: standing, USD a month", stands))
    console.print(_table(f"Market days with {assets:,} companies, USD a month", _of_month(day)))
    total, by_use = sum(stands.values()), sum(day.values())
    console.print(
        f"Together {total + MARKET_DAYS * by_use:.2f} USD a month; a market day {by_use:.3f} USD."
        f" Prices as of {prices().read_at}, counts of {counts.measured_at}. Not in it: the providers' plans,"
        " what people ask the API, traffic, and what is stored."
    )


def _of_month(day: dict[str, float]) -> dict[str, float]:
    return {name: cost * MARKET_DAYS for name, cost in day.items()}


def _table(title: str, costs: dict[str, float]) -> Table:
    table = Table("", "USD", title=title, title_justify="left")
    table.columns[1].justify = "right"
    for name, cost in sorted(costs.items(), key=lambda one: -one[1]):
        table.add_row(name, f"{cost:.2f}")
    table.add_row("together", f"{sum(costs.values()):.2f}", style="bold")
    return table


def main() -> None:
    typer.run(estimate)


if __name__ == "__main__":
    main()

"""A look back and its calibration as tables that fit 80 columns."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from functions.research.domain.calibration import LEAST_PAIRS, NOMINAL, Calibration, Reliability
from scripts.signal9.backtest import OnDate
from scripts.signal9.rating_table import section, worded

LABELS = ("strong_buy", "buy", "hold", "sell", "strong_sell")
NOTHING_SAID = "-"
READ_ON = "What these numbers cannot say: docs/calibration.md"


def print_dates(console: Console, dates: Sequence[OnDate], companies: int) -> None:
    table = section(f"{companies} {'company' if companies == 1 else 'companies'}, rated as of each date")
    table.add_column("Date", no_wrap=True)
    for name in ("Rated", "Withheld", *map(worded, LABELS), "Median", "Conf."):
        table.add_column(name, justify="right")
    for one in dates:
        table.add_row(*_cells(one))
    console.print(table)
    withheld: Counter[str] = Counter()
    for one in dates:
        withheld.update(one.withheld)
    for reason, count in withheld.most_common():
        console.print(f"Withheld for {reason}: {count}.")


def _cells(one: OnDate) -> tuple[str, ...]:
    return (
        one.as_of[:10],
        str(len(one.ratings)),
        str(one.withheld.total()),
        *(str(one.labels[label]) for label in LABELS),
        _number(one.median_rating, 2),
        _number(one.mean_confidence, 0),
    )


def print_calibration(console: Console, found: Calibration) -> None:
    first, last = found.moments[0][:10], found.moments[-1][:10]
    overall = found.overall
    console.print(
        Text(f"{overall.pairs} pairs of {overall.companies} companies, {first} to {last}", "bold"),
        f"An interval claims to hold {NOMINAL:.0%} of what it is about.",
        sep="\n",
    )
    console.print()
    groups = (
        ("All", (overall,)),
        ("By confidence of the earlier rating, percent", found.by_confidence),
        ("By kind of firm", found.by_firm_kind),
        ("By sector", found.by_sector),
    )
    for title, rows in groups:
        _print_group(console, title, rows)
    console.print(
        f"Not compared: {found.withheld_earlier} times the earlier rating was withheld, "
        f"{found.withheld_later} times only the later."
    )
    console.print(Text(f"{NOTHING_SAID} fewer than {LEAST_PAIRS} pairs: nothing is said.", "dim"))
    console.print(Text(READ_ON, "dim"))


def _print_group(console: Console, title: str, rows: Sequence[Reliability]) -> None:
    table = section(title)
    table.add_column("", no_wrap=True, min_width=22)
    for name in ("Pairs", "Inside", "Likely", "Below", "Above", "Width", "Moved"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            row.group.replace("_", " "),
            str(row.pairs),
            _share(row.inside),
            f"{row.likely[0]:.0%}-{row.likely[1]:.0%}" if row.likely else NOTHING_SAID,
            _share(row.below),
            _share(row.above),
            _number(row.mean_width, 2),
            _number(row.mean_change, 2),
        )
    console.print(table, "")


def _share(value: float | None) -> str:
    return NOTHING_SAID if value is None else f"{value:.0%}"


def _number(value: float | None, digits: int) -> str:
    return NOTHING_SAID if value is None else f"{value:.{digits}f}"

"""Make a data folder of invented companies.

python -m scripts.sandbox.generate --companies N --seed S --into DIR [--day YYYY-MM-DD]

The same N, S and day give the same bytes. Company i depends on the seed and i alone.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

from scripts.sandbox.folder_files import (
    add_company,
    calendar_rows,
    write_assets,
    write_calendar,
    write_default_day,
)
from scripts.sandbox.invented_company import Profile, invent
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.price_walk import seeded
from scripts.sandbox.sector_templates import TEMPLATES, character
from scripts.sandbox.vendor_shapes import Company

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STARTS = ("Zor", "Quib", "Blun", "Vex", "Mog", "Trel", "Yax", "Plo", "Kwin", "Dro", "Fiz", "Skra")
_MIDDLES = ("an", "ble", "dero", "qui", "mmo", "ra", "xo", "sti", "lu", "vance")
_ENDS = ("dine", "wick", "thar", "quora", "nix", "mere", "zel", "bury", "lope", "ford")
_FORMS = ("Inc", "Corp", "Holdings", "Group", "PLC", "Industries")
_SMALLEST_QUARTER, _ORDERS_OF_MAGNITUDE = 3e3, 4.3  # thousands: 3 million to 60 billion a quarter
_YEAR_END_MONTHS = (12, 12, 12, 12, 1, 3, 6, 9)


def symbol_of(number: int) -> str:
    """QX and four letters: no exchange lists tickers that long."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return f"QX{letters}"


class Span(NamedTuple):
    """How far back a company's files go: fiscal years, quarters and daily bars."""

    years: int
    quarters: int
    bar_days: int


def company(seed: str, number: int, day: date, span: Span | None = None) -> Company:
    rng = seeded("company", seed, number)
    profile = _profile(number, rng)
    return invent(replace(profile, **span._asdict()) if span else profile, rng, day)


def companies(count: int, seed: str, day: date) -> Iterator[Company]:
    return (company(seed, number, day) for number in range(count))


def _pick(rng: Random, options: tuple[str, ...]) -> str:
    return options[int(rng.random() * len(options))]


def _profile(number: int, rng: Random) -> Profile:
    template = TEMPLATES[number % len(TEMPLATES)]
    habits = template.habits
    size = _SMALLEST_QUARTER * 10 ** (_ORDERS_OF_MAGNITUDE * rng.random())
    growth = habits.get("yearly_growth", 0.05) + rng.gauss(0.0, 0.07)
    margin = min(1.0, habits["gross_margin"] * rng.uniform(0.85, 1.12))
    bank = margin if habits["gross_margin"] < 1 else 1.0
    name = f"{_pick(rng, _STARTS)}{_pick(rng, _MIDDLES)}{_pick(rng, _ENDS)} {_pick(rng, _FORMS)}"
    return Profile(
        symbol=symbol_of(number),
        name=name,
        sector=template.sector,
        industry=_pick(rng, tuple(template.industries)),
        character=character(
            template,
            size,
            yearly_growth=growth,
            gross_margin=bank,
            margin_drift=rng.gauss(0.0, 0.002) if bank < 1 else 0.0,
            debt=habits.get("debt", 0.3) * rng.uniform(0.3, 1.8),
        ),
        exchange=_pick(rng, ("NYSE", "NASDAQ", "NASDAQ", "AMEX")),
        fiscal_year_end_month=_YEAR_END_MONTHS[int(rng.random() * len(_YEAR_END_MONTHS))],
        report_lag_days=18 + int(rng.random() * 26),
        price=round(6 * 10 ** (1.7 * rng.random()), 2),
        value_over_sales=template.value_over_sales * rng.uniform(0.6, 1.6),
        beta=round(template.beta * rng.uniform(0.75, 1.3), 3),
        spread=rng.uniform(0.008, 0.028),
        report_time=_pick(rng, ("pre-market", "post-market")),
    )


def generate(count: int, seed: str, into: Path, day: date) -> None:
    made = []
    rows: list[tuple[str, ...]] = []
    for one in companies(count, seed, day):
        add_company(into, one, day)
        rows += calendar_rows(one, day)
        # The periods and bars are on disk; the list of assets needs the name and the exchange.
        one.annual, one.quarterly, one.bars = [], [], []
        made.append(one)
    write_assets(into, made)
    write_calendar(into, rows)
    write_default_day(into, day)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.sandbox.generate", description=__doc__)
    parser.add_argument("--companies", type=int, required=True, metavar="N")
    parser.add_argument("--seed", required=True, metavar="S")
    parser.add_argument("--into", type=Path, required=True, metavar="DIR")
    parser.add_argument("--day", type=date.fromisoformat, default=DEFAULT_DAY)
    arguments = parser.parse_args()
    started = time.perf_counter()
    generate(arguments.companies, arguments.seed, arguments.into, arguments.day)
    seconds = time.perf_counter() - started
    print(
        f"{arguments.companies} companies into {arguments.into}, {arguments.companies / seconds:.0f} a second"
    )


if __name__ == "__main__":
    main()

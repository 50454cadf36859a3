"""List prices, read from prices.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("prices.toml")


@dataclass(frozen=True, slots=True)
class Prices:
    read_at: str
    use: dict[str, float]  # USD for one of what counts.json counts
    month: dict[str, float]
    hour: dict[str, float]


@cache
def prices() -> Prices:
    document = tomllib.loads(FILE.read_text())
    usd = {
        part: {name: float(price["usd"]) for name, price in document[part].items()}
        for part in ("use", "month", "hour")
    }
    return Prices(read_at=document["read_at"].isoformat(), **usd)

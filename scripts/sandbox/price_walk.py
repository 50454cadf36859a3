"""Made-up daily bars: a geometric walk with a shared market, scaled to a wanted close on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp
from random import Random
from typing import Any

from scripts.sandbox.market_days import bar_timestamp

Bars = list[dict[str, Any]]
_DAILY_MARKET_SPREAD = 0.008


def seeded(*parts: object) -> Random:
    """The same parts give the same numbers on every run."""
    return Random(" ".join(map(str, parts)))  # noqa: S311 - made-up figures, nothing secret


@lru_cache(maxsize=4096)
def market_move(day: date) -> float:
    """The log return every company shares on that day."""
    return seeded("market", day).gauss(0.0003, _DAILY_MARKET_SPREAD)


@lru_cache(maxsize=4096)
def _timestamp(day: date) -> str:
    return bar_timestamp(day)


@dataclass(frozen=True, slots=True)
class Temper:
    beta: float
    spread: float  # standard deviation of the company's own daily log return
    volume: float  # shares a day


def walk(rng: Random, days: Sequence[date], temper: Temper, *, close: float, on: date) -> Bars:
    """Bars for `days` (oldest first) whose last close up to `on` is `close`."""
    spread = temper.spread
    gauss, uniform = rng.gauss, rng.random
    logs, log = [], 0.0
    for day in days:
        log += temper.beta * market_move(day) + gauss(0.0, spread)
        logs.append(log)
    anchor = logs[max((i for i, day in enumerate(days) if day <= on), default=0)]
    bars: Bars = []
    before = close * exp(logs[0] - anchor)
    for day, log in zip(days, logs, strict=True):
        last = close * exp(log - anchor)
        first = before * (1 + (uniform() - 0.5) * spread)
        high = max(first, last) * (1 + uniform() * spread)
        low = min(first, last) * (1 - uniform() * spread)
        shares = int(temper.volume * (0.6 + 0.8 * uniform()))
        bars.append(
            {
                "t": _timestamp(day),
                "o": round(first, 2),
                "h": round(high, 2),
                "l": round(low, 2),
                "c": round(last, 2),
                "v": shares,
                "n": shares // 90 + 1,
                "vw": round((high + low + 2 * last) / 4, 4),
            }
        )
        before = last
    return bars


def bars_until(bars: Bars, day: date) -> Bars:
    limit = f"{day}T99"
    return [bar for bar in bars if bar["t"] <= limit]

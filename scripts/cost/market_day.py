"""What a market day costs by use, from what one was counted to use."""

from collections.abc import Mapping

from scripts.cost.counts import Counts, Usage
from scripts.cost.prices import prices

# Companies report four times in the 252 trading days of a year, and are collected whole every 30 days too.
REPORTS_A_DAY = 4 / 252
RECOLLECTED_A_DAY = 1 / 26  # market days of a month, Monday to Saturday


def of_day(assets: int, counts: Counts) -> Usage:
    """Of a day that asks about `assets` companies."""
    reported, recollected = round(assets * REPORTS_A_DAY), round(assets * RECOLLECTED_A_DAY)
    whole = reported + recollected
    used: Usage = dict(counts.of_day)
    kinds = ((counts.unchanged, assets - whole), (counts.collected, recollected), (counts.reported, reported))
    for usage, number in kinds:
        for name, count in usage.items():
            used[name] = used.get(name, 0.0) + count * number
    return used


def usd(used: Mapping[str, float]) -> dict[str, float]:
    """By what is billed, the dearest first."""
    known = prices().use
    cost = {name: count * known[name] for name, count in used.items()}
    return dict(sorted(cost.items(), key=lambda one: -one[1]))

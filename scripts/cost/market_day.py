"""What a market day costs by use, from what one was counted to use."""

from collections.abc import Mapping

from scripts.cost.counts import Counts, Usage
from scripts.cost.prices import prices

# Companies report four times in the 252 trading days of a year, and are collected whole every 30 days too.
REPORTS_A_DAY = 4 / 252
RECOLLECTED_A_DAY = 1 / 26  # market days of a month, Monday to Saturday
# A provider far away answers later than the sandbox beside the function; the function waits with its memory.
PROVIDER_SECONDS = 0.2
POLLENATION_GB = 1.0
PROBE_CALLS, COLLECTION_CALLS = 1, 6


def of_day(assets: int, counts: Counts) -> Usage:
    """Of a day that asks about `assets` companies."""
    reported, recollected = round(assets * REPORTS_A_DAY), round(assets * RECOLLECTED_A_DAY)
    whole = reported + recollected
    used: Usage = dict(counts.of_day)
    kinds = ((counts.unchanged, assets - whole), (counts.collected, recollected), (counts.reported, reported))
    for usage, number in kinds:
        for name, count in usage.items():
            used[name] = used.get(name, 0.0) + count * number
    calls = PROBE_CALLS * (assets - whole) + COLLECTION_CALLS * whole
    used["lambda_gb_seconds"] = used.get("lambda_gb_seconds", 0.0) + calls * PROVIDER_SECONDS * POLLENATION_GB
    return used


def usd(used: Mapping[str, float]) -> dict[str, float]:
    """By what is billed, the dearest first."""
    known = prices().use
    cost = {name: count * known[name] for name, count in used.items()}
    return dict(sorted(cost.items(), key=lambda one: -one[1]))

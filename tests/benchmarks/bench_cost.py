"""What a market day uses of all that AWS bills by use: the counts that `make cost` multiplies with prices.

    python -m tests.benchmarks.bench_cost [--write]

Four days of two generated universes on the laptop's AWS: a first collection of every company, a day on
which nothing changed, a day 34 days later on which every company is collected whole again, and one on which
every company has reported another quarter. Two sizes, of one and of four rounds, tell what a day costs by
itself from what a company adds. Providers take as long to answer as ones far away, because functions wait for
them. `--write` keeps the counts in scripts/cost/counts.json.
"""

import argparse
import json
import os
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import httpx

from scripts.cost.counts import FILE
from scripts.local.meter import SWITCH
from scripts.sandbox.generate import generate
from tests.support.counted import used
from tests.support.laptop import Laptop

SIZES = (24, 96)
PROVIDER_SECONDS = 0.2
# The generator's companies have prices of some sixty days; by the middle of August they have reported June.
DAYS = {
    "first": "2026-06-10",
    "unchanged": "2026-06-11",
    "collected": "2026-07-14",
    "reported": "2026-08-20",
}
RUN_SECONDS = 1200


def measured(companies: int) -> dict[str, dict[str, float]]:
    """Counts by day."""
    os.environ[SWITCH] = "1"
    with tempfile.TemporaryDirectory(prefix="signal9-cost-") as folder:
        data = Path(folder) / "data"
        generate(companies, "9", data, date.fromisoformat(DAYS["reported"]))
        laptop = Laptop(Path(folder) / "aws", data)
        found = {}
        try:
            laptop.deploy()
            sandbox = f"{laptop.stack.start(data).sandbox_url}/_sandbox/faults"
            late = {"endpoint": "*", "kind": "delay", "value": PROVIDER_SECONDS}
            httpx.post(sandbox, json=late, trust_env=False).raise_for_status()
            before, _ = used(laptop, time.time())
            for name, day in DAYS.items():
                began = time.time()
                laptop.run("--day", day, seconds=RUN_SECONDS)
                after, runs = used(laptop, began)
                found[name] = {key: after[key] - before[key] for key in after} | runs
                before = after
        finally:
            laptop.delete()
    return found


def split(small: dict[str, float], large: dict[str, float]) -> dict[str, dict[str, float]]:
    """What a day uses by itself, and what each company adds."""
    few, many = SIZES
    each = {key: max(0.0, (large.get(key, 0) - small.get(key, 0)) / (many - few)) for key in {*small, *large}}
    return {
        "day": {key: round(max(0.0, small.get(key, 0) - each[key] * few), 4) for key in sorted(each)},
        "asset": {key: round(each[key], 4) for key in sorted(each)},
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    small, large = map(measured, SIZES)
    counts = {
        "measured_at": datetime.now(UTC).date().isoformat(),
        "companies": list(SIZES),
        **{name: split(small[name], large[name]) for name in DAYS},
    }
    text = json.dumps(counts, indent=2) + "\n"
    print(text)
    if chosen.write:
        FILE.write_text(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

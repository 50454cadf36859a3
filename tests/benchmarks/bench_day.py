"""How fast a laptop takes a universe in, and how fast it confirms one in which nothing changed.

    python -m tests.benchmarks.bench_day [--companies 500] [--json]

The call plan is the laptop's own, 1,200 a minute: six calls an asset allow 3.3 a second on the first day.
"""

import argparse
import json
import tempfile
import time
from datetime import date
from pathlib import Path

from scripts.sandbox.generate import generate
from tests.support.laptop import Laptop

FIRST_LOAD_GOAL = 2.0
UNCHANGED_GOAL = 10.0
DAYS = ("2026-05-27", "2026-05-28")


def measure(companies: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="signal9-bench-") as folder:
        data = Path(folder) / "data"
        generate(companies, "9", data, date.fromisoformat(DAYS[0]))
        laptop = Laptop(Path(folder) / "aws", data)
        try:
            laptop.deploy()
            first = timed(laptop, DAYS[0])
            again = timed(laptop, DAYS[1])
        finally:
            laptop.stop()
    return {
        "companies": companies,
        "first_load_seconds": round(first, 1),
        "first_load_assets_per_second": round(companies / first, 2),
        "unchanged_seconds": round(again, 1),
        "unchanged_assets_per_second": round(companies / again, 2),
    }


def timed(laptop: Laptop, day: str) -> float:
    """Seconds of the whole day: every job, every rating."""
    began = time.monotonic()
    laptop.run("--day", day, seconds=1200)
    return time.monotonic() - began


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    figures = measure(chosen.companies)
    if chosen.json:
        print(json.dumps(figures))
    else:
        print(f"{figures['companies']} generated companies, the whole day, command start included")
        for name, goal in (("first_load", FIRST_LOAD_GOAL), ("unchanged", UNCHANGED_GOAL)):
            rate = figures[f"{name}_assets_per_second"]
            print(f"  {name:<11} {figures[f'{name}_seconds']:7.1f} s  {rate:6.2f} assets/s  (goal {goal:g})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

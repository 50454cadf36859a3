"""Mixed reads at a steady rate while Redis, OpenSearch and both are killed and come back.

    python -m tests.benchmarks.bench_outages [--seconds 30] [--per-second 50]

Times count from when a request was due, so a reader that could not ask in time is in them.
"""

import argparse
import tempfile
from pathlib import Path

from tests.support import outages, reading
from tests.support.api import LiveApi
from tests.support.laptop import SHIPPED, Laptop
from tests.support.reading import Answers

COMPANIES = 100


def measure(seconds: float, per_second: float) -> tuple[float, dict[str, Answers]]:
    with tempfile.TemporaryDirectory(prefix="signal9-bench-") as folder:
        laptop = Laptop(Path(folder) / "aws", SHIPPED)
        try:
            laptop.deploy()
            api, symbols = LiveApi(laptop), reading.shelve(laptop, COMPANIES)
            with outages.mixed_questions(api, api.person("bench"), symbols) as ask:
                outages.eventually(lambda: outages.is_recovered(api, ask), True)
                sustained = outages.sustained(ask)
                return sustained, outages.endured(api, ask, per_second=per_second, seconds=seconds)
        finally:
            laptop.delete()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--per-second", type=float, default=50.0)
    chosen = parser.parse_args(arguments)
    sustained, phases = measure(chosen.seconds, chosen.per_second)
    print(
        f"{chosen.per_second:g} requests a second, {chosen.seconds:g} s each; goal: no fault, p99 below 1 s"
    )
    print(
        f"  with everything up the machine answers {sustained:.0f} a second, {outages.CONCURRENCY} at a time"
    )
    if sustained < chosen.per_second:
        print("  which is less than was asked: the times below are those of a queue that grows")
    for phase, answers in phases.items():
        print(outages.told(phase, answers))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
